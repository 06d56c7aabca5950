using System.Runtime.CompilerServices;
using Interop.Adapters.Soap.Messages;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Finds the counter of the partner in the address. What partners call changes with the configuration and their profiles, so it is no fixed route.</summary>
internal sealed class CallbackCounters(Func<string, ISoapService?> callbacks, SoapDesk desk)
{
    private static readonly SoapAnswer s_none = SoapAnswer.Fault(
        SoapFault.Client("No partner calls the hub at this address; check the partner's code in it."), StatusCodes.Status404NotFound);

    private readonly ConditionalWeakTable<ISoapService, SoapCounter> _counters = [];
    private readonly ConditionalWeakTable<ISoapService, ServedContract> _contracts = [];

    public Task HandleAsync(HttpContext context) => Of(context) is { } service
        ? _counters.GetValue(service, s => new SoapCounter(s, desk)).HandleAsync(context)
        : NoneAsync(context);

    public Task ServeAsync(HttpContext context) => Of(context) is { } service
        ? _contracts.GetValue(service, s => new ServedContract(s, desk.Options.PublicBaseUrl)).ServeAsync(context)
        : NoneAsync(context);

    private ISoapService? Of(HttpContext context) => context.Request.RouteValues["partner"] is string partner ? callbacks(partner) : null;

    private static Task NoneAsync(HttpContext context) =>
        s_none.WriteAsync(context, Refusals.ForContentType(context.Request.ContentType).Announced, null, null);
}

using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Api;

/// <summary>
/// While the hub is held after a restore every partner is told to come later, also who only asks: an answer out of a
/// ledger that nobody has looked at yet might say "unknown" of what was accepted.
/// </summary>
internal static class HeldFilter
{
    public static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<IHubRecovery>().IsHeld
            ? Problem.Overloaded(HeldHub.Detail, HeldHub.RetryAfter)
            : await next(context);
}

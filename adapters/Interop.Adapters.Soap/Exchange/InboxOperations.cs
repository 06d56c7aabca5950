using System.Security.Claims;
using System.Xml.Linq;
using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>The four operations of an inbox.</summary>
internal static class InboxOperations
{
    public static IEnumerable<SoapOperation> Over(IDossierInbox inbox, Func<ClaimsPrincipal, ExchangeCaller?> callerOf) =>
    [
        Operation("ListWaiting", callerOf, InboxRead.ListOf, inbox.ListAsync, InboxWrite.List),
        Operation("Fetch", callerOf, InboxRead.FetchOf, inbox.FetchAsync, InboxWrite.Fetched),
        Operation("Acknowledge", callerOf, InboxRead.AcknowledgeOf, inbox.AcknowledgeAsync, word => InboxWrite.Word("AcknowledgeResponse", word)),
        Operation("Reject", callerOf, InboxRead.RejectOf, inbox.RejectAsync, word => InboxWrite.Word("RejectResponse", word)),
    ];

    private static SoapOperation Operation<TCall, TAnswer>(
        string name,
        Func<ClaimsPrincipal, ExchangeCaller?> callerOf,
        Func<XElement, ExchangeReading<TCall>> read,
        Func<TCall, ExchangeCaller, CancellationToken, Task<InboxAnswer<TAnswer>>> handle,
        Func<TAnswer, XElement> write)
        where TAnswer : class => new(name, ExchangeNames.Namespace + (name + "Request"), async (call, cancellationToken) =>
    {
        if (callerOf(call.Caller) is not { } caller)
        {
            return ExchangeFaults.NoPartner;
        }

        var reading = read(call.Body);
        if (reading.Errors.Count > 0)
        {
            return ExchangeFaults.Invalid(reading.Errors);
        }

        var answer = await handle(reading.Call!, caller, cancellationToken);
        return answer.Refused is { } refused ? ExchangeFaults.Of(refused.Refusal, refused.Code) : new SoapReply.Body(write(answer.Given!));
    });
}

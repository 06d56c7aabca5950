using Interop.Adapters.Soap.Endpoint;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>The four operations of an inbox.</summary>
internal static class InboxOperations
{
    public static IEnumerable<SoapOperation> Over(IDossierInbox inbox, ExchangeOperations operations) =>
    [
        operations.Question("ListWaiting", InboxRead.ListOf, inbox.ListAsync, InboxWrite.List),
        operations.Question("Fetch", InboxRead.FetchOf, inbox.FetchAsync, InboxWrite.Fetched),
        operations.Question("Acknowledge", InboxRead.AcknowledgeOf, inbox.AcknowledgeAsync, word => InboxWrite.Word("AcknowledgeResponse", word)),
        operations.Question("Reject", InboxRead.RejectOf, inbox.RejectAsync, word => InboxWrite.Word("RejectResponse", word)),
    ];
}

using System.Globalization;
using System.Text.Json;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Host.Api;

/// <summary>What may be fetched. Of more than 10,000 the count is 10,000.</summary>
internal sealed record InboxListReply(int Count, IReadOnlyList<WaitingReply> Waiting)
{
    public static InboxListReply Of(InboxList list) => new(list.Count, [.. list.Heads.Select(WaitingReply.Of)]);
}

/// <summary>One line of it.</summary>
internal sealed record WaitingReply(string DeliveryId, string PacketId, string Kind, string Sender, DateTimeOffset AcceptedAt, string? DossierNumber, int HandOuts)
{
    public static WaitingReply Of(WaitingDelivery head) => new(head.DeliveryId, head.Packet, Wire.Camel(head.Kind), head.Sender, head.AcceptedAt, head.DossierNumber, head.HandOuts);
}

/// <summary>What was handed out, in order.</summary>
internal sealed record InboxReply(IReadOnlyList<HandedOutReply> Deliveries)
{
    public static InboxReply Of(IReadOnlyList<HandedOut> handed, Uri publicBaseUrl) => new([.. handed.Select(h => HandedOutReply.Of(h, publicBaseUrl))]);
}

/// <summary>
/// One delivery. It is known again by its id, however often it is handed out; the token belongs to this hand-out.
/// <c>MayBeKnown</c>: it may have come before, by another way or before a restore of the hub.
/// </summary>
internal sealed record HandedOutReply(
    string DeliveryId,
    string Token,
    DateTimeOffset LeaseUntil,
    int HandOut,
    bool MayBeKnown,
    string PacketId,
    string Kind,
    string Sender,
    DateTimeOffset AcceptedAt,
    string? DossierNumber,
    IReadOnlyList<IdentifierReply> Identifiers,
    IReadOnlyList<HandedFileReply> Documents,
    JsonElement Packet)
{
    public static HandedOutReply Of(HandedOut handed, Uri publicBaseUrl)
    {
        var claim = handed.Claim;
        return new(
            claim.DeliveryId,
            claim.Token.ToString(CultureInfo.InvariantCulture),
            claim.LeaseUntil,
            handed.HandOut,
            claim.From == DeliveryState.Unknown,
            claim.PacketKey,
            Wire.Camel(claim.Kind),
            claim.Sender,
            claim.AcceptedAt,
            claim.DossierNumber,
            [.. claim.Identifiers.Select(i => new IdentifierReply(Wire.Camel(i.Scheme), i.Issuer.Value, i.Value))],
            [.. handed.Documents.Select(d => new HandedFileReply(d.Name, d.MediaType, d.Size, d.Sha256.Value, DocumentAddress.Of(publicBaseUrl, d.Sha256, claim.DeliveryId)))],
            JsonElement.Parse(handed.Json.Span, new JsonDocumentOptions { MaxDepth = 256 }));
    }
}

/// <summary>A file of the packet, and where this partner reads it while it holds the delivery or has it.</summary>
internal sealed record HandedFileReply(string Name, string MediaType, long Size, string Sha256, Uri Url);

/// <summary>What the delivery is by the partner's word.</summary>
internal sealed record WordReply(string DeliveryId, string State);

/// <summary>Where a partner reads a file of a delivery.</summary>
internal static class DocumentAddress
{
    public static Uri Of(Uri publicBaseUrl, Sha256Digest digest, string deliveryId) => new(publicBaseUrl, $"api/v1/documents/{digest}?delivery={deliveryId}");
}

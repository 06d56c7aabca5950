using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Host.Api;

/// <summary>What a party sees of a dossier: identifiers, the four state axes, the timeline. No body.</summary>
internal sealed record DossierReply(
    string Number,
    IReadOnlyList<IdentifierReply> Identifiers,
    string Procedure,
    string Receiving,
    string Competent,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? DueAt,
    StatusReply Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ErasedAt,
    IReadOnlyList<PacketReply> Timeline)
{
    public static DossierReply Of(DossierView view, string caller) => new(
        view.Number,
        [.. view.Identifiers.Select(i => new IdentifierReply(Wire.Camel(i.Scheme), i.Issuer.Value, i.Value))],
        view.Facts.Procedure,
        view.Facts.Receiving,
        view.Facts.Competent,
        view.Facts.ReceivedAt,
        view.Facts.DueAt,
        new StatusReply(
            view.Status is { } s ? new BusinessReply((int)s, Wire.Camel(s), view.StatusSince) : null,
            Wire.Camel(view.Financial),
            Wire.Camel(view.ResultState),
            Sync(view)),
        view.CreatedAt,
        view.UpdatedAt,
        view.Erasure?.At,
        [.. view.Packets.Select(p => PacketReply.Of(p, caller))]);

    // One line per partner: the newest delivery that is not passed, else the last that is.
    private static IReadOnlyList<SyncReply> Sync(DossierView view) =>
        [.. view.Packets.SelectMany(p => p.Deliveries)
            .Where(d => d.Role == DeliveryRole.Send)
            .GroupBy(d => d.Destination, StringComparer.OrdinalIgnoreCase)
            .Select(g => (Open: g.Where(d => !d.State.IsPassed()).ToArray(), Last: g.Last(), g.Key))
            .Select(x => new SyncReply(x.Key, Wire.Camel((x.Open.Length > 0 ? x.Open[0] : x.Last).State), x.Open.Length, (x.Open.Length > 0 ? x.Open[0] : x.Last).ChangedAt))];
}

/// <summary>One code of the dossier.</summary>
internal sealed record IdentifierReply(string Scheme, string Issuer, string Value);

/// <summary>The four axes.</summary>
internal sealed record StatusReply(BusinessReply? Business, string Financial, string Result, IReadOnlyList<SyncReply> Sync);

/// <summary>The business status, codes 1 to 10.</summary>
internal sealed record BusinessReply(int Code, string Name, DateTimeOffset? Since);

/// <summary>How far one partner is in step.</summary>
internal sealed record SyncReply(string Partner, string State, int Open, DateTimeOffset Since);

/// <summary>One packet of the timeline. Its content is <c>kept</c>, <c>purged</c> (its time had come) or <c>erased</c> (with its dossier).</summary>
internal sealed record PacketReply(
    string Id,
    string? PacketId,
    string Kind,
    string Sender,
    string? DossierNumber,
    DateTimeOffset OccurredAt,
    DateTimeOffset AcceptedAt,
    int? Status,
    string? StatusVerdict,
    string Content,
    DateTimeOffset? ContentGoneAt,
    IReadOnlyList<FileReply> Documents,
    IReadOnlyList<DeliveryReply> Deliveries)
{
    public static PacketReply Of(PacketView view, string caller) => new(
        view.Id,
        // A sender's own name for its packet is between it and the hub.
        string.Equals(view.Sender, caller, StringComparison.OrdinalIgnoreCase) ? view.PacketId : null,
        Wire.Camel(view.Kind),
        view.Sender,
        view.DossierNumber,
        view.OccurredAt,
        view.AcceptedAt,
        (int?)view.Status,
        view.StatusVerdict,
        view.Removed is not { } removed ? "kept" : removed.Erased ? "erased" : "purged",
        view.Removed?.At,
        [.. view.Documents.Select(d => new FileReply(d.Name, d.MediaType, d.Size, d.Sha256.Value))],
        [.. view.Deliveries.Select(DeliveryReply.Of)]);
}

/// <summary>A file that a packet refers to.</summary>
internal sealed record FileReply(string Name, string MediaType, long Size, string Sha256);

/// <summary>One delivery with its attempts.</summary>
internal sealed record DeliveryReply(
    string Id,
    string Destination,
    string Role,
    string? Gate,
    string State,
    string? Parked,
    DateTimeOffset? DueAt,
    int Attempts,
    DateTimeOffset ChangedAt,
    DateTimeOffset? DeliveredAt,
    string? PartnerReference,
    DateTimeOffset? AnswerDueAt,
    IReadOnlyList<AttemptReply> History)
{
    public static DeliveryReply Of(DeliveryView view) => new(
        view.Id,
        view.Destination,
        Wire.Camel(view.Role),
        view.Gate,
        Wire.Camel(view.State),
        view.Park == ParkReason.None ? null : Wire.Camel(view.Park),
        view.DueAt,
        view.Attempts,
        view.ChangedAt,
        view.DeliveredAt,
        view.PartnerReference,
        view.AnswerDueAt,
        [.. view.History.Select(AttemptReply.Of)]);
}

/// <summary>One attempt or probe. Of a fault: our words, never the partner's.</summary>
internal sealed record AttemptReply(
    int Number,
    string Purpose,
    DateTimeOffset StartedAt,
    long DurationMs,
    string Outcome,
    FaultReply? Fault,
    string? TraceId)
{
    public static AttemptReply Of(AttemptView view) => new(
        view.Number,
        Wire.Camel(view.Purpose),
        view.StartedAt,
        (long)view.Duration.TotalMilliseconds,
        view.Outcome,
        view.Fault is { } f ? new FaultReply(f.Code, Wire.Camel(f.Responsibility), Wire.Camel(f.Scope), f.Message, f.Pointer) : null,
        view.TraceId);
}

/// <summary>A fault without the partner's words.</summary>
internal sealed record FaultReply(string Code, string Responsibility, string Scope, string Message, string? Pointer);

/// <summary>What became of an upload.</summary>
internal sealed record DocumentReply(string Sha256, long Size);

/// <summary>Names on the wire.</summary>
internal static class Wire
{
    public static string Camel<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

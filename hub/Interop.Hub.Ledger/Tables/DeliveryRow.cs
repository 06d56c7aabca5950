using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Security;

namespace Interop.Hub.Ledger.Tables;

/// <summary>A delivery's row, with what is needed of its packet.</summary>
internal sealed record DeliveryRow
{
    /// <summary>Its key; 0 before it is written.</summary>
    public long Key { get; init; }

    public required byte[] Id { get; init; }

    public required long Packet { get; init; }

    public required Lane Lane { get; init; }

    public required long Position { get; init; }

    public required DeliveryRole Role { get; init; }

    public string? Gate { get; init; }

    public DateTimeOffset? ProceedAt { get; init; }

    public TimeSpan? AnswerWithin { get; init; }

    // What changes.
    public required DeliveryState State { get; init; }

    public ParkReason Park { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? AnswerDue { get; init; }

    public int Attempts { get; init; }

    public int Probes { get; init; }

    /// <summary>Attempts and probes recorded, late ones too.</summary>
    public int Recorded { get; init; }

    public DateTimeOffset? FirstAttemptAt { get; init; }

    public TimeSpan ClosedAtFirst { get; init; }

    public long Token { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public DeliveryState? ClaimedFrom { get; init; }

    public string? Node { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public string? PartnerReference { get; init; }

    // Of the packet.
    public required byte[] PacketId { get; init; }

    public required string Sender { get; init; }

    public required string SenderPacketId { get; init; }

    public required PacketKind Kind { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>The packet's own data key; null: the dossier's.</summary>
    public WrappedKey? OwnKey { get; init; }

    /// <summary>The dossier; null for a packet without one.</summary>
    public long? Dossier => Lane.Owner > 0 ? Lane.Owner : null;

    /// <summary>True for what a correction may take the place of.</summary>
    public bool IsSubmission => Kind is PacketKind.Submission or PacketKind.Correction;

    /// <summary>
    /// True when others go first: it waits for its lane, or it is in doubt since a restore and is asked about when its turn
    /// comes (Unknown without a due time).
    /// </summary>
    public bool AwaitsTurn => State == DeliveryState.WaitingLane || IsWaitingInDoubt;

    /// <summary>True when it is in doubt and its turn has not come.</summary>
    public bool IsWaitingInDoubt => State == DeliveryState.Unknown && DueAt is null;

    /// <summary>The row in doubt: it may have been sent. Without a due time until its turn comes.</summary>
    public DeliveryRow InDoubt(DateTimeOffset? due, DateTimeOffset now) => this with
    {
        State = DeliveryState.Unknown, Park = ParkReason.None, DueAt = due, LeaseUntil = null, ChangedAt = now,
    };

    /// <summary>The row as it stops in a final state or waits, without a due time.</summary>
    public DeliveryRow Stopped(DeliveryState state, DateTimeOffset now) => this with { State = state, Park = ParkReason.None, DueAt = null, ChangedAt = now };

    /// <summary>The row as it may go.</summary>
    public DeliveryRow Due(DateTimeOffset now) => this with { State = DeliveryState.Ready, Park = ParkReason.None, DueAt = now, ChangedAt = now };
}

/// <summary>Reasons of parking, stored by name.</summary>
internal static class Parks
{
    public static ParkReason Parse(string? name) => name is null ? ParkReason.None : Enum.Parse<ParkReason>(name);

    public static string? Name(ParkReason reason) => reason == ParkReason.None ? null : reason.ToString();
}

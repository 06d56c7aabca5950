using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>A delivery's row, with what is needed of its packet.</summary>
internal sealed record DeliveryRow
{
    public required long Key { get; init; }

    public required byte[] Id { get; init; }

    public required long Packet { get; init; }

    public required Lane Lane { get; init; }

    public required long Position { get; init; }

    public required DeliveryRole Role { get; init; }

    public string? Gate { get; init; }

    public required DeliveryState State { get; init; }

    public ParkReason Park { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? ProceedAt { get; init; }

    public TimeSpan? AnswerWithin { get; init; }

    public required int Attempts { get; init; }

    public required int Probes { get; init; }

    /// <summary>Attempts and probes recorded, late ones too.</summary>
    public required int Recorded { get; init; }

    public DateTimeOffset? FirstAttemptAt { get; init; }

    public TimeSpan ClosedAtFirst { get; init; }

    public required long Token { get; init; }

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

    public bool IsSubmission => Kind is PacketKind.Submission or PacketKind.Correction;

    public static DeliveryRow? Find(Session db, ReadOnlySpan<byte> id)
    {
        using var row = db.Prepare("""
            select d.key, d.id, d.packet, d.lane, d.destination, d.position, d.role, d.gate, d.state, d.park, d.due_at, d.proceed_at,
                   d.answer_within, d.attempts, d.probes, d.recorded, d.first_attempt_at, d.closed_at_first, d.token,
                   p.id, p.partner, p.packet_id, p.kind, p.accepted_at, p.traceparent, p.key_id, p.data_key
            from delivery d join packet p on p.key = d.packet where d.id = ?
            """).With(id);
        return !row.Step() ? null : new DeliveryRow
        {
            Key = row.Int64(0),
            Id = row.Blob(1),
            Packet = row.Int64(2),
            Lane = new Lane(row.Int64(3), row.Text(4)),
            Position = row.Int64(5),
            Role = (DeliveryRole)row.Int32(6),
            Gate = row.TextOrNull(7),
            State = (DeliveryState)row.Int32(8),
            Park = Parks.Parse(row.TextOrNull(9)),
            DueAt = row.TimeOrNull(10),
            ProceedAt = row.TimeOrNull(11),
            AnswerWithin = row.Int64OrNull(12) is { } ticks ? TimeSpan.FromTicks(ticks) : null,
            Attempts = row.Int32(13),
            Probes = row.Int32(14),
            Recorded = row.Int32(15),
            FirstAttemptAt = row.TimeOrNull(16),
            ClosedAtFirst = TimeSpan.FromTicks(row.Int64(17)),
            Token = row.Int64(18),
            PacketId = row.Blob(19),
            Sender = row.Text(20),
            SenderPacketId = row.Text(21),
            Kind = (PacketKind)row.Int32(22),
            AcceptedAt = row.Time(23),
            TraceParent = row.TextOrNull(24),
            OwnKey = row.IsNull(25) ? null : new WrappedKey(row.Text(25), row.Blob(26)),
        };
    }
}

/// <summary>Reasons of parking, stored by name.</summary>
internal static class Parks
{
    public static ParkReason Parse(string? name) => name is null ? ParkReason.None : Enum.Parse<ParkReason>(name);

    public static string? Name(ParkReason reason) => reason == ParkReason.None ? null : reason.ToString();
}

using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Reading;

/// <summary>The columns of a delivery <c>d</c> and its packet <c>p</c>, in the order they are read.</summary>
internal static class DeliveryColumns
{
    public const string All = """
        d.key, d.id, d.packet, d.lane, d.destination, d.position, d.role, d.gate, d.proceed_at, d.answer_within,
        d.state, d.park, d.due_at, d.answer_due, d.attempts, d.probes, d.recorded, d.first_attempt_at, d.closed_at_first, d.token,
        d.lease_until, d.claimed_at, d.claimed_from, d.node, d.changed_at, d.delivered_at, d.partner_reference,
        p.id, p.partner, p.packet_id, p.kind, p.accepted_at, p.traceparent, p.key_id, p.data_key
        """;

    public static DeliveryRow Read<TRow>(TRow row)
        where TRow : IRow => new()
        {
            Key = row.Int64(0),
            Id = row.Blob(1),
            Packet = row.Int64(2),
            Lane = new Lane(row.Int64(3), row.Text(4)),
            Position = row.Int64(5),
            Role = (DeliveryRole)row.Int32(6),
            Gate = row.TextOrNull(7),
            ProceedAt = row.TimeOrNull(8),
            AnswerWithin = row.Int64OrNull(9) is { } ticks ? TimeSpan.FromTicks(ticks) : null,
            State = (DeliveryState)row.Int32(10),
            Park = Parks.Parse(row.TextOrNull(11)),
            DueAt = row.TimeOrNull(12),
            AnswerDue = row.TimeOrNull(13),
            Attempts = row.Int32(14),
            Probes = row.Int32(15),
            Recorded = row.Int32(16),
            FirstAttemptAt = row.TimeOrNull(17),
            ClosedAtFirst = TimeSpan.FromTicks(row.Int64(18)),
            Token = row.Int64(19),
            LeaseUntil = row.TimeOrNull(20),
            ClaimedAt = row.TimeOrNull(21),
            ClaimedFrom = (DeliveryState?)row.Int64OrNull(22),
            Node = row.TextOrNull(23),
            ChangedAt = row.Time(24),
            DeliveredAt = row.TimeOrNull(25),
            PartnerReference = row.TextOrNull(26),
            PacketId = row.Blob(27),
            Sender = row.Text(28),
            SenderPacketId = row.Text(29),
            Kind = (PacketKind)row.Int32(30),
            AcceptedAt = row.Time(31),
            TraceParent = row.TextOrNull(32),
            OwnKey = row.IsNull(33) ? null : new WrappedKey(row.Text(33), row.Blob(34)),
        };
}

using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Intake;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Packets and their bodies.</content>
internal sealed partial class SqliteTables
{
    public long NextPacket()
    {
        if (_lastPacket == 0)
        {
            using var row = db.Prepare("select coalesce(max(key), 0) from packet");
            row.Step();
            _lastPacket = row.Int64(0);
        }

        return ++_lastPacket;
    }

    public void Insert(PacketRow row)
    {
        var packet = row.Packet;
        db.Prepare("""
            insert into packet (key, id, dossier, partner, packet_id, kind, digest, event_key, corrects, occurred_at, accepted_at,
              status, status_verdict, traceparent, receipt, body_digest, documents, key_id, data_key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(row.Key).With(row.Id).With(row.Dossier).With(packet.Partner).With(packet.PacketId).With((int)packet.Kind).With(packet.Digest.Span)
            .With(packet.EventKey).With(packet.Corrects).With(packet.OccurredAt).With(packet.AcceptedAt).With((long?)packet.Status).With((long?)row.Verdict)
            .With(packet.TraceParent).With(row.Receipt).With(row.BodyDigest).With(row.Documents).With(row.OwnKey?.KeyId).With(row.OwnKey?.Wrapped).Run();
        db.Prepare("insert into packet_body (packet, body) values (?, ?)").With(row.Key).With(row.Body).Run();
    }

    public Receipt Receipt(long packet)
    {
        using var row = db.Prepare("select receipt from packet where key = ?").With(packet);
        return row.Step() ? StoredReceipt.Read(row.Text(0)) : throw new InvalidOperationException("A key points to a packet that is not there.");
    }

    public SealedBody Body(long packet) => FindBody(packet) ?? throw new InvalidOperationException("The body of an open delivery is gone.");

    public SealedBody? FindBody(long packet)
    {
        using var row = db.Prepare("select p.id, b.body from packet p join packet_body b on b.packet = p.key where p.key = ?").With(packet);
        return row.Step() ? new SealedBody(row.Blob(0), row.Blob(1)) : null;
    }

    public PacketStatus StatusOf(long packet)
    {
        using var row = db.Prepare("select status, occurred_at, status_verdict from packet where key = ?").With(packet);
        return row.Step() ? new PacketStatus((BusinessStatus?)row.Int64OrNull(0), row.Time(1), (StatusVerdict?)row.Int64OrNull(2)) : default;
    }

    public bool HasSpoken(long dossier, string partner, DateTimeOffset since)
    {
        using var row = db.Prepare("""
            select 1 from packet where dossier = ? and partner = ? and accepted_at >= ? and kind not in (1, 9) limit 1
            """).With(dossier).With(partner).With(since);
        return row.Step();
    }
}

using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Intake;

/// <summary>What was answered under a key.</summary>
/// <param name="Digest">Digest of the content it was used for.</param>
/// <param name="Packet">The packet whose receipt was given.</param>
/// <param name="Duplicate">True when it was given as a duplicate's.</param>
internal sealed record KeyRow(byte[] Digest, long Packet, bool Duplicate);

/// <summary>Request keys, packet ids and event keys: kept for life.</summary>
internal static class KeyRows
{
    public static KeyRow? OfRequest(Session db, string partner, RequestKey key)
    {
        using var row = db.Prepare("select digest, packet, duplicate from request_key where partner = ? and operation = ? and key = ?")
            .With(partner).With(key.Operation).With(key.Key);
        return Read(row);
    }

    public static KeyRow? OfPacketId(Session db, string partner, string packetId)
    {
        using var row = db.Prepare("select digest, packet, duplicate from packet_key where partner = ? and packet_id = ?")
            .With(partner).With(packetId);
        return Read(row);
    }

    public static KeyRow? OfEvent(Session db, long dossier, AcceptPacket packet)
    {
        using var row = db.Prepare("select digest, packet, 0 from event_key where dossier = ? and kind = ? and partner = ? and event = ?")
            .With(dossier).With((int)packet.Kind).With(packet.Partner).With(packet.EventKey);
        return Read(row);
    }

    public static void PutRequest(Session db, AcceptPacket packet, long answered, bool duplicate)
    {
        if (packet.RequestKey is { } key)
        {
            db.Prepare("insert into request_key (partner, operation, key, digest, packet, duplicate) values (?, ?, ?, ?, ?, ?)")
                .With(packet.Partner).With(key.Operation).With(key.Key).With(packet.Digest.Span).With(answered).With(duplicate).Run();
        }
    }

    public static void PutPacketId(Session db, AcceptPacket packet, long answered, bool duplicate) =>
        db.Prepare("insert into packet_key (partner, packet_id, digest, packet, duplicate) values (?, ?, ?, ?, ?)")
            .With(packet.Partner).With(packet.PacketId).With(packet.Digest.Span).With(answered).With(duplicate).Run();

    public static void PutEvent(Session db, AcceptPacket packet, long dossier, long key)
    {
        if (packet.EventKey is not null)
        {
            db.Prepare("insert into event_key (dossier, kind, partner, event, digest, packet) values (?, ?, ?, ?, ?, ?)")
                .With(dossier).With((int)packet.Kind).With(packet.Partner).With(packet.EventKey).With(packet.Digest.Span).With(key).Run();
        }
    }

    private static KeyRow? Read(Statement row) => row.Step() ? new KeyRow(row.Blob(0), row.Int64(1), row.Bool(2)) : null;
}

using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <summary>The ledger's rows in SQLite: each call is a statement, seen by the next.</summary>
internal sealed partial class SqliteTables(Session db) : ILedgerTables
{
    private const int Recent = 4096;

    private readonly RecentRows<long, DossierRow> _dossiers = new(Recent);
    private readonly RecentRows<Guid, DeliveryRow> _inFlight = new(Recent);
    private long _lastDossier;
    private long _lastPacket;

    /// <summary>
    /// Forgets every row in hand: the commit that wrote them was undone, or somebody wrote to the tables beside these methods.
    /// </summary>
    public void Forget()
    {
        _dossiers.Clear();
        _inFlight.Clear();
        _lastDossier = 0;
        _lastPacket = 0;
    }

    public KeyRow? RequestKey(string partner, RequestKey key)
    {
        using var row = db.Prepare("select digest, packet, duplicate from request_key where partner = ? and operation = ? and key = ?")
            .With(partner).With(key.Operation).With(key.Key);
        return Key(row);
    }

    public KeyRow? PacketKey(string partner, string packetId)
    {
        using var row = db.Prepare("select digest, packet, duplicate from packet_key where partner = ? and packet_id = ?")
            .With(partner).With(packetId);
        return Key(row);
    }

    public KeyRow? EventKey(long dossier, AcceptPacket packet)
    {
        using var row = db.Prepare("select digest, packet, 0 from event_key where dossier = ? and kind = ? and partner = ? and event = ?")
            .With(dossier).With((int)packet.Kind).With(packet.Partner).With(packet.EventKey);
        return Key(row);
    }

    public void PutRequestKey(AcceptPacket packet, RequestKey key, long answered, bool duplicate) =>
        db.Prepare("insert into request_key (partner, operation, key, digest, packet, duplicate) values (?, ?, ?, ?, ?, ?)")
            .With(packet.Partner).With(key.Operation).With(key.Key).With(packet.Digest.Span).With(answered).With(duplicate).Run();

    public void PutPacketKey(AcceptPacket packet, long answered, bool duplicate) =>
        db.Prepare("insert into packet_key (partner, packet_id, digest, packet, duplicate) values (?, ?, ?, ?, ?)")
            .With(packet.Partner).With(packet.PacketId).With(packet.Digest.Span).With(answered).With(duplicate).Run();

    public void PutEventKey(AcceptPacket packet, string eventKey, long dossier, long packetKey) =>
        db.Prepare("insert into event_key (dossier, kind, partner, event, digest, packet) values (?, ?, ?, ?, ?, ?)")
            .With(dossier).With((int)packet.Kind).With(packet.Partner).With(eventKey).With(packet.Digest.Span).With(packetKey).Run();

    private static KeyRow? Key(Statement row) => row.Step() ? new KeyRow(row.Blob(0), row.Int64(1), row.Bool(2)) : null;
}

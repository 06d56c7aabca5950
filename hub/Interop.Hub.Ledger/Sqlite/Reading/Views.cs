using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>What the console and partners see. In one process a question per row costs less than a join.</summary>
internal static class Views
{
    public const string PacketsOfDossier = $"select {StoredPacket.Columns} from packet where dossier = ? order by key";

    public const string PacketById = $"select {StoredPacket.Columns} from packet where id = ?";

    public const string DeliveriesOfPacket = $"select {StoredDelivery.Columns} from delivery where packet = ? order by key";

    public static DossierView? Dossier(Session db, long key, DataKeys keys)
    {
        var tables = new SqliteTables(db);
        if (tables.Dossier(key) is not { } row)
        {
            return null;
        }

        List<StoredPacket> packets = [];
        using (var rows = db.Prepare(PacketsOfDossier).With(key))
        {
            while (rows.Step())
            {
                packets.Add(StoredPacket.Read(rows));
            }
        }

        return DossierViews.Of(row, tables.Identifiers(key), tables.Parties(key), row.Removal is { } r ? tables.Removal(r) : null, [.. packets.Select(p => Fill(db, p, row, keys))]);
    }

    public static PacketView? Packet(Session db, byte[] id, DataKeys keys)
    {
        StoredPacket? packet = null;
        using (var row = db.Prepare(PacketById).With(id))
        {
            packet = row.Step() ? StoredPacket.Read(row) : null;
        }

        return packet is null ? null : Fill(db, packet, packet.Dossier is { } d ? new SqliteTables(db).Dossier(d) : null, keys);
    }

    private static PacketView Fill(Session db, StoredPacket packet, DossierRow? dossier, DataKeys keys) => packet.Fill(dossier, keys, Deliveries(db, packet.Key));

    private static List<DeliveryView> Deliveries(Session db, long packet)
    {
        List<StoredDelivery> read = [];
        using (var rows = db.Prepare(DeliveriesOfPacket).With(packet))
        {
            while (rows.Step())
            {
                read.Add(StoredDelivery.Read(rows));
            }
        }

        return [.. read.Select(d => d.View with { History = History.Of(db, d.Key), Findings = new SqliteTables(db).Findings(d.Key) })];
    }
}

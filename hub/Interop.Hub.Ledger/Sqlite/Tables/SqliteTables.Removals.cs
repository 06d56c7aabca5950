using System.Buffers.Binary;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Contents that are taken out.</content>
internal sealed partial class SqliteTables
{
    private const string MayGo = """
        select 1 from packet_body b join packet p on p.key = b.packet left join dossier o on o.key = p.dossier
        where b.packet = ?1 and p.removal is null
          and not exists (select 1 from delivery d where d.packet = p.key and d.state not in (7, 10, 11, 12))
          and not exists (select 1 from delivery d where o.submission = p.key and d.lane = o.key and d.state not in (7, 10, 11, 12))
        """;

    private const string OpenOfDossier = $"""
        select {DeliveryColumns.All} from delivery d join packet p on p.key = d.packet
        where d.lane = ? and d.state not in (7, 10, 11, 12) order by d.key
        """;

    private const string FilesOfPacket = "select owner, digest from packet_document where lane = ? and packet = ?";

    // What its owner uploaded again since is as fresh as that upload; else it may go at the collector's next round.
    private const string Unrefer = """
        update document set referred = 0, uploaded_at = case when uploaded_at <= ?3 then 0 else uploaded_at end
        where owner = ?1 and digest = ?2 and not exists (select 1 from packet_document x where x.owner = ?1 and x.digest = ?2)
        """;

    public IReadOnlyList<long> Removable(IReadOnlyList<long> packets)
    {
        List<long> may = [];
        foreach (var packet in packets)
        {
            using var row = db.Prepare(MayGo).With(packet);
            if (row.Step())
            {
                may.Add(packet);
            }
        }

        return may;
    }

    public long NextRemoval()
    {
        using var row = db.Prepare("select coalesce(max(key), 0) + 1 from removal");
        row.Step();
        return row.Int64(0);
    }

    public RemovalRow? Removal(long key)
    {
        using var row = db.Prepare("select key, kind, dossier, operator, reason, packets, cancelled, at from removal where key = ?").With(key);
        return row.Step() ? ReadRemoval(row) : null;
    }

    public void Insert(RemovalRow removal)
    {
        db.Prepare("insert into removal (key, kind, dossier, operator, reason, packets, cancelled, at) values (?, ?, ?, ?, ?, ?, ?, ?)")
            .With(removal.Key).With((int)removal.Kind).With(removal.Dossier).With(removal.Operator).With(removal.Reason)
            .With(Bytes(removal.Packets).AsSpan()).With(Bytes(removal.Cancelled).AsSpan()).With(removal.At).Run();
        foreach (var packet in removal.Packets)
        {
            TakeFiles(packet);
            db.Prepare("delete from packet_body where packet = ?").With(packet).Run();
            db.Prepare("update packet set documents = null, key_id = null, data_key = null, removal = ?, removed_at = ? where key = ?")
                .With(removal.Key).With(removal.At).With(packet).Run();
            db.Prepare("""
                update attempt set fault_partner_text = null
                where delivery in (select key from delivery where packet = ?) and fault_partner_text is not null
                """).With(packet).Run();
        }
    }

    public IReadOnlyList<DeliveryRow> OpenOf(long dossier)
    {
        List<DeliveryRow> open = [];
        using var rows = db.Prepare(OpenOfDossier).With(dossier);
        while (rows.Step())
        {
            open.Add(DeliveryColumns.Read(rows));
        }

        return open;
    }

    public DossierItems ItemsOf(long dossier) => new(
        Keys("select b.packet from packet p join packet_body b on b.packet = p.key where p.dossier = ? order by b.packet", dossier),
        Keys("select key from packet where dossier = ? order by key", dossier),
        Keys("select d.key from packet p join delivery d on d.packet = p.key where p.dossier = ? order by d.key", dossier),
        AttemptsOf(dossier),
        Keys("select a.key from packet p join delivery d on d.packet = p.key join operator_act a on a.delivery = d.key where p.dossier = ? order by a.key", dossier));

    public void Erase(DossierRow dossier, DossierItems items)
    {
        foreach (var destination in Destinations(dossier.Key))
        {
            AnswerCame(new Lane(dossier.Key, destination));
        }

        foreach (var delivery in items.Deliveries)
        {
            db.Prepare("delete from finding where delivery = ?").With(delivery).Run();
        }

        Update(dossier);
        db.Prepare("update dossier set key_id = ?, data_key = ?, removal = ? where key = ?")
            .With(dossier.DataKey.KeyId).With(dossier.DataKey.Wrapped.AsSpan()).With(dossier.Removal).With(dossier.Key).Run();
    }

    public void Blank(IReadOnlyList<EvidencePlace> places)
    {
        foreach (var place in places)
        {
            db.Prepare("update evidence_item set salt = x'' where entry = ? and ordinal = ?").With(place.Entry).With(place.Ordinal).Run();
        }
    }

    internal static RemovalRow ReadRemoval(Statement row) => new()
    {
        Key = row.Int64(0),
        Kind = (RemovalKind)row.Int32(1),
        Dossier = row.Int64OrNull(2),
        Operator = row.TextOrNull(3),
        Reason = row.TextOrNull(4),
        Packets = Longs(row.Span(5)),
        Cancelled = Longs(row.Span(6)),
        At = row.Time(7),
    };

    private void TakeFiles(long packet)
    {
        long lane;
        DateTimeOffset accepted;
        using (var row = db.Prepare("select coalesce(dossier, -key), accepted_at from packet where key = ?").With(packet))
        {
            if (!row.Step())
            {
                return;
            }

            (lane, accepted) = (row.Int64(0), row.Time(1));
        }

        List<(string Owner, byte[] Digest)> files = [];
        using (var rows = db.Prepare(FilesOfPacket).With(lane).With(packet))
        {
            while (rows.Step())
            {
                files.Add((rows.Text(0), rows.Blob(1)));
            }
        }

        foreach (var (owner, digest) in files)
        {
            db.Prepare("delete from packet_document where lane = ? and digest = ? and packet = ?").With(lane).With(digest).With(packet).Run();
            db.Prepare(Unrefer).With(owner).With(digest).With(accepted).Run();
        }
    }

    private List<(long Delivery, long Number)> AttemptsOf(long dossier)
    {
        List<(long Delivery, long Number)> attempts = [];
        using var rows = db.Prepare("""
            select a.delivery, a.number from packet p join delivery d on d.packet = p.key join attempt a on a.delivery = d.key
            where p.dossier = ? order by a.delivery, a.number
            """).With(dossier);
        while (rows.Step())
        {
            attempts.Add((rows.Int64(0), rows.Int64(1)));
        }

        return attempts;
    }

    private List<string> Destinations(long dossier)
    {
        List<string> destinations = [];
        using var rows = db.Prepare("select destination from lane where lane = ?").With(dossier);
        while (rows.Step())
        {
            destinations.Add(rows.Text(0));
        }

        return destinations;
    }

    private List<long> Keys(string sql, long dossier)
    {
        List<long> keys = [];
        using var rows = db.Prepare(sql).With(dossier);
        while (rows.Step())
        {
            keys.Add(rows.Int64(0));
        }

        return keys;
    }

    private static byte[] Bytes(IReadOnlyList<long> keys)
    {
        var bytes = new byte[keys.Count * 8];
        for (var i = 0; i < keys.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * 8), keys[i]);
        }

        return bytes;
    }

    private static long[] Longs(ReadOnlySpan<byte> bytes)
    {
        var keys = new long[bytes.Length / 8];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = BinaryPrimitives.ReadInt64BigEndian(bytes[(i * 8)..]);
        }

        return keys;
    }
}

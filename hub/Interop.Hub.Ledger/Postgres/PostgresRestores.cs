using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Tables;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>Restores and holds in the shared ledger: what is asked of them, and what no evidence vouches for.</summary>
internal static class PostgresRestores
{
    public const string Newest = $"""
        select {RecoveryColumns.Epoch} from recovery r left join hold h on h.epoch = r.epoch order by r.epoch desc limit 1
        """;

    public const string Open = $"select {RecoveryColumns.Hold} from hold h where h.released_at is null order by h.key";

    /// <summary>In the order of the lanes, by their index.</summary>
    public const string Page = """
        select id, lane, destination, position, key from delivery
        where passed = false and (lane, destination, position, key) > ($1, $2, $3, $4) order by lane, destination, position, key limit $5
        """;

    private const string Place = $"select {RecoveryColumns.Place} from recovery r where r.epoch = $1";

    private const string Put = "insert into hold (sign, since, detail) values ($1, $2, $3) on conflict do nothing";

    private const string Receipts = """
        select u.id from unnest($1, $2) as u (id, bytes) where not exists (select from packet p where p.id = u.bytes and p.partner = $3)
        """;

    private const string Packets = """
        select u.id from unnest($1) as u (id) where not exists (select from packet_key k where k.partner = $2 and k.packet_id = u.id)
        """;

    public static async Task<(RecoveryView View, IReadOnlyList<HoldRow> Holds)> ViewAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        RecoveryEpoch? epoch = null;
        List<HoldRow> holds = [];
        var batch = new Batch();
        batch.Ask(Newest, row => epoch = RecoveryColumns.ReadEpoch(row));
        batch.Ask(Open, row => holds.Add(RecoveryColumns.ReadHold(row)));
        await batch.RunAsync(db, cancellationToken);
        return (new RecoveryView(epoch, [.. holds.Select(RecoveryColumns.View)]), holds);
    }

    public static async Task<bool> HoldAsync(NpgsqlConnection db, HoldSign sign, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Do(Put, P.Text(sign.Sign), P.Int64(since.UtcTicks), P.Text(sign.Detail));
        await batch.RunAsync(db, cancellationToken);
        return true;
    }

    /// <summary>The deliveries that follow the last one that was looked at, and the place of the last of them.</summary>
    public static async Task<(List<byte[]> Page, DoubtPlace Last)> PageAsync(NpgsqlConnection db, long epoch, int limit, CancellationToken cancellationToken)
    {
        var last = (await Ask.AllAsync(Ask.Command(db, Place, Ask.Of(epoch)), r => RecoveryColumns.ReadPlace(r), cancellationToken))[0];
        List<byte[]> page = [];
        foreach (var (id, place) in await Ask.AllAsync(
            Ask.Command(db, Page, Ask.Of(last.Lane), Ask.Of(last.Destination), Ask.Of(last.Position), Ask.Of(last.Key), Ask.Of((long)limit)),
            r => (r.Blob(0), new DoubtPlace(r.Int64(1), r.Text(2), r.Int64(3), r.Int64(4))),
            cancellationToken))
        {
            page.Add(id);
            last = place;
        }

        return (page, last);
    }

    /// <summary>Sets a mark of an epoch.</summary>
    /// <param name="db">The connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<bool> MarkAsync(NpgsqlConnection db, string sql, long epoch, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Do(sql, P.Int64(epoch));
        await batch.RunAsync(db, cancellationToken);
        return true;
    }

    public const string Finished = "update recovery set finished = true where epoch = $1";

    public const string Told = "update recovery set told = true where epoch = $1";

    public static async Task<MissingReceipts> MissingAsync(
        NpgsqlConnection db, string partner, IReadOnlyList<string> receipts, IReadOnlyList<string> packets, CancellationToken cancellationToken)
    {
        List<string> lostReceipts = [];
        List<string> lostPackets = [];
        var batch = new Batch();
        // What is no id of the hub's is no receipt of its.
        batch.Ask(Receipts, r => lostReceipts.Add(r.Text(0)), P.Texts(receipts), P.Blobs(receipts.Select(r => Rules.Ids.TryParse(r, out var id) ? id : null)), P.Text(partner));
        batch.Ask(Packets, r => lostPackets.Add(r.Text(0)), P.Texts(packets), P.Text(partner));
        await batch.RunAsync(db, cancellationToken);
        return new MissingReceipts(lostReceipts, lostPackets);
    }
}

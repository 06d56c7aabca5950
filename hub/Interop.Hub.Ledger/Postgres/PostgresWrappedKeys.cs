using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>The wrapped keys of the shared ledger.</summary>
internal sealed class PostgresWrappedKeys(Database database, Clock clock) : IWrappedKeys
{
    /// <summary>Keys looked through in one question; as few as retention's, and for the same reason.</summary>
    private const long Stretch = 6_000;
    private const int Page = 500;

    private const string OfDossiers = "select key, key_id, data_key from dossier where key > $1 and key <= $2 and key_id <> $3 and removal is null order by key limit $4";

    private const string OfPackets = "select key, key_id, data_key from packet where key > $1 and key <= $2 and key_id is not null and key_id <> $3 order by key limit $4";

    private const string Live = """
        select n.node, coalesce(r.ids, '') from node n left join key_ring r on r.node = n.node
        where n.seen_at > coalesce($1, interop_now()) - $2 order by n.node
        """;

    private const string Note = "insert into key_ring (node, ids, noted_at) values ($1, $2, coalesce($3, interop_now())) on conflict (node) do update set ids = excluded.ids, noted_at = excluded.noted_at";

    public Task<(IReadOnlyList<PlacedKey> Keys, long? Next)> OthersAsync(KeyPlace place, string current, long after, CancellationToken cancellationToken) =>
        database.AskAsync<(IReadOnlyList<PlacedKey>, long?)>(
            async (db, token) =>
            {
                var dossiers = place == KeyPlace.Dossiers;
                var last = (await Ask.AllAsync(Ask.Command(db, dossiers ? "select coalesce(max(key), 0) from dossier" : "select coalesce(max(key), 0) from packet"), r => r.Int64(0), token))[0];
                var keys = await Ask.AllAsync(
                    Ask.Command(db, dossiers ? OfDossiers : OfPackets, Ask.Of(after), Ask.Of(after + Stretch), Ask.Of(current), Ask.Of((long)Page)),
                    r => new PlacedKey(r.Int64(0), new WrappedKey(r.Text(1), r.Blob(2))),
                    token);
                var come = keys.Count < Page ? after + Stretch : keys[^1].Row;
                return (keys, come < last ? come : null);
            },
            cancellationToken);

    public Task ReplaceAsync(KeyPlace place, IReadOnlyList<(PlacedKey Before, WrappedKey After)> keys, CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) =>
        {
            // Rows in the order in which every node locks them.
            var batch = new Batch();
            var rows = keys.OrderBy(k => k.Before.Row).ToList();
            batch.Do(
                $"""
                update {(place == KeyPlace.Dossiers ? "dossier" : "packet")} t set key_id = u.key_id, data_key = u.data_key
                from unnest($1, $2, $3, $4, $5) as u (key, old_id, old_key, key_id, data_key)
                where t.key = u.key and t.key_id = u.old_id and t.data_key = u.old_key
                """,
                P.Int64s(rows.Select(k => k.Before.Row)), P.Texts(rows.Select(k => k.Before.Key.KeyId)), P.Blobs(rows.Select(k => k.Before.Key.Wrapped)),
                P.Texts(rows.Select(k => k.After.KeyId)), P.Blobs(rows.Select(k => k.After.Wrapped)));
            await batch.RunAsync(db, token);
            return true;
        },
        cancellationToken);

    public Task<bool> HasPartsAsync(CancellationToken cancellationToken) =>
        database.AskAsync(async (db, token) => (await Ask.AllAsync(Ask.Command(db, "select exists (select from document_part)"), r => r.Bool(0), token))[0], cancellationToken);

    public Task<IReadOnlyList<NodeRing>> RingsAsync(CancellationToken cancellationToken) => database.AskAsync<IReadOnlyList<NodeRing>>(
        async (db, token) => await Ask.AllAsync(
            Ask.Command(db, Live, clock.Parameter(), Ask.Of(ClusterView.Life.Ticks)),
            r => new NodeRing(r.Text(0), r.Text(1).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            token),
        cancellationToken);

    public Task NoteRingAsync(NodeRing ring, CancellationToken cancellationToken) => database.AskAsync(
        async (db, token) =>
        {
            var batch = new Batch();
            batch.Do(Note, P.Text(ring.Node), P.Text(string.Join(' ', ring.Ids)), clock.Parameter());
            await batch.RunAsync(db, token);
            return true;
        },
        cancellationToken);
}

using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>The wrapped keys of the embedded ledger. Used by a second process beside the hub too: no evidence is written.</summary>
internal sealed class SqliteWrappedKeys(SqliteLedger ledger) : IWrappedKeys
{
    /// <summary>Keys looked through in one question; as few as retention's, and for the same reason.</summary>
    private const long Stretch = 2_000;
    private const int Batch = 200;

    private const string OfDossiers = "select key, key_id, data_key from dossier where key > ?1 and key <= ?2 and key_id <> ?3 and removal is null order by key limit ?4";

    private const string OfPackets = "select key, key_id, data_key from packet where key > ?1 and key <= ?2 and key_id is not null and key_id <> ?3 order by key limit ?4";

    public Task<(IReadOnlyList<PlacedKey> Keys, long? Next)> OthersAsync(KeyPlace place, string current, long after, CancellationToken cancellationToken) =>
        ledger.Readers.AskAsync<(IReadOnlyList<PlacedKey>, long?)>(
            db =>
            {
                var last = Last(db, place);
                List<PlacedKey> keys = [];
                using var rows = db.Prepare(place == KeyPlace.Dossiers ? OfDossiers : OfPackets).With(after).With(after + Stretch).With(current).With(Batch);
                while (rows.Step())
                {
                    keys.Add(new PlacedKey(rows.Int64(0), new WrappedKey(rows.Text(1), rows.Blob(2))));
                }

                var come = keys.Count < Batch ? after + Stretch : keys[^1].Row;
                return (keys, come < last ? come : null);
            },
            cancellationToken);

    public Task ReplaceAsync(KeyPlace place, IReadOnlyList<(PlacedKey Before, WrappedKey After)> keys, CancellationToken cancellationToken) =>
        ledger.Writer.RunAsync(
            scope =>
            {
                foreach (var (before, after) in keys)
                {
                    scope.Db.Prepare(place == KeyPlace.Dossiers
                            ? "update dossier set key_id = ?, data_key = ? where key = ? and key_id = ? and data_key = ?"
                            : "update packet set key_id = ?, data_key = ? where key = ? and key_id = ? and data_key = ?")
                        .With(after.KeyId).With(after.Wrapped).With(before.Row).With(before.Key.KeyId).With(before.Key.Wrapped).Run();
                }

                // The writer's rows in hand hold the keys as they were.
                scope.Rows.Forget();
                return true;
            },
            0,
            sheddable: false,
            cancellationToken);

    public Task<bool> HasPartsAsync(CancellationToken cancellationToken) => ledger.Readers.AskAsync(
        db =>
        {
            using var row = db.Prepare("select 1 from document_part limit 1");
            return row.Step();
        },
        cancellationToken);

    /// <summary>One node at a time: the last that was started.</summary>
    public Task<IReadOnlyList<NodeRing>> RingsAsync(CancellationToken cancellationToken) => ledger.Readers.AskAsync<IReadOnlyList<NodeRing>>(
        db =>
        {
            using var row = db.Prepare("select node, ids from key_ring order by noted_at desc limit 1");
            return [row.Step() ? new NodeRing(row.Text(0), row.Text(1).Split(' ')) : new NodeRing("the hub", [])];
        },
        cancellationToken);

    public Task NoteRingAsync(NodeRing ring, CancellationToken cancellationToken) => ledger.Writer.RunAsync(
        scope =>
        {
            scope.Db.Prepare("insert into key_ring (node, ids, noted_at) values (?1, ?2, ?3) on conflict (node) do update set ids = ?2, noted_at = ?3")
                .With(ring.Node).With(string.Join(' ', ring.Ids)).With(scope.Now).Run();
            return true;
        },
        0,
        sheddable: false,
        cancellationToken);

    private static long Last(Session db, KeyPlace place)
    {
        using var row = db.Prepare(place == KeyPlace.Dossiers ? "select coalesce(max(key), 0) from dossier" : "select coalesce(max(key), 0) from packet");
        row.Step();
        return row.Int64(0);
    }
}

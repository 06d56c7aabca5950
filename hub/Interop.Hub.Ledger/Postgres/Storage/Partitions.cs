using System.Globalization;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>
/// Cuts what grows for ever by key: partition n of width w holds the keys n·w … (n+1)·w − 1. The next one is made long
/// before its first key is given out.
/// </summary>
internal sealed class Partitions(long width)
{
    private static readonly string[] Tables = ["packet", "packet_body", "delivery_passed", "attempt"];

    private long _until;

    /// <summary>True when the partition after this key must be made now.</summary>
    public bool IsNear(long key) => key > _until - (width / 4);

    /// <summary>Reads the width the ledger was made with; a new ledger takes the one given.</summary>
    public static async Task<Partitions> LoadAsync(NpgsqlConnection db, long width, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        long kept = 0;
        batch.Do("insert into ledger_setting (name, value) values ('partition-width', $1) on conflict do nothing", P.Int64(width));
        batch.Ask("select value from ledger_setting where name = 'partition-width'", row => kept = row.Int64(0));
        await batch.RunAsync(db, cancellationToken);
        return new Partitions(kept);
    }

    /// <summary>Makes the partitions for the keys given out now and next.</summary>
    public async Task EnsureAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        long last = 0;
        HashSet<string> known = new(StringComparer.Ordinal);
        var question = new Batch();
        question.Do("begin");
        // Two nodes that make the same partition take turns, and the second finds it made.
        question.Ask("select pg_advisory_xact_lock(5278926113)", static _ => { });
        question.Ask("select last_value from ledger_key", row => last = row.Int64(0));
        question.Ask("select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid", row => known.Add(row.Text(0)));
        await question.RunAsync(db, cancellationToken);

        var first = last / width;
        var batch = new Batch();
        foreach (var number in new[] { first, first + 1 })
        {
            foreach (var table in Tables)
            {
                var partition = string.Create(CultureInfo.InvariantCulture, $"{table}_{number:00000}");
                if (!known.Contains(partition))
                {
                    // Made beside and attached: "partition of" would lock the whole table, and wait behind every reader.
                    batch.Do($"create table {partition} (like {table} including all)");
                    batch.Do(string.Create(CultureInfo.InvariantCulture, $"alter table {table} attach partition {partition} for values from ({number * width}) to ({(number + 1) * width})"));
                }
            }
        }

        batch.Do("commit");
        await batch.RunAsync(db, cancellationToken);
        _until = (first + 2) * width;
    }
}

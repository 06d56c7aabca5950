using System.Globalization;
using Interop.Hub.Core.Ledger;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>
/// Returns the space of partitions of bodies out of which everything was taken: emptied whole, which is the work of a
/// moment. It needs the partition for itself; who would have to wait for that longer than a moment comes again next time,
/// since whoever came behind it would wait as well.
/// </summary>
internal static class EmptyPartitions
{
    private const string LockTimeout = "200ms";

    // Those that are full, that is whose last key was given out, and that take up space.
    private const string Full = """
        select c.relname::text, pg_total_relation_size(c.oid)
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'packet_body'::regclass and pg_relation_size(c.oid) > 0
          and (substring(c.relname from '\d+$')::bigint + 1) * (select value from ledger_setting where name = 'partition-width') <= (select last_value from ledger_key)
        order by c.relname
        """;

    public static async Task<ReturnedSpace> ReturnAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        long bytes = 0;
        foreach (var (partition, size) in await Ask.AllAsync(Ask.Command(db, Full), r => (r.Text(0), r.Int64(1)), cancellationToken))
        {
            if (await IsEmptyAsync(db, partition, cancellationToken) && await TruncateAsync(db, partition, cancellationToken))
            {
                bytes += size;
            }
        }

        return new ReturnedSpace(bytes, More: false);
    }

    private static async Task<bool> TruncateAsync(NpgsqlConnection db, string partition, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        try
        {
            await RunAsync(db, $"set local lock_timeout = '{LockTimeout}'", cancellationToken);
            await RunAsync(db, $"lock table only {partition} in access exclusive mode", cancellationToken);
            // Nothing comes into a full partition; but a look costs nothing, and a truncation asks nobody.
            if (!await IsEmptyAsync(db, partition, cancellationToken))
            {
                return false;
            }

            await RunAsync(db, $"truncate table only {partition}", cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
    }

    private static async Task<bool> IsEmptyAsync(NpgsqlConnection db, string partition, CancellationToken cancellationToken) =>
        (await Ask.AllAsync(Ask.Command(db, string.Create(CultureInfo.InvariantCulture, $"select not exists (select from only {partition})")), r => r.Bool(0), cancellationToken))[0];

    private static async Task RunAsync(NpgsqlConnection db, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

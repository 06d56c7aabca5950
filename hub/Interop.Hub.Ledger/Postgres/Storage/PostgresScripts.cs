using System.Globalization;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>Brings the shared ledger's tables up to the program. Nodes that start together take turns.</summary>
internal static class PostgresScripts
{
    public const string Store = "Postgres";

    /// <summary>Any number will do that no other program takes: "Interop" in ASCII.</summary>
    private const long Turn = 0x49_6e_74_65_72_6f_70;

    /// <summary>How long a table's lock is waited for. While it is, whoever comes after waits behind it: the other nodes, which work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Applies what is missing, however long it takes.</summary>
    /// <param name="db">A connection without a transaction.</param>
    /// <param name="scripts">All scripts of the program.</param>
    /// <param name="cancellationToken">Ends it, and takes it all back.</param>
    /// <param name="patience">How long a table's lock is waited for; null: ten seconds.</param>
    /// <exception cref="LedgerSchemaException">The database does not fit the program.</exception>
    /// <exception cref="LedgerUnavailableException">Somebody holds a table that a script changes.</exception>
    public static async Task ApplyAsync(NpgsqlConnection db, IReadOnlyList<Script> scripts, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        try
        {
            await ApplyInTurnAsync(db, scripts, patience ?? Patience, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new LedgerUnavailableException("A table that this program's version changes is held by somebody's long query or transaction: end it (pg_stat_activity shows it), and start again. Nothing was changed.", e);
        }
    }

    private static async Task ApplyInTurnAsync(NpgsqlConnection db, IReadOnlyList<Script> scripts, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await RunAsync(db, $"select pg_advisory_xact_lock({Turn})", cancellationToken);
        await RunAsync(db, string.Create(CultureInfo.InvariantCulture, $"set local lock_timeout = {(int)patience.TotalMilliseconds}"), cancellationToken);
        await RunAsync(db, "create table if not exists schema_script (number integer primary key, name text not null, sha256 bytea not null, applied_at timestamptz not null default now())", cancellationToken);
        // All in one transaction: PostgreSQL's tables are made with the commit, so a half-made ledger is never seen.
        foreach (var script in Scripts.Missing(scripts, await AppliedAsync(db, cancellationToken)))
        {
            await RunAsync(db, script.Text, cancellationToken);
            await using var note = new NpgsqlCommand("insert into schema_script (number, name, sha256) values ($1, $2, $3)", db)
            {
                Parameters = { new() { Value = script.Number }, new() { Value = script.Name }, new() { Value = script.Digest } },
            };
            await note.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task RunAsync(NpgsqlConnection db, string sql, CancellationToken cancellationToken)
    {
        // An index over millions of rows takes longer than any question may.
        await using var command = new NpgsqlCommand(sql, db) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<AppliedScript>> AppliedAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        List<AppliedScript> applied = [];
        await using var command = new NpgsqlCommand("select number, name, sha256 from schema_script order by number", db);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(Applied(new Row(rows)));
        }

        return applied;
    }

    private static AppliedScript Applied(Row row) => new(row.Int32(0), row.Text(1), row.Blob(2));
}

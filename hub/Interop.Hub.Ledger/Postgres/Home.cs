using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>
/// The database that a ledger lives in, by its cluster's identifier and its own number: both are given once. A ledger that
/// is found in another one was put there, out of a dump or a copy. A standby that takes over has the same, and is no restore.
/// </summary>
internal static class Home
{
    private const string Here = "select s.system_identifier, d.oid::bigint from pg_control_system() s, pg_database d where d.datname = current_database()";

    private const string Stored = "select name, value from ledger_setting where name in ('home-system', 'home-database')";

    private const string Put = "insert into ledger_setting (name, value) values ('home-system', $1), ('home-database', $2) on conflict do nothing";

    /// <summary>Holds the hub when the ledger has come to another database than the one it was made in; the first time only.</summary>
    public static async Task CheckAsync(NpgsqlConnection db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await HereAsync(db, cancellationToken) is not var (system, database))
        {
            return;
        }

        Dictionary<string, long> stored = new(StringComparer.Ordinal);
        var batch = new Batch();
        batch.Do(Put, P.Int64(system), P.Int64(database));
        batch.Ask(Stored, row => stored[row.Text(0)] = row.Int64(1));
        await batch.RunAsync(db, cancellationToken);
        if (stored["home-system"] != system || stored["home-database"] != database)
        {
            var sign = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"database/{system}/{database}");
            await PostgresRestores.HoldAsync(
                db,
                new HoldSign(sign, "The ledger lies in another database than the one it was made in: it was restored from a dump or copied. State the restore with \"ledger restored\"; or, when it was only moved and nothing is lost, release the hub as unstated."),
                now,
                cancellationToken);
        }
    }

    /// <summary>Null where the database does not tell.</summary>
    private static async Task<(long System, long Database)?> HereAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        try
        {
            return (await Ask.AllAsync(Ask.Command(db, Here), r => (r.Int64(0), r.Int64(1)), cancellationToken))[0];
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedFunction)
        {
            return null;
        }
    }
}

using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>Guarantee 1: a receipt means that it is on disk. A database that answers before that is not served from.</summary>
internal static class Durability
{
    /// <exception cref="LedgerSchemaException">The database, or the role's session, does not sync before it answers.</exception>
    public static async Task CheckAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select current_setting('fsync'), current_setting('synchronous_commit')", db);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (row.GetString(0) != "on")
        {
            throw new LedgerSchemaException("The ledger's database runs with fsync off: a power cut destroys it, and a receipt would promise what is not kept. Set fsync to on.");
        }

        if (row.GetString(1) == "off")
        {
            throw new LedgerSchemaException("The ledger's database runs with synchronous_commit off, for this role or database: a receipt would be given before it is on disk. Set it on (or remote_write, remote_apply with a standby).");
        }
    }
}

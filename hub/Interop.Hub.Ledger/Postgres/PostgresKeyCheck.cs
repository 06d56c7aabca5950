using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>At the start: do these master keys belong to this ledger? See <see cref="KeyTrace"/>.</summary>
internal static class PostgresKeyCheck
{
    /// <exception cref="KeyRingException">They do not.</exception>
    public static async Task RunAsync(NpgsqlConnection db, IKeyRing ring, CancellationToken cancellationToken)
    {
        var trace = KeyTrace.Of(ring);
        byte[]? stored = null;
        DossierRow? newest = null;
        var batch = new Batch();
        batch.Do("insert into key_check (name, trace) values ($1, $2) on conflict do nothing", P.Text(KeyTrace.Name), P.Blob(trace));
        batch.Ask("select trace from key_check where name = $1", row => stored = row.Blob(0), P.Text(KeyTrace.Name));
        batch.Ask($"select {DossierColumns.All} from dossier where removal is null order by key desc limit 1", row => newest = DossierColumns.Read(row));
        await batch.RunAsync(db, cancellationToken);
        KeyTrace.Check(ring, stored!, newest);
    }
}

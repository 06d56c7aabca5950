using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>At the start: do these master keys belong to this ledger? See <see cref="KeyTrace"/>.</summary>
internal static class KeyCheck
{
    /// <exception cref="KeyRingException">They do not.</exception>
    public static void Run(Session db, IKeyRing ring)
    {
        var trace = KeyTrace.Of(ring);
        var tables = new SqliteTables(db);
        KeyTrace.Check(ring, Stored(db) ?? trace, Newest(db) is { } newest ? tables.Dossier(newest) : null);
        db.Prepare("insert or ignore into key_check (name, trace) values (?, ?)").With(KeyTrace.Name).With(trace).Run();
    }

    /// <summary>The newest dossier that was not erased: an erased one opens with no key.</summary>
    private static long? Newest(Session db)
    {
        using var row = db.Prepare("select key from dossier where removal is null order by key desc limit 1");
        return row.Step() ? row.Int64(0) : null;
    }

    private static byte[]? Stored(Session db)
    {
        using var row = db.Prepare("select trace from key_check where name = ?").With(KeyTrace.Name);
        return row.Step() ? row.Blob(0) : null;
    }
}

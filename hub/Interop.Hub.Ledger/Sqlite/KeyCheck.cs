using System.Security.Cryptography;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Tables;

namespace Interop.Hub.Ledger.Sqlite;

/// <summary>
/// At the start: do these master keys belong to this ledger? With a wrong digest key every repeated packet would be new,
/// with a wrong wrapping key nothing would open; both would show only when the harm was done.
/// </summary>
internal static class KeyCheck
{
    private const string DigestKey = "digest-key";

    /// <exception cref="KeyRingException">They do not.</exception>
    public static void Run(Session db, IKeyRing ring)
    {
        var trace = HMACSHA256.HashData(ring.DigestKey.Span, "interop key check v1"u8);
        if (Stored(db) is { } stored && !CryptographicOperations.FixedTimeEquals(stored, trace))
        {
            throw new KeyRingException("These are not the master keys that this ledger began with: its oldest key must be the last line of the key file. Restore that line; with another one, every packet sent again would be taken as new.");
        }

        db.Prepare("insert or ignore into key_check (name, trace) values (?, ?)").With(DigestKey).With(trace).Run();
        var tables = new SqliteTables(db);
        if (tables.Dossier(tables.NextDossier() - 1) is not { } dossier)
        {
            return;
        }

        try
        {
            new DataKeys(ring, 1).Open(dossier.Key, dossier.DataKey);
        }
        catch (CryptographicException e)
        {
            throw new KeyRingException($"The newest dossier of the ledger does not open with the master keys given; it was sealed under key {dossier.DataKey.KeyId}. Put that key's line back.", e);
        }
    }

    private static byte[]? Stored(Session db)
    {
        using var row = db.Prepare("select trace from key_check where name = ?").With(DigestKey);
        return row.Step() ? row.Blob(0) : null;
    }
}

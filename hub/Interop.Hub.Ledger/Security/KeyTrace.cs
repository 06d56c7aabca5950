using System.Security.Cryptography;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Security;

/// <summary>
/// Do these master keys belong to this ledger? With a wrong digest key every repeated packet would be new, with a wrong
/// wrapping key nothing would open; both would show only when the harm was done.
/// </summary>
internal static class KeyTrace
{
    /// <summary>What the trace is stored under.</summary>
    public const string Name = "digest-key";

    /// <summary>A trace of the digest key that tells nothing of it.</summary>
    public static byte[] Of(IKeyRing ring) => HMACSHA256.HashData(ring.DigestKey.Span, "interop key check v1"u8);

    /// <exception cref="KeyRingException">They do not.</exception>
    public static void Check(IKeyRing ring, byte[] stored, DossierRow? newest)
    {
        if (!CryptographicOperations.FixedTimeEquals(stored, Of(ring)))
        {
            throw new KeyRingException("These are not the master keys that this ledger began with: its oldest key must be the last line of the key file. Restore that line; with another one, every packet sent again would be taken as new.");
        }

        if (newest is null)
        {
            return;
        }

        try
        {
            new DataKeys(ring, 1).Open(newest.Key, newest.DataKey);
        }
        catch (CryptographicException e)
        {
            throw new KeyRingException($"The newest dossier of the ledger does not open with the master keys given; it was sealed under key {newest.DataKey.KeyId}. Put that key's line back.", e);
        }
    }
}

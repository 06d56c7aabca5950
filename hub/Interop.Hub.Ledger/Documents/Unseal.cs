using System.Security.Cryptography;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>Opens a sealed file.</summary>
internal static class Unseal
{
    /// <exception cref="InvalidDataException">It is not a sealed file, or another owner's.</exception>
    /// <exception cref="CryptographicException">The master key is missing, or the head was changed.</exception>
    public static Task<SealedReader> OpenAsync(Stream file, string owner, Sha256Digest digest, IKeyRing ring, CancellationToken cancellationToken) =>
        ReadAsync(file, owner, digest, ring, cancellationToken);

    /// <summary>Opens a part of an upload, whose own digest nobody knows.</summary>
    /// <exception cref="InvalidDataException">It is not a sealed file, or another owner's.</exception>
    /// <exception cref="CryptographicException">The master key is missing, or the head was changed.</exception>
    public static Task<SealedReader> OpenPartAsync(Stream file, string owner, IKeyRing ring, CancellationToken cancellationToken) =>
        ReadAsync(file, owner, null, ring, cancellationToken);

    private static async Task<SealedReader> ReadAsync(Stream file, string owner, Sha256Digest? digest, IKeyRing ring, CancellationToken cancellationToken)
    {
        var header = await FileHeader.ReadAsync(file, cancellationToken);
        if (header.Owner != owner)
        {
            throw new InvalidDataException("The file lies in another owner's place.");
        }

        var key = header.Open(ring);
        try
        {
            return new SealedReader(file, new Frames(key, header.Prefix, header.Bytes), digest);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

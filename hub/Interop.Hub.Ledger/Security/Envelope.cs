using System.Security.Cryptography;

namespace Interop.Hub.Ledger.Security;

/// <summary>
/// AES-256-GCM with a random nonce: <c>version (1) | nonce (12) | cipher | tag (16)</c>. The associated data names the
/// row, so that sealed bytes moved to another row do not open. A key seals one dossier's rows: far below the 2^32
/// messages at which random nonces grow doubtful.
/// </summary>
internal static class Envelope
{
    public const int KeySize = 32;
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> name)
    {
        var sealedBytes = new byte[Overhead + content.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, content, sealedBytes.AsSpan(1 + NonceSize, content.Length), sealedBytes.AsSpan(sealedBytes.Length - TagSize), name);
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Wrong key, wrong row, or changed bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> name)
    {
        if (sealedBytes.Length < Overhead || sealedBytes[0] != Version)
        {
            throw new CryptographicException("Sealed bytes of an unknown form: the row was damaged, or written by a newer hub.");
        }

        var content = new byte[sealedBytes.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(sealedBytes.Slice(1, NonceSize), sealedBytes.Slice(1 + NonceSize, content.Length), sealedBytes[^TagSize..], content, name);
        return content;
    }
}

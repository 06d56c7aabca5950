using System.Security.Cryptography;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>
/// The key that checkpoints are signed with: ECDSA on P-256 with SHA-256, PEM. The private half stands on the hub's
/// machine, outside the database; the public half goes to whoever verifies.
/// </summary>
public sealed class CheckpointKey : IDisposable
{
    private readonly ECDsa _key;

    private CheckpointKey(ECDsa key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, 8));
    }

    /// <summary>Which key it is: the first 8 bytes of the digest of its public half, 16 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>The public half, PEM.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>Makes a new pair.</summary>
    /// <returns>The private half as PEM (PKCS #8), and the key.</returns>
    public static (string PrivatePem, CheckpointKey Key) Create()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (key.ExportPkcs8PrivateKeyPem(), new CheckpointKey(key));
    }

    /// <summary>Reads a key, private or public.</summary>
    /// <param name="pem">It, in PEM.</param>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <exception cref="CryptographicException">It is no key on P-256; the message says what to do and holds nothing of it.</exception>
    public static CheckpointKey Read(string pem, string source)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == 256)
            {
                return new CheckpointKey(key);
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Said below, without what the parser says of the text.
        }

        key.Dispose();
        throw new CryptographicException($"{source} holds no key on P-256 in PEM: make one with \"keys signing --file FILE\".");
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    internal byte[] Sign(ReadOnlySpan<byte> content) => _key.SignData(content, HashAlgorithmName.SHA256);

    internal bool Verifies(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) => _key.VerifyData(content, signature, HashAlgorithmName.SHA256);
}

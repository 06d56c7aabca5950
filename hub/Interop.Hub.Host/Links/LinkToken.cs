using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Documents;

namespace Interop.Hub.Host.Links;

/// <summary>
/// What a document link grants: one file of one dossier to one destination, until a time. The token is the grant with a
/// keyed digest behind it, so nothing has to be stored to check it.
/// <code>version 1 | expiry, unix seconds 8 | dossier 8 | digest 32 | destination, UTF-8 | HMAC-SHA256, first 20 bytes</code>
/// </summary>
/// <param name="DossierKey">The ledger's id of the dossier.</param>
/// <param name="Digest">The file.</param>
/// <param name="Destination">To whom it was given.</param>
/// <param name="Expires">When it ends; whole seconds.</param>
internal sealed record LinkToken(long DossierKey, Sha256Digest Digest, string Destination, DateTimeOffset Expires)
{
    private const byte Version = 1;
    private const int Fixed = 1 + 8 + 8 + 32;
    private const int TagSize = 20;

    public string Seal(ReadOnlySpan<byte> key)
    {
        var name = Encoding.UTF8.GetBytes(Destination);
        var token = new byte[Fixed + name.Length + TagSize];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), Expires.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(9), DossierKey);
        Convert.FromHexString(Digest.Value).CopyTo(token, 17);
        name.CopyTo(token, Fixed);
        Tag(key, token.AsSpan(0, Fixed + name.Length)).CopyTo(token.AsSpan(Fixed + name.Length));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Null when the token was not made with this key, or has ended.</summary>
    public static LinkToken? Open(ReadOnlySpan<byte> key, string text, DateTimeOffset now)
    {
        if (text.Length is < 90 or > 160 || !Base64Url.IsValid(text))
        {
            return null;
        }

        var token = Base64Url.DecodeFromChars(text);
        var signed = token.Length - TagSize;
        if (signed <= Fixed || token[0] != Version || !CryptographicOperations.FixedTimeEquals(Tag(key, token.AsSpan(0, signed)), token.AsSpan(signed)))
        {
            return null;
        }

        var expires = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(1)));
        return expires <= now
            ? null
            : new LinkToken(
                BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(9)),
                Sha256Digest.FromHash(token.AsSpan(17, 32)),
                Encoding.UTF8.GetString(token.AsSpan(Fixed, signed - Fixed)),
                expires);
    }

    private static byte[] Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content) => HMACSHA256.HashData(key, content)[..TagSize];
}

using System.Security.Cryptography;
using System.Text;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>Hashes by the names that contracts give them. The weak ones are there because old contracts ask for them, never to protect anything.</summary>
internal static class Digests
{
    // The name space of the hub's name-based UUIDs; made once, never changed.
    private static readonly byte[] Space = new Guid("5b1f6a0e-2f6b-4c0c-9a53-0d7b3c1e8f42").ToByteArray(bigEndian: true);

    public static string Of(string algorithm, byte[] bytes, string form) => Written(Name(algorithm) switch
    {
        "sha256" => SHA256.HashData(bytes),
        "sha512" => SHA512.HashData(bytes),
        "sha1" => SHA1.HashData(bytes),
        _ => MD5.HashData(bytes),
    }, form);

    public static string Keyed(string algorithm, byte[] key, byte[] bytes, string form) => Written(Name(algorithm) switch
    {
        "sha256" => HMACSHA256.HashData(key, bytes),
        "sha512" => HMACSHA512.HashData(key, bytes),
        "sha1" => HMACSHA1.HashData(key, bytes),
        _ => HMACMD5.HashData(key, bytes),
    }, form);

    public static string NameBased(string name)
    {
        var hash = SHA1.HashData([.. Space, .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    private static string Name(string algorithm) => algorithm.Replace("-", string.Empty, StringComparison.Ordinal).ToLowerInvariant() is var name and ("sha1" or "sha256" or "sha512" or "md5")
        ? name
        : throw new FunctionException("A hash is none that is known; write sha1, sha256, sha512 or md5.");

    private static string Written(byte[] hash, string form) => form switch
    {
        "hex" => Convert.ToHexStringLower(hash),
        "HEX" => Convert.ToHexString(hash),
        "base64" => Convert.ToBase64String(hash),
        _ => throw new FunctionException("A hash's form is none that is known; write hex, HEX or base64."),
    };
}

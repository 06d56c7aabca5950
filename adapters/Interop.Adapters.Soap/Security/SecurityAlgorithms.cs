using System.Security.Cryptography;

namespace Interop.Adapters.Soap.Security;

/// <summary>A way to sign.</summary>
/// <param name="Hash">Over the canonical SignedInfo.</param>
/// <param name="IsEcdsa">By an elliptic curve; else RSA with PKCS #1 v1.5.</param>
internal sealed record SignatureMethod(HashAlgorithmName Hash, bool IsEcdsa);

/// <summary>AES over a content.</summary>
/// <param name="KeyBytes">16, 24 or 32.</param>
/// <param name="IsGcm">With a tag; else CBC, which anybody can change unseen.</param>
internal sealed record ContentCipher(int KeyBytes, bool IsGcm);

/// <summary>The algorithms that are taken, by their names in XML. What is not listed is refused.</summary>
internal static class SecurityAlgorithms
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    private static readonly Dictionary<string, HashAlgorithmName> Digests = new(StringComparer.Ordinal)
    {
        [SecurityNames.Ds + "sha1"] = HashAlgorithmName.SHA1,
        [SecurityNames.Xenc + "sha256"] = HashAlgorithmName.SHA256,
        [More + "sha384"] = HashAlgorithmName.SHA384,
        [SecurityNames.Xenc + "sha512"] = HashAlgorithmName.SHA512,
    };

    private static readonly Dictionary<string, SignatureMethod> Signatures = new(StringComparer.Ordinal)
    {
        [SecurityNames.Ds + "rsa-sha1"] = new(HashAlgorithmName.SHA1, IsEcdsa: false),
        [More + "rsa-sha256"] = new(HashAlgorithmName.SHA256, IsEcdsa: false),
        [More + "rsa-sha384"] = new(HashAlgorithmName.SHA384, IsEcdsa: false),
        [More + "rsa-sha512"] = new(HashAlgorithmName.SHA512, IsEcdsa: false),
        [More + "ecdsa-sha1"] = new(HashAlgorithmName.SHA1, IsEcdsa: true),
        [More + "ecdsa-sha256"] = new(HashAlgorithmName.SHA256, IsEcdsa: true),
        [More + "ecdsa-sha384"] = new(HashAlgorithmName.SHA384, IsEcdsa: true),
        [More + "ecdsa-sha512"] = new(HashAlgorithmName.SHA512, IsEcdsa: true),
    };

    private static readonly Dictionary<string, ContentCipher> Ciphers = new(StringComparer.Ordinal)
    {
        [SecurityNames.Xenc + "aes128-cbc"] = new(16, IsGcm: false),
        [SecurityNames.Xenc + "aes192-cbc"] = new(24, IsGcm: false),
        [SecurityNames.Xenc + "aes256-cbc"] = new(32, IsGcm: false),
        [SecurityNames.Xenc11 + "aes128-gcm"] = new(16, IsGcm: true),
        [SecurityNames.Xenc11 + "aes192-gcm"] = new(24, IsGcm: true),
        [SecurityNames.Xenc11 + "aes256-gcm"] = new(32, IsGcm: true),
    };

    private static readonly Dictionary<string, HashAlgorithmName> Masks = new(StringComparer.Ordinal)
    {
        [SecurityNames.Xenc11 + "mgf1sha1"] = HashAlgorithmName.SHA1,
        [SecurityNames.Xenc11 + "mgf1sha256"] = HashAlgorithmName.SHA256,
        [SecurityNames.Xenc11 + "mgf1sha384"] = HashAlgorithmName.SHA384,
        [SecurityNames.Xenc11 + "mgf1sha512"] = HashAlgorithmName.SHA512,
    };

    public static HashAlgorithmName? Digest(string? uri) => uri is not null && Digests.TryGetValue(uri, out var hash) ? hash : null;

    public static SignatureMethod? Signature(string? uri) => uri is null ? null : Signatures.GetValueOrDefault(uri);

    public static ContentCipher? Cipher(string? uri) => uri is null ? null : Ciphers.GetValueOrDefault(uri);

    public static HashAlgorithmName? Mask(string? uri) => uri is not null && Masks.TryGetValue(uri, out var hash) ? hash : null;

    public static string NameOf(HashAlgorithmName digest) => Digests.Single(each => each.Value == digest).Key;

    public static string NameOf(SignatureMethod method) => Signatures.Single(each => each.Value == method).Key;

    public static string NameOf(ContentCipher cipher) => Ciphers.Single(each => each.Value == cipher).Key;

    public static string MaskNameOf(HashAlgorithmName hash) => Masks.Single(each => each.Value == hash).Key;

    /// <summary>A refused algorithm in our own words: what a partner wrote is not sent back.</summary>
    public static string Describe(string? uri) => uri switch
    {
        null => "without a name",
        _ when uri.Contains("hmac", StringComparison.OrdinalIgnoreCase) => "HMAC",
        _ when uri.EndsWith("enveloped-signature", StringComparison.Ordinal) => "enveloped-signature",
        _ when uri.EndsWith("#STR-Transform", StringComparison.Ordinal) => "STR-Transform",
        _ when uri.Contains("Attachment-", StringComparison.Ordinal) => "of the attachment transforms",
        _ when uri.Contains("xpath", StringComparison.OrdinalIgnoreCase) || uri.Contains("xmldsig-filter2", StringComparison.Ordinal) => "XPath",
        _ when uri.Contains("xslt", StringComparison.OrdinalIgnoreCase) => "XSLT",
        _ when uri.EndsWith("#base64", StringComparison.Ordinal) => "base64",
        _ when uri.EndsWith("#rsa-1_5", StringComparison.Ordinal) => "RSA 1.5",
        _ when uri.EndsWith("sha1", StringComparison.Ordinal) => "SHA-1",
        _ when uri.EndsWith("md5", StringComparison.Ordinal) => "MD5",
        _ => "named here",
    };
}

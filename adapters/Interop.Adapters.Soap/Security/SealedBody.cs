using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// The Body's content under a key that is under ours. What can be told apart is in <see cref="Read"/>, which touches no
/// key; whatever goes wrong in <see cref="Open"/> is one answer.
/// </summary>
/// <param name="Data">The EncryptedData in the Body.</param>
/// <param name="Cipher">How the content is encrypted.</param>
/// <param name="Content">The cipher text; empty: none that could be read.</param>
/// <param name="Padding">How its key is encrypted.</param>
/// <param name="WrappedKey">The same of the key.</param>
/// <param name="Key">Ours.</param>
internal sealed record SealedBody(XmlElement Data, ContentCipher Cipher, byte[] Content, RSAEncryptionPadding Padding, byte[] WrappedKey, X509Certificate2 Key)
{
    private const int Block = 16;
    private const int GcmNonce = 12;
    private const int MaxKey = 2048;

    public static (SealedBody? Body, SecurityProblem? Problem) Read(SecuredMessage message, IncomingSecurity rules)
    {
        if (message.Security.EncryptedKey is not { } encryptedKey || rules.Encryption is not { } rule)
        {
            return (null, null);
        }

        if (encryptedKey.Only(SecurityNames.Xenc, "EncryptionMethod") is not { } transport
            || encryptedKey.Only(SecurityNames.Xenc, "CipherData")?.Exactly((SecurityNames.Xenc, "CipherValue")) is not [var wrapped]
            || encryptedKey.Only(SecurityNames.Xenc, "ReferenceList")?.Exactly((SecurityNames.Xenc, "DataReference")) is not [var reference]
            || reference.Value("URI") is not ['#', .. var id]
            || message.Ids.Find(id) is not { } data
            || message.Body.Exactly((SecurityNames.Xenc, "EncryptedData")) is not [var only] || only != data
            || data.Value("Type") is not (SecurityNames.EncryptedContent or SecurityNames.EncryptedElement)
            || data.Only(SecurityNames.Xenc, "EncryptionMethod") is not { } method
            || data.Only(SecurityNames.Xenc, "CipherData")?.Exactly((SecurityNames.Xenc, "CipherValue")) is not [var content])
        {
            return (null, new SecurityProblem(
                SecurityProblemKind.Malformed, "The encryption is not as it is taken; send one EncryptedKey in the security header, whose ReferenceList names the one EncryptedData that is all of the Body, both with their CipherValue."));
        }

        if (Transport(transport) is not { } padding)
        {
            return Refused($"The key transport {SecurityAlgorithms.Describe(transport.Value("Algorithm"))} is not taken; use rsa-oaep-mgf1p with SHA-1, or rsa-oaep of XML Encryption 1.1 with one digest for both its uses.");
        }

        if (SecurityAlgorithms.Cipher(method.Value("Algorithm")) is not { } cipher || method.Elements().Any())
        {
            return Refused("The content encryption is not taken; use aes256-gcm.");
        }

        if (!cipher.IsGcm && !(rule.CbcAllowed && rules.Signature is { Required: true, Body: true }))
        {
            return Refused("AES-CBC is not taken here; use aes256-gcm.");
        }

        var mine = encryptedKey.Only(SecurityNames.Ds, "KeyInfo") is { } keyInfo && TokenReference.Read(keyInfo).Reference is TokenReference.Named named
            ? rule.Keys.FirstOrDefault(named.Fits)
            : null;
        return (new SealedBody(data, cipher, content.Bytes(rules.MaxBytes) ?? [], padding, wrapped.Bytes(MaxKey) ?? [], mine ?? rule.Keys[0]), null);
    }

    /// <summary>What its sender's stack knows.</summary>
    public BodyEncryption Kind => new(
        Cipher switch
        {
            { IsGcm: true, KeyBytes: 16 } => ContentEncryption.Aes128Gcm,
            { IsGcm: true } => ContentEncryption.Aes256Gcm,
            { KeyBytes: 16 } => ContentEncryption.Aes128Cbc,
            _ => ContentEncryption.Aes256Cbc,
        },
        Padding.OaepHashAlgorithm);

    /// <summary>Puts the content in its place.</summary>
    /// <returns>False: it could not be; why is nobody's business.</returns>
    public bool Open(SecuredMessage message, IncomingSecurity rules)
    {
        if ((Cipher.IsGcm ? Gcm(ContentKey()) : Cbc(ContentKey())) is not { } plain
            || message.Document.Parse(plain, Data, rules.Limits) is not { } nodes
            || !nodes.All(IsContent)
            || (Data.Value("Type") == SecurityNames.EncryptedElement && nodes.OfType<XmlElement>().Count() != 1))
        {
            return false;
        }

        foreach (var node in nodes)
        {
            message.Body.InsertBefore(node, Data);
        }

        message.Body.RemoveChild(Data);
        return nodes.OfType<XmlElement>().All(message.Ids.TryAdd);
    }

    private static bool IsContent(XmlNode node) => node.NodeType
        is XmlNodeType.Element or XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Comment;

    // A key that does not come out is replaced by one of chance: what fails then is the content, as with any other wrong key.
    private byte[] ContentKey()
    {
        var chance = RandomNumberGenerator.GetBytes(Cipher.KeyBytes);
        try
        {
            using var rsa = Key.GetRSAPrivateKey() ?? throw new InvalidOperationException("A certificate for decryption comes without its RSA key.");
            var key = rsa.Decrypt(WrappedKey, Padding);
            return key.Length == Cipher.KeyBytes ? key : chance;
        }
        catch (CryptographicException)
        {
            return chance;
        }
    }

    private byte[]? Gcm(byte[] key)
    {
        if (Content.Length < GcmNonce + Block)
        {
            return null;
        }

        var plain = new byte[Content.Length - GcmNonce - Block];
        try
        {
            using AesGcm aes = new(key, Block);
            aes.Decrypt(Content.AsSpan(0, GcmNonce), Content.AsSpan(GcmNonce, plain.Length), Content.AsSpan(GcmNonce + plain.Length), plain);
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[]? Cbc(byte[] key)
    {
        if (Content.Length < 2 * Block || Content.Length % Block != 0)
        {
            return null;
        }

        using var aes = Aes.Create();
        aes.Key = key;
        var plain = aes.DecryptCbc(Content.AsSpan(Block), Content.AsSpan(0, Block), PaddingMode.None);
        return plain[^1] is >= 1 and <= Block ? plain[..^plain[^1]] : null;
    }

    private static RSAEncryptionPadding? Transport(XmlElement method)
    {
        if (method.Elements().Any(child => !child.Is(SecurityNames.Ds, "DigestMethod") && !child.Is(SecurityNames.Xenc11, "MGF")))
        {
            return null;
        }

        HashAlgorithmName? Stated(HashAlgorithmName? named, string ns, string name) =>
            method.Elements().Any(child => child.Is(ns, name)) ? named : HashAlgorithmName.SHA1;

        var digest = Stated(SecurityAlgorithms.Digest(method.Only(SecurityNames.Ds, "DigestMethod")?.Value("Algorithm")), SecurityNames.Ds, "DigestMethod");
        var mask = Stated(SecurityAlgorithms.Mask(method.Only(SecurityNames.Xenc11, "MGF")?.Value("Algorithm")), SecurityNames.Xenc11, "MGF");
        var known = method.Value("Algorithm") is SecurityNames.Xenc + "rsa-oaep-mgf1p" ? mask == HashAlgorithmName.SHA1 : method.Value("Algorithm") is SecurityNames.Xenc11 + "rsa-oaep";
        return known && digest is { } both && digest == mask ? RSAEncryptionPadding.CreateOaep(both) : null;
    }

    private static (SealedBody?, SecurityProblem?) Refused(string message) => (null, new SecurityProblem(SecurityProblemKind.AlgorithmRefused, message));
}

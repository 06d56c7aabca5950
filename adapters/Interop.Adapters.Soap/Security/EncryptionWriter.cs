using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>Encrypts a Body's content for one certificate, after it was signed: the key comes first in the header.</summary>
internal static class EncryptionWriter
{
    private const int Block = 16;
    private const int GcmNonce = 12;

    public static void Write(XmlElement header, XmlElement body, OutgoingEncryption encryption, string mark, Func<int, byte[]> draw)
    {
        using var rsa = encryption.Certificate.GetRSAPublicKey() ?? throw new ArgumentException("The certificate to encrypt for has no RSA key.", nameof(encryption));
        ContentCipher cipher = encryption.Content switch
        {
            ContentEncryption.Aes128Gcm => new(16, IsGcm: true),
            ContentEncryption.Aes256Gcm => new(32, IsGcm: true),
            ContentEncryption.Aes128Cbc => new(16, IsGcm: false),
            ContentEncryption.Aes256Cbc => new(32, IsGcm: false),
            _ => throw new ArgumentOutOfRangeException(nameof(encryption), encryption.Content, "No content encryption."),
        };
        var key = draw(cipher.KeyBytes);
        var content = Convert.ToBase64String(cipher.IsGcm ? Gcm(Plain(body), key, draw(GcmNonce)) : Cbc(Plain(body), key, draw(Block)));
        while (body.FirstChild is { } child)
        {
            body.RemoveChild(child);
        }

        var data = body.Add("xenc:EncryptedData");
        data.SetAttribute("Id", $"ED-{mark}");
        data.SetAttribute("Type", SecurityNames.EncryptedContent);
        data.Add("xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityAlgorithms.NameOf(cipher));
        data.Add("xenc:CipherData").Add("xenc:CipherValue", content);

        var encryptedKey = SecurityElements.Make(header, "xenc:EncryptedKey");
        header.PrependChild(encryptedKey);
        encryptedKey.SetAttribute("Id", $"EK-{mark}");
        Transport(encryptedKey.Add("xenc:EncryptionMethod"), encryption.OaepHash);
        var serial = encryptedKey.Add("ds:KeyInfo").Add("wsse:SecurityTokenReference").Add("ds:X509Data").Add("ds:X509IssuerSerial");
        serial.Add("ds:X509IssuerName", encryption.Certificate.Issuer);
        serial.Add("ds:X509SerialNumber", new BigInteger(encryption.Certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture));
        encryptedKey.Add("xenc:CipherData").Add("xenc:CipherValue", Convert.ToBase64String(rsa.Encrypt(key, RSAEncryptionPadding.CreateOaep(encryption.OaepHash))));
        encryptedKey.Add("xenc:ReferenceList").Add("xenc:DataReference").SetAttribute("URI", $"#ED-{mark}");
    }

    private static byte[] Plain(XmlElement body)
    {
        using MemoryStream buffer = new();
        var settings = SecurityWriter.Settings;
        settings.ConformanceLevel = ConformanceLevel.Fragment;
        settings.OmitXmlDeclaration = true;
        using (var writer = XmlWriter.Create(buffer, settings))
        {
            body.WriteContentTo(writer);
        }

        return buffer.ToArray();
    }

    private static byte[] Gcm(byte[] plain, byte[] key, byte[] nonce)
    {
        var content = new byte[GcmNonce + plain.Length + Block];
        nonce.CopyTo(content, 0);
        using AesGcm aes = new(key, Block);
        aes.Encrypt(nonce, plain, content.AsSpan(GcmNonce, plain.Length), content.AsSpan(GcmNonce + plain.Length));
        return content;
    }

    // XML Encryption's padding: the last byte is its length, the others are free.
    private static byte[] Cbc(byte[] plain, byte[] key, byte[] start)
    {
        var padded = new byte[((plain.Length / Block) + 1) * Block];
        plain.CopyTo(padded, 0);
        padded[^1] = (byte)(padded.Length - plain.Length);
        using var aes = Aes.Create();
        aes.Key = key;
        return [.. start, .. aes.EncryptCbc(padded, start, PaddingMode.None)];
    }

    private static void Transport(XmlElement method, HashAlgorithmName hash)
    {
        var is10 = hash == HashAlgorithmName.SHA1;
        method.SetAttribute("Algorithm", is10 ? SecurityNames.Xenc + "rsa-oaep-mgf1p" : SecurityNames.Xenc11 + "rsa-oaep");
        method.Add("ds:DigestMethod").SetAttribute("Algorithm", SecurityAlgorithms.NameOf(hash));
        if (!is10)
        {
            method.Add("xenc11:MGF").SetAttribute("Algorithm", SecurityAlgorithms.MaskNameOf(hash));
        }
    }
}

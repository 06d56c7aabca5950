using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// Adds a wsse:Security header to a written envelope. The same envelope, clock and chance make the same bytes; not so
/// where the system draws by itself: an ECDSA signature, and a key under RSA-OAEP.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">Ids, nonces and content keys.</param>
public sealed class SecurityWriter(TimeProvider time, RandomNumberGenerator random)
{
    private const int NonceBytes = 16;

    private static readonly XmlLimits OwnLimits = new() { MaxCharacters = int.MaxValue, MaxDepth = 256, MaxAttributes = 1024, MaxNodes = int.MaxValue, MaxTextLength = int.MaxValue };

    /// <summary>Secures one message. Its Body and header blocks are signed as they stand in it.</summary>
    /// <param name="envelope">UTF-8, without a header of this receiver's already.</param>
    /// <param name="security">What to add.</param>
    /// <param name="attachments">Digests of the parts beside the XML that the signature is to cover.</param>
    /// <exception cref="ArgumentException">Not an envelope; or a certificate without the key that it is to be used with.</exception>
    public SecurityWriting Secure(ReadOnlyMemory<byte> envelope, OutgoingSecurity security, IReadOnlyList<AttachmentDigest>? attachments = null)
    {
        var now = time.GetUtcNow();
        if (envelope.Length > security.MaxBytes && (security.Signature is not null || security.Encryption is not null))
        {
            return new SecurityWriting.Refused(new SecurityProblem(SecurityProblemKind.TooLarge, $"The envelope is longer than {security.MaxBytes} bytes; send files beside the XML, signed as attachments."));
        }

        if (security.Signature is { } signing && CertificateTrust.Unfit(signing.Certificate, now) is { } unfit)
        {
            return new SecurityWriting.Refused(unfit);
        }

        var (document, _) = SafeXml.Load(envelope, "utf-8", OwnLimits, asWritten: true, PlacedDocument.From);
        var message = document is null ? null : SecuredMessage.Read(document, security.Actor).Message;
        if (message is null || message.Security.Element is not null)
        {
            throw new ArgumentException("Not a SOAP envelope that is still without its security header.", nameof(envelope));
        }

        var header = Header(message, security);
        var mark = Convert.ToHexStringLower(Draw(8));
        List<XmlElement> signed = [message.Body];
        if (security.Lifetime is { } lifetime)
        {
            var timestamp = header.Add("wsu:Timestamp").Identify($"TS-{mark}");
            timestamp.Add("wsu:Created", Instant(now));
            timestamp.Add("wsu:Expires", Instant(now + lifetime));
            signed.Add(timestamp);
        }

        if (security.User is { } user)
        {
            var token = WriteUser(header, user, now).Identify($"UT-{mark}");
            if (security.Signature is { UsernameToken: true })
            {
                signed.Add(token);
            }
        }

        if (security.Signature is { } signature)
        {
            signed.AddRange((message.Header ?? header.ParentNode!).Elements().Where(block => block != header
                && (signature.Headers.Any(name => block.Is(name.NamespaceName, name.LocalName)) || signature.HeaderNamespaces.Contains(block.NamespaceURI))));
            SignatureWriter.Write(header, signature, signed, attachments ?? [], mark);
        }

        if (security.Encryption is { } encryption)
        {
            EncryptionWriter.Write(header, message.Body, encryption, mark, Draw);
        }

        return new SecurityWriting.Secured(Bytes(document!));
    }

    /// <summary>As <see cref="SoapEnvelopeWriter"/> writes: what a parser would change is written as a reference.</summary>
    internal static XmlWriterSettings Settings => new() { Encoding = XmlEncodings.Utf8, CheckCharacters = true, CloseOutput = false, NewLineHandling = NewLineHandling.Entitize };

    private static ReadOnlyMemory<byte> Bytes(XmlDocument document)
    {
        MemoryStream buffer = new();
        using (var writer = XmlWriter.Create(buffer, Settings))
        {
            document.Save(writer);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static XmlElement Header(SecuredMessage message, OutgoingSecurity security)
    {
        var envelope = message.Document.DocumentElement!;
        var soap = message.Version.Namespace.NamespaceName;
        var blocks = message.Header ?? (XmlElement)envelope.InsertBefore(message.Document.CreateElement(envelope.Prefix, "Header", soap), message.Body)!;
        var header = message.Document.CreateElement("wsse", "Security", SecurityNames.Wsse);
        header.SetAttribute("xmlns:wsse", SecurityNames.Wsse);
        header.SetAttribute("xmlns:wsu", SecurityNames.Wsu);
        var prefix = envelope.Prefix;
        if (prefix.Length == 0)
        {
            prefix = "env";
            header.SetAttribute("xmlns:env", soap);
        }

        if (security.MustUnderstand)
        {
            Set("mustUnderstand", "1");
        }

        if (security.Actor is { } actor)
        {
            Set(message.Version.Target.LocalName, actor);
        }

        blocks.PrependChild(header);
        return header;

        void Set(string name, string value)
        {
            var attribute = message.Document.CreateAttribute(prefix, name, soap);
            attribute.Value = value;
            header.SetAttributeNode(attribute);
        }
    }

    private XmlElement WriteUser(XmlElement header, OutgoingUser user, DateTimeOffset now)
    {
        var token = header.Add("wsse:UsernameToken");
        token.Add("wsse:Username", user.Name);
        if (user.Kind == PasswordKind.Text)
        {
            token.Add("wsse:Password", user.Password).SetAttribute("Type", SecurityNames.PasswordText);
            return token;
        }

        var nonce = Draw(NonceBytes);
        var created = Instant(now);
        token.Add("wsse:Password", Convert.ToBase64String(UsernameTokens.Digest(nonce, created, user.Password))).SetAttribute("Type", SecurityNames.PasswordDigest);
        token.Add("wsse:Nonce", Convert.ToBase64String(nonce)).SetAttribute("EncodingType", SecurityNames.Base64);
        token.Add("wsu:Created", created);
        return token;
    }

    private byte[] Draw(int count)
    {
        var bytes = new byte[count];
        random.GetBytes(bytes);
        return bytes;
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

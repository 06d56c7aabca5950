using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// An envelope that was read and of which nothing is proven: enough to see whose it says it is, and so by which rules it is
/// to be judged. What it says decides nothing else.
/// </summary>
public sealed class UnprovenMessage
{
    private UnprovenMessage(SecuredMessage message, long bytes) => (Message, Bytes, Claims) = (message, bytes, SecurityClaims.Of(message));

    /// <summary>Whose it says it is.</summary>
    public SecurityClaims Claims { get; }

    /// <summary>How long it is, files that were put into it included.</summary>
    public long Bytes { get; private set; }

    internal SecuredMessage Message { get; }

    /// <summary>The version that it speaks.</summary>
    internal SoapVersion Version => Message.Version;

    /// <summary>Copies of its header blocks of a namespace: enough to answer it, whoever sent it.</summary>
    internal IReadOnlyList<XElement> HeadersOf(IReadOnlyList<XNamespace> namespaces) =>
        [.. (Message.Header?.Elements() ?? []).Where(block => namespaces.Contains(block.NamespaceURI)).Select(Copy)];

    private static XElement Copy(XmlElement block)
    {
        using XmlNodeReader reader = new(block);
        return XElement.Load(reader);
    }

    /// <summary>Reads one.</summary>
    /// <param name="envelope">The bytes of the envelope as received: of a package its root, as decoded.</param>
    /// <param name="charset">The <c>charset</c> of its Content-Type; null: none.</param>
    /// <param name="limits">What its XML may cost.</param>
    /// <param name="actor">The actor, in SOAP 1.2 the role, that is us beside those of SOAP itself; null: none.</param>
    public static (UnprovenMessage? Message, SecurityProblem? Problem) Read(ReadOnlyMemory<byte> envelope, string? charset, XmlLimits limits, string? actor) =>
        Read(envelope, charset, limits, actor, PlacedDocument.From);

    /// <summary>
    /// Reads its header alone, whatever the size of its Body: whether it names anybody, and whether its password and the value
    /// of its signature are right, is seen from that. Not for use: nothing is known of the Body.
    /// </summary>
    internal static (UnprovenMessage? Message, SecurityProblem? Problem) ReadHeader(ReadOnlyMemory<byte> envelope, string? charset, XmlLimits limits, string? actor) =>
        Read(envelope, charset, limits, actor, PlacedDocument.HeaderFrom);

    private static (UnprovenMessage? Message, SecurityProblem? Problem) Read(
        ReadOnlyMemory<byte> envelope, string? charset, XmlLimits limits, string? actor, Func<XmlReader, PlacedDocument> load)
    {
        var (document, unreadable) = SafeXml.Load(envelope, charset, limits, asWritten: true, load);
        if (document is null)
        {
            return (null, new SecurityProblem(SecurityProblemKind.Unreadable, unreadable!.Describe()));
        }

        var (message, problem) = SecuredMessage.Read(document, actor);
        return message is null ? (null, problem) : (new UnprovenMessage(message, envelope.Length), null);
    }

    /// <summary>
    /// Puts the content of a part where the message refers to it: what XOP signs and encrypts is the XML with its files in it
    /// (XOP 1.0, 5), in base64 without blanks.
    /// </summary>
    /// <param name="contentId">The part's name.</param>
    /// <param name="content">Its bytes.</param>
    internal void Include(string contentId, ReadOnlySpan<byte> content)
    {
        var text = Convert.ToBase64String(content);
        foreach (var include in Includes(contentId).ToList())
        {
            Bytes += text.Length;
            include.ParentNode!.ReplaceChild(include.OwnerDocument.CreateTextNode(text), include);
        }
    }

    /// <summary>The places that refer to a part.</summary>
    internal IEnumerable<XmlElement> Includes(string contentId) => Message.Document.DocumentElement!.DescendantsAndSelf()
        .Where(element => element.Is(PartReferences.Xop.NamespaceName, "Include") && ContentIds.OfAddress(element.Value("href")) == contentId);
}

/// <summary>Whose a message says it is.</summary>
/// <param name="HasHeader">A security header is for us.</param>
/// <param name="User">The name in its UsernameToken; null: none, or none that can be read.</param>
/// <param name="IsSigned">It has a signature.</param>
public sealed record SecurityClaims(bool HasHeader, string? User, bool IsSigned)
{
    private Func<X509Certificate2, bool> Signs { get; init; } = static _ => false;

    /// <summary>The pin of the key that the signature names or brings; null: it names one that both sides have, or none.</summary>
    public string? SignerKey { get; private init; }

    /// <summary>The subject of the certificate that the signature brings; null as for <see cref="SignerKey"/>.</summary>
    public string? SignerSubject { get; private init; }

    /// <summary>Whether the signature says that it is by this certificate.</summary>
    public bool IsBy(X509Certificate2 certificate) => Signs(certificate);

    internal static SecurityClaims Of(SecuredMessage message)
    {
        var security = message.Security;
        var claims = new SecurityClaims(
            security.Element is not null,
            security.UsernameToken?.Only(SecurityNames.Wsse, "Username")?.Text() is { Length: > 0 and <= UsernameTokens.MaxName } name ? name : null,
            security.Signature is not null);
        if (security.Signature?.Only(SecurityNames.Ds, "KeyInfo") is not { } keyInfo)
        {
            return claims;
        }

        var reference = TokenReference.Read(keyInfo).Reference;
        using var brought = reference switch
        {
            TokenReference.Local local => TokenReference.Load(message.Ids.Find(local.Id), security.Element).Certificate,
            TokenReference.Embedded embedded => TokenReference.Load(embedded.Der),
            _ => null,
        };
        return reference is TokenReference.Named named ? claims with { Signs = named.Fits } : brought is null ? claims : Brought(claims, brought);
    }

    private static SecurityClaims Brought(SecurityClaims claims, X509Certificate2 certificate)
    {
        try
        {
            var key = CertificateTrust.KeySha256(certificate);
            return claims with { SignerKey = key, SignerSubject = certificate.Subject, Signs = other => CertificateTrust.KeySha256(other) == key };
        }
        catch (CryptographicException)
        {
            // The framework reads a certificate's key when it is asked for. It says nothing then, and is refused as one of nobody.
            return claims;
        }
    }
}

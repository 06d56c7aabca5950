using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Soap.Security;

/// <summary>An envelope by its places. Only what stands in its place counts: an element moved elsewhere is not found.</summary>
/// <param name="Document">The document.</param>
/// <param name="Version">Of SOAP.</param>
/// <param name="Header">Null: none.</param>
/// <param name="Body">The one Body, a child of the Envelope.</param>
/// <param name="Ids">Every element that has an id.</param>
/// <param name="Security">The header that is for us; an empty one where there is none.</param>
internal sealed record SecuredMessage(
    PlacedDocument Document, SoapVersion Version, XmlElement? Header, XmlElement Body, ElementIds Ids, SecurityHeader Security)
{
    public static (SecuredMessage? Message, SecurityProblem? Problem) Read(PlacedDocument document, string? actor)
    {
        var envelope = document.DocumentElement!;
        if (SoapVersion.Of(XName.Get(envelope.LocalName, envelope.NamespaceURI)) is not { } version)
        {
            return No(SecurityProblemKind.Unreadable, "The root element is not a SOAP Envelope; send one of SOAP 1.1 or 1.2.");
        }

        var soap = version.Namespace.NamespaceName;
        XmlElement? header = null;
        if (envelope.Exactly((soap, "Body")) is not [var body])
        {
            if (envelope.Exactly((soap, "Header"), (soap, "Body")) is not [var above, var below])
            {
                return No(SecurityProblemKind.Malformed, "The Envelope does not hold one Header and one Body and nothing else; send it so.");
            }

            (header, body) = (above, below);
        }

        ElementIds ids = new();
        if (!ids.TryAdd(envelope))
        {
            return No(SecurityProblemKind.Malformed, "An id stands twice in the message; give each element its own.");
        }

        List<XmlElement> ours = [.. (header?.Elements() ?? []).Where(block => block.Is(SecurityNames.Wsse, "Security") && IsOurs(block, version, actor))];
        if (ours.Count > 1)
        {
            return No(SecurityProblemKind.Malformed, "More than one wsse:Security header is for this receiver; send one.");
        }

        var (security, problem) = ours is [var one] ? SecurityHeader.Read(one) : (SecurityHeader.None, null);
        return security is null ? (null, problem) : (new SecuredMessage(document, version, header, body, ids, security), null);
    }

    private static bool IsOurs(XmlElement block, SoapVersion version, string? actor) =>
        block.GetAttribute(version.Target.LocalName, version.Target.NamespaceName).Trim() is var target
        && (version.Ours.Contains(target, StringComparer.Ordinal) || target == actor);

    private static (SecuredMessage?, SecurityProblem?) No(SecurityProblemKind kind, string message) => (null, new SecurityProblem(kind, message));
}

/// <summary>A wsse:Security header by its children.</summary>
internal sealed record SecurityHeader
{
    private const int MaxChildren = 32;

    public static SecurityHeader None { get; } = new();

    public XmlElement? Element { get; init; }

    public XmlElement? Timestamp { get; init; }

    public XmlElement? UsernameToken { get; init; }

    public XmlElement? Signature { get; init; }

    public XmlElement? EncryptedKey { get; init; }

    /// <summary>The signature is over the Body as it came and not as decrypted: a header is worked off from its beginning.</summary>
    public bool IsSignatureFirst { get; init; }

    public static (SecurityHeader? Header, SecurityProblem? Problem) Read(XmlElement element)
    {
        SecurityHeader header = new() { Element = element };
        var count = 0;
        foreach (var child in element.Elements())
        {
            if (++count > MaxChildren)
            {
                return No(SecurityProblemKind.Malformed, $"The security header has more than {MaxChildren} children; send fewer.");
            }

            SecurityHeader? next = (child.LocalName, child.NamespaceURI) switch
            {
                ("Timestamp", SecurityNames.Wsu) => header.Timestamp is null ? header with { Timestamp = child } : null,
                ("UsernameToken", SecurityNames.Wsse) => header.UsernameToken is null ? header with { UsernameToken = child } : null,
                ("Signature", SecurityNames.Ds) => header.Signature is null ? header with { Signature = child, IsSignatureFirst = header.EncryptedKey is null } : null,
                ("EncryptedKey", SecurityNames.Xenc) => header.EncryptedKey is null ? header with { EncryptedKey = child } : null,

                // Tokens count when something refers to them; a confirmation only to whoever sent a request (WSS 1.1 §8.5).
                ("BinarySecurityToken", SecurityNames.Wsse) or ("SignatureConfirmation", SecurityNames.Wsse11) => header,
                _ => Unsupported,
            };
            if (next == Unsupported)
            {
                return child.NamespaceURI == SecurityNames.Xenc
                    ? No(SecurityProblemKind.TokenUnsupported, "Encrypted parts of the header are not taken; encrypt the Body alone, by one EncryptedKey with its ReferenceList.")
                    : No(SecurityProblemKind.TokenUnsupported, "The security header holds a token that is not taken; send Timestamp, UsernameToken, BinarySecurityToken, Signature and EncryptedKey alone.");
            }

            if (next is null)
            {
                return No(SecurityProblemKind.Malformed, "The security header holds two of what may stand there once; send one Timestamp, UsernameToken, Signature and EncryptedKey at most.");
            }

            header = next;
        }

        return (header, null);
    }

    private static SecurityHeader Unsupported { get; } = new() { IsSignatureFirst = true };

    private static (SecurityHeader?, SecurityProblem?) No(SecurityProblemKind kind, string message) => (null, new SecurityProblem(kind, message));
}

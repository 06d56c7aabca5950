using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Security;

/// <summary>A signature by a trusted key, whose digests are still to be compared.</summary>
/// <param name="Targets">The elements that it covers.</param>
/// <param name="Attachments">The parts beside the XML that it covers.</param>
/// <param name="Parts">The same by their names.</param>
/// <param name="Signer">Whose key.</param>
/// <param name="Nonce">What tells this signature from all others.</param>
/// <param name="HasSha1">SHA-1 is in it.</param>
internal sealed record SoundSignature(
    IReadOnlyList<(XmlElement Element, SignedReference Reference)> Targets,
    IReadOnlyList<AttachmentDigest> Attachments,
    SignedParts Parts,
    SignerCertificate Signer,
    byte[] Nonce,
    bool HasSha1)
{
    /// <summary>Whether the elements are, as they stand now, those that were signed.</summary>
    public bool Holds() => Targets.All(target =>
        CryptographicOperations.FixedTimeEquals(target.Reference.Canonical!.Hash(target.Element, target.Reference.Hash), target.Reference.Digest));
}

/// <summary>
/// Judges a signature from its shape to its value, before anything of the message's own size is digested or decrypted:
/// whoever has no trusted key gets no further.
/// </summary>
internal static class SignatureCheck
{
    public static async ValueTask<(SoundSignature? Signature, SecurityProblem? Problem)> JudgeAsync(
        SecuredMessage message, IncomingSecurity rules, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (message.Security.Signature is not { } element || rules.Signature is not { } rule)
        {
            return (null, null);
        }

        var (signature, problem) = SignatureElement.Read(element, rule);
        if (signature is null)
        {
            return (null, problem);
        }

        if (signature.HasSha1 && !rule.Sha1Allowed)
        {
            return No(SecurityProblemKind.AlgorithmRefused, "SHA-1 is not taken; sign by rsa-sha256 or ecdsa-sha256 with digests by sha256.");
        }

        (var targets, var attachments, problem) = Resolve(signature, message);
        if (problem is not null)
        {
            return (null, problem);
        }

        HashSet<XmlElement> covered = [.. targets.Select(target => target.Element)];
        if (Uncovered(message, rule, covered) is { } uncovered)
        {
            return (null, uncovered);
        }

        (var certificate, problem) = Certificate(signature, message, rule.Trust);
        if (certificate is null)
        {
            return (null, problem);
        }

        using (certificate)
        {
            if (await CertificateTrust.JudgeAsync(certificate, rule.Trust, now, cancellationToken) is { } untrusted)
            {
                return (null, untrusted);
            }

            var hash = signature.Canonical.Hash(signature.SignedInfo, signature.Method.Hash);
            if (!IsBy(certificate, signature.Method, hash, signature.Value))
            {
                return (null, message.Security.EncryptedKey is null ? SecurityProblem.NotHeld : SecurityProblem.NotOpened);
            }

            SignerCertificate signer = new(certificate.Subject, certificate.SerialNumber, CertificateTrust.KeySha256(certificate), certificate.RawData);
            return (new SoundSignature(targets, attachments, Parts(message, covered), signer, Nonce(signature, signer), signature.HasSha1), null);
        }
    }

    private static (List<(XmlElement Element, SignedReference Reference)> Targets, List<AttachmentDigest> Attachments, SecurityProblem? Problem) Resolve(SignatureElement signature, SecuredMessage message)
    {
        List<(XmlElement Element, SignedReference Reference)> targets = [];
        List<AttachmentDigest> attachments = [];
        foreach (var reference in signature.References)
        {
            if (reference.Canonical is null)
            {
                if (ContentIds.OfAddress(reference.Uri) is not { } id || attachments.Exists(each => each.ContentId == id))
                {
                    return ([], [], new SecurityProblem(SecurityProblemKind.Malformed, "A signed attachment is not named, or named twice; refer to each once by cid:."));
                }

                attachments.Add(new AttachmentDigest(id, reference.Hash, reference.Digest));
                continue;
            }

            if (reference.Uri is not ['#', .. var name] || name.Contains('(', StringComparison.Ordinal))
            {
                return ([], [], new SecurityProblem(SecurityProblemKind.Malformed, "A reference leads out of the message, to all of it or by an XPointer; refer to parts of the envelope by #id alone."));
            }

            if (message.Ids.Find(name) is not { } element)
            {
                return ([], [], new SecurityProblem(SecurityProblemKind.Malformed, "A reference leads to an id that is not in the message, or stands there twice; give each signed part one id of its own."));
            }

            // Wherever else an element stands it means something else, or nothing: that it is signed proves nothing.
            var inPlace = element == message.Body
                || (element.ParentNode == message.Header && element != message.Security.Element)
                || (element.ParentNode == message.Security.Element && element != message.Security.Signature);
            if (!inPlace)
            {
                return ([], [], new SecurityProblem(SecurityProblemKind.Malformed, "A reference leads to an element that is neither the Body, a header block nor a token of the security header; sign those alone."));
            }

            if (targets.Exists(each => each.Element == element))
            {
                return ([], [], new SecurityProblem(SecurityProblemKind.Malformed, "Two references lead to one element; refer to each once."));
            }

            targets.Add((element, reference));
        }

        return (targets, attachments, null);
    }

    private static SecurityProblem? Uncovered(SecuredMessage message, SignatureRule rule, HashSet<XmlElement> covered)
    {
        bool Lacks(bool asked, XmlElement? part) => asked && part is not null && !covered.Contains(part);

        var missing = Lacks(rule.Body, message.Body) ? "the Body"
            : Lacks(rule.Timestamp, message.Security.Timestamp) ? "the Timestamp"
            : Lacks(rule.UsernameToken, message.Security.UsernameToken) ? "the UsernameToken"
            : Blocks(message).Any(block => Lacks(rule.Headers.Contains(NameOf(block)) || rule.HeaderNamespaces.Contains(block.NamespaceURI), block)) ? "a header block that must be signed"
            : null;
        return missing is null ? null : new SecurityProblem(SecurityProblemKind.NotSigned, $"The signature does not cover {missing}; sign it too.");
    }

    private static SignedParts Parts(SecuredMessage message, HashSet<XmlElement> covered) => new(
        covered.Contains(message.Body),
        message.Security.Timestamp is { } timestamp && covered.Contains(timestamp),
        message.Security.UsernameToken is { } token && covered.Contains(token),
        [.. Blocks(message).GroupBy(NameOf).Where(blocks => blocks.All(covered.Contains)).Select(blocks => blocks.Key)]);

    private static IEnumerable<XmlElement> Blocks(SecuredMessage message) => (message.Header?.Elements() ?? []).Where(block => block != message.Security.Element);

    private static XName NameOf(XmlElement element) => XName.Get(element.LocalName, element.NamespaceURI);

    private static (X509Certificate2? Certificate, SecurityProblem? Problem) Certificate(SignatureElement signature, SecuredMessage message, SigningTrust trust)
    {
        var (reference, problem) = TokenReference.Read(signature.KeyInfo);
        switch (reference)
        {
            case TokenReference.Local local:
                return TokenReference.Load(message.Ids.Find(local.Id), message.Security.Element);
            case TokenReference.Embedded embedded:
                return TokenReference.Load(embedded.Der) is { } certificate ? (certificate, null) : (null, TokenReference.Unreadable);
            case TokenReference.Named named:
                return trust.Known.Where(named.Fits).Take(2).ToList() is [var known]
                    ? (X509CertificateLoader.LoadCertificate(known.RawData), null)
                    : (null, new SecurityProblem(SecurityProblemKind.TokenUnavailable, "The certificate that the signature names is not known here; send it as a BinarySecurityToken, or have it entered first."));
            default:
                return (null, problem);
        }
    }

    // The method says which kind of key it needs, so that a public key is never taken for the secret of another method.
    private static bool IsBy(X509Certificate2 certificate, SignatureMethod method, byte[] hash, byte[] value)
    {
        try
        {
            if (method.IsEcdsa)
            {
                using var ecdsa = certificate.GetECDsaPublicKey();
                return ecdsa?.VerifyHash(hash, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) == true;
            }

            using var rsa = certificate.GetRSAPublicKey();
            return rsa?.VerifyHash(hash, value, method.Hash, RSASignaturePadding.Pkcs1) == true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Of what was signed and by whom, not of the signature: one of ECDSA can be written in a second way that holds too.
    private static byte[] Nonce(SignatureElement signature, SignerCertificate signer) =>
        SHA256.HashData([.. signature.Canonical.Hash(signature.SignedInfo, HashAlgorithmName.SHA256), .. Convert.FromBase64String(signer.KeySha256)]);

    private static (SoundSignature?, SecurityProblem?) No(SecurityProblemKind kind, string message) => (null, new SecurityProblem(kind, message));
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Interop.Adapters.Soap.Attachments;

namespace Interop.Adapters.Soap.Security;

/// <summary>Signs elements of an envelope: exclusive canonical form, one certificate as a BinarySecurityToken.</summary>
internal static class SignatureWriter
{
    private const int MaxPrefix = 64;

    public static void Write(XmlElement header, OutgoingSignature signing, IReadOnlyList<XmlElement> signed, IReadOnlyList<AttachmentDigest> attachments, string mark)
    {
        using var rsa = signing.Certificate.GetRSAPrivateKey();
        using var ecdsa = signing.Certificate.GetECDsaPrivateKey();
        if (rsa is null && ecdsa is null)
        {
            throw new ArgumentException("The signing certificate comes without its private key.", nameof(signing));
        }

        var token = header.Add("wsse:BinarySecurityToken", Convert.ToBase64String(signing.Certificate.RawData)).Identify($"X509-{mark}");
        token.SetAttribute("ValueType", SecurityNames.X509);
        token.SetAttribute("EncodingType", SecurityNames.Base64);

        var signature = header.Add("ds:Signature");
        var info = signature.Add("ds:SignedInfo");
        info.Add("ds:CanonicalizationMethod").SetAttribute("Algorithm", SecurityNames.ExclusiveC14n);
        info.Add("ds:SignatureMethod").SetAttribute("Algorithm", SecurityAlgorithms.NameOf(new SignatureMethod(signing.Hash, IsEcdsa: rsa is null)));
        for (var at = 0; at < signed.Count; at++)
        {
            var id = signed[at].Identify($"P{at + 1}-{mark}").GetAttribute("Id", SecurityNames.Wsu);
            var form = Canonicalization.Default with { Prefixes = PrefixesInValues(signed[at]) };
            var transform = Refer(info, $"#{id}", SecurityNames.ExclusiveC14n, signing.Hash, form.Hash(signed[at], signing.Hash));
            if (form.Prefixes.Count > 0)
            {
                transform.Add("ec:InclusiveNamespaces").SetAttribute("PrefixList", string.Join(' ', form.Prefixes));
            }
        }

        foreach (var attachment in attachments)
        {
            Refer(info, ContentIds.Address(attachment.ContentId), SecurityNames.AttachmentContent, attachment.Algorithm, attachment.Value.Span);
        }

        var hash = Canonicalization.Default.Hash(info, signing.Hash);
        var value = rsa is null ? ecdsa!.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation) : rsa.SignHash(hash, signing.Hash, RSASignaturePadding.Pkcs1);
        signature.Add("ds:SignatureValue", Convert.ToBase64String(value));
        var reference = signature.Add("ds:KeyInfo").Add("wsse:SecurityTokenReference").Add("wsse:Reference");
        reference.SetAttribute("URI", $"#X509-{mark}");
        reference.SetAttribute("ValueType", SecurityNames.X509);
    }

    // Exclusive form leaves out a namespace whose prefix stands in values only (xsi:type="p:X"): anybody could bind the
    // prefix anew under the signature. PrefixList takes it in.
    private static string[] PrefixesInValues(XmlElement apex)
    {
        SortedSet<string> prefixes = new(StringComparer.Ordinal);
        foreach (var element in apex.DescendantsAndSelf())
        {
            foreach (XmlAttribute attribute in element.Attributes)
            {
                if (attribute.NamespaceURI != SecurityNames.Xmlns)
                {
                    Look(element, attribute.Value);
                }
            }

            if (element.FirstChild is XmlText text)
            {
                Look(element, text.Value ?? string.Empty);
            }
        }

        return [.. prefixes];

        void Look(XmlElement element, string value)
        {
            var head = value.AsSpan(0, Math.Min(value.Length, MaxPrefix)).TrimStart();
            if (head.IndexOf(':') is > 0 and var colon
                && head[..colon].ToString() is not "xml" and var prefix
                && element.GetNamespaceOfPrefix(prefix).Length > 0)
            {
                prefixes.Add(prefix);
            }
        }
    }

    private static XmlElement Refer(XmlElement info, string uri, string transform, HashAlgorithmName hash, ReadOnlySpan<byte> digest)
    {
        var reference = info.Add("ds:Reference");
        reference.SetAttribute("URI", uri);
        var how = reference.Add("ds:Transforms").Add("ds:Transform");
        how.SetAttribute("Algorithm", transform);
        reference.Add("ds:DigestMethod").SetAttribute("Algorithm", SecurityAlgorithms.NameOf(hash));
        reference.Add("ds:DigestValue", Convert.ToBase64String(digest));
        return how;
    }
}

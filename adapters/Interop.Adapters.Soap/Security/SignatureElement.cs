using System.Security.Cryptography;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>A ds:Signature taken apart, of which every element and algorithm was expected.</summary>
/// <param name="SignedInfo">What the value signs.</param>
/// <param name="Canonical">How it becomes bytes.</param>
/// <param name="Method">How they are signed.</param>
/// <param name="Value">The signature.</param>
/// <param name="KeyInfo">By which key.</param>
/// <param name="References">What it covers.</param>
internal sealed record SignatureElement(
    XmlElement SignedInfo, Canonicalization Canonical, SignatureMethod Method, byte[] Value, XmlElement KeyInfo, IReadOnlyList<SignedReference> References)
{
    private const int MaxValue = 2048;
    private const int MaxPrefixes = 64;

    public bool HasSha1 => Method.Hash == HashAlgorithmName.SHA1 || References.Any(reference => reference.Hash == HashAlgorithmName.SHA1);

    public static (SignatureElement? Signature, SecurityProblem? Problem) Read(XmlElement signature, SignatureRule rule)
    {
        if (signature.Exactly((SecurityNames.Ds, "SignedInfo"), (SecurityNames.Ds, "SignatureValue"), (SecurityNames.Ds, "KeyInfo")) is not [var info, var value, var keyInfo]
            || info.Elements().Take(rule.MaxReferences + 3).ToList() is not [var canonical, var method, .. { Count: > 0 } references]
            || !canonical.Is(SecurityNames.Ds, "CanonicalizationMethod")
            || !method.Is(SecurityNames.Ds, "SignatureMethod")
            || value.Bytes(MaxValue) is not { } bytes)
        {
            return (null, Shape);
        }

        if (references.Count > rule.MaxReferences)
        {
            return (null, new SecurityProblem(SecurityProblemKind.TooLarge, $"The signature covers more than {rule.MaxReferences} parts; sign fewer."));
        }

        var (form, problem) = Form(canonical);
        if (form is null)
        {
            return (null, problem);
        }

        // A length, a salt or a key in it would change what the algorithm means.
        if (SecurityAlgorithms.Signature(method.Value("Algorithm")) is not { } algorithm || method.Elements().Any())
        {
            return (null, Algorithm("signature", method));
        }

        List<SignedReference> read = [];
        foreach (var element in references)
        {
            (var reference, problem) = Reference(element);
            if (reference is null)
            {
                return (null, problem);
            }

            read.Add(reference);
        }

        return (new SignatureElement(info, form, algorithm, bytes, keyInfo, read), null);
    }

    private static (SignedReference? Reference, SecurityProblem? Problem) Reference(XmlElement element)
    {
        if (!element.Is(SecurityNames.Ds, "Reference")
            || element.Exactly((SecurityNames.Ds, "Transforms"), (SecurityNames.Ds, "DigestMethod"), (SecurityNames.Ds, "DigestValue")) is not [var transforms, var method, var value]
            || element.Value("URI") is not { } uri
            || value.Bytes(64) is not { } digest)
        {
            return (null, Shape);
        }

        if (transforms.Elements().Where(each => !IsTaken(each)).Take(1).ToList() is [var refused])
        {
            return (null, Algorithm("transform", refused));
        }

        if (transforms.Elements().ToList() is not [var transform])
        {
            return (null, new SecurityProblem(SecurityProblemKind.AlgorithmRefused, "A reference has not one transform; sign each part by exclusive canonical form alone."));
        }

        if (SecurityAlgorithms.Digest(method.Value("Algorithm")) is not { } hash || method.Elements().Any())
        {
            return (null, Algorithm("digest", method));
        }

        if (transform.Value("Algorithm") == SecurityNames.AttachmentContent)
        {
            return transform.Elements().Any() ? (null, Shape) : (new SignedReference(uri, null, hash, digest), null);
        }

        // A reference by id is to the element without its comments, whatever the canonical form would do with them
        // (XML Signature, 4.3.3.3).
        var (form, problem) = Form(transform);
        return form is null ? (null, problem) : (new SignedReference(uri, form with { Comments = false }, hash, digest), null);
    }

    private static bool IsTaken(XmlElement transform) =>
        transform.Is(SecurityNames.Ds, "Transform") && (transform.Value("Algorithm") == SecurityNames.AttachmentContent || Form(transform).Form is not null);

    private static (Canonicalization? Form, SecurityProblem? Problem) Form(XmlElement element)
    {
        var algorithm = element.Value("Algorithm");
        Canonicalization? form = algorithm switch
        {
            SecurityNames.ExclusiveC14n => new(Exclusive: true, Comments: false, []),
            SecurityNames.ExclusiveC14n + "WithComments" => new(Exclusive: true, Comments: true, []),
            SecurityNames.InclusiveC14n => new(Exclusive: false, Comments: false, []),
            SecurityNames.InclusiveC14n + "#WithComments" => new(Exclusive: false, Comments: true, []),
            _ => null,
        };
        if (form is null)
        {
            return (null, Algorithm("transform", element));
        }

        if (!element.Elements().Any())
        {
            return (form, null);
        }

        if (!form.Exclusive
            || element.Exactly((SecurityNames.ExclusiveC14n, "InclusiveNamespaces")) is not [var inclusive]
            || (inclusive.Value("PrefixList") ?? string.Empty).Split((char[])[' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries) is not { Length: <= MaxPrefixes } prefixes)
        {
            return (null, Shape);
        }

        return (form with { Prefixes = [.. prefixes.Select(prefix => prefix == "#default" ? string.Empty : prefix)] }, null);
    }

    public static SecurityProblem Algorithm(string what, XmlElement element) => new(
        SecurityProblemKind.AlgorithmRefused,
        $"The {what} {SecurityAlgorithms.Describe(element.Value("Algorithm"))} is not taken; " + what switch
        {
            "signature" => "sign by rsa-sha256 or ecdsa-sha256.",
            "digest" => "use sha256.",
            _ => "sign by exclusive canonical form (xml-exc-c14n) alone.",
        });

    private static SecurityProblem Shape { get; } = new(
        SecurityProblemKind.Malformed, "The signature is not as WS-Security has it; send SignedInfo, SignatureValue and KeyInfo, and in each Reference Transforms, DigestMethod and DigestValue.");
}

/// <summary>One part that a signature covers.</summary>
/// <param name="Uri">As written.</param>
/// <param name="Canonical">How it becomes bytes; null: a part beside the XML, as it is.</param>
/// <param name="Hash">By which digest.</param>
/// <param name="Digest">The digest.</param>
internal sealed record SignedReference(string Uri, Canonicalization? Canonical, HashAlgorithmName Hash, byte[] Digest);

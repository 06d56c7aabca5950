using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>How a KeyInfo refers to a certificate.</summary>
internal abstract record TokenReference
{
    private const int MaxDer = 32 << 10;

    private TokenReference()
    {
    }

    /// <summary>To an element of the message.</summary>
    public sealed record Local(string Id) : TokenReference;

    /// <summary>It is in the reference itself.</summary>
    public sealed record Embedded(byte[] Der) : TokenReference;

    /// <summary>To one that both sides have.</summary>
    public sealed record Named(Func<X509Certificate2, bool> Fits) : TokenReference;

    public static (TokenReference? Reference, SecurityProblem? Problem) Read(XmlElement keyInfo)
    {
        if (keyInfo.Exactly((SecurityNames.Wsse, "SecurityTokenReference")) is not [var reference]
            || reference.Elements().ToList() is not [var how])
        {
            return (null, Refused);
        }

        TokenReference? read = (how.LocalName, how.NamespaceURI) switch
        {
            ("Reference", SecurityNames.Wsse) when how.Value("URI") is ['#', .. var id] && how.Value("ValueType") is null or SecurityNames.X509 => new Local(id),
            ("KeyIdentifier", SecurityNames.Wsse) when how.Bytes(64) is { } value => how.Value("ValueType") switch
            {
                SecurityNames.Thumbprint => new Named(certificate => certificate.GetCertHash().AsSpan().SequenceEqual(value)),
                SecurityNames.SubjectKeyIdentifier => new Named(certificate => KeyIdentifierOf(certificate).SequenceEqual(value)),
                _ => null,
            },
            ("X509Data", SecurityNames.Ds) when how.Only(SecurityNames.Ds, "X509Certificate")?.Bytes(MaxDer) is { } der => new Embedded(der),
            ("X509Data", SecurityNames.Ds) when Serial(how.Only(SecurityNames.Ds, "X509IssuerSerial")) is { } serial => new Named(certificate => SerialOf(certificate) == serial),
            _ => null,
        };
        return read is null ? (null, Refused) : (read, null);
    }

    /// <summary>A certificate that came in a message.</summary>
    public static X509Certificate2? Load(byte[]? der)
    {
        // Only DER: the framework would also take text, of which half is passed over.
        if (der is not [0x30, ..])
        {
            return null;
        }

        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The certificate that a binary token of our header holds.</summary>
    public static (X509Certificate2? Certificate, SecurityProblem? Problem) Load(XmlElement? token, XmlElement? header)
    {
        if (token is null || token.ParentNode != header || !token.Is(SecurityNames.Wsse, "BinarySecurityToken"))
        {
            return (null, new SecurityProblem(SecurityProblemKind.TokenUnavailable, "The signature refers to a token that is not in the security header once; send the BinarySecurityToken there."));
        }

        if (token.Value("ValueType") is not (null or SecurityNames.X509) || token.Value("EncodingType") is not (null or SecurityNames.Base64))
        {
            return (null, new SecurityProblem(SecurityProblemKind.TokenUnsupported, "The BinarySecurityToken is of a type that is not taken; send one certificate as X509v3 in Base64Binary."));
        }

        return Load(token.Bytes(MaxDer)) is { } certificate ? (certificate, null) : (null, Unreadable);
    }

    public static SecurityProblem Unreadable { get; } = new(SecurityProblemKind.TokenInvalid, "The certificate cannot be read; send one X.509 certificate as DER in base64.");

    private static SecurityProblem Refused { get; } = new(
        SecurityProblemKind.TokenUnsupported, "The KeyInfo refers to its key in a way that is not taken; send one SecurityTokenReference to a BinarySecurityToken of the header, or by certificate, serial number, key identifier or thumbprint.");

    private static ReadOnlySpan<byte> KeyIdentifierOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } extension ? extension.SubjectKeyIdentifierBytes.Span : default;

    private static BigInteger SerialOf(X509Certificate2 certificate) => new(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);

    // The issuer's name is written in many ways; the number picks among certificates that we were given, and makes none trusted.
    private static BigInteger? Serial(XmlElement? issuerSerial) =>
        issuerSerial?.Only(SecurityNames.Ds, "X509SerialNumber")?.Text()?.Trim() is { Length: > 0 and <= 64 } text
        && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            ? serial
            : null;
}

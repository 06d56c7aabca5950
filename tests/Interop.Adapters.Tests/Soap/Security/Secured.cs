using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>Two sides that have agreed on keys, at one moment.</summary>
internal static class Secured
{
    public const string User = "bộ-mẫu";
    public const string Password = "mật khẩu & <dài>";

    public static readonly DateTimeOffset Now = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    public static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";
    public static readonly XNamespace Business = "urn:bộ-mẫu";

    public static readonly X509Certificate2 Rsa = Certificates.Rsa("CN=Mau RSA, O=Bo Mau");
    public static readonly X509Certificate2 Ecdsa = Certificates.Ecdsa("CN=Mau EC, O=Bo Mau");
    public static readonly X509Certificate2 Stranger = Certificates.Ecdsa("CN=La");
    public static readonly X509Certificate2 Receiver = Certificates.Rsa("CN=Truc");

    public static XmlNamespaceManager Names { get; } = MakeNames();

    /// <summary>Text with everything that canonical form treats in its own way, and a prefix that is used in a value only.</summary>
    public static byte[] Envelope(SoapVersion? version = null, params IReadOnlyList<XElement> headers) => [.. SoapEnvelopeWriter.Write(version ?? SoapVersion.Soap11, headers, new XElement(
        Business + "DangKy",
        new XAttribute(XNamespace.Xmlns + "x", "urn:x"),
        new XAttribute("loai", "x:A \t\n\"<&>'"),
        new XElement(Business + "hoTen", "Trần Thị <Mẫu> & con\r\n𠀋"),
        new XElement("id", new XAttribute("id", "1"), new XComment("ghi chú"), "25/2026"),
        new XElement("trong")).WriteTo)];

    public static byte[] Secure(OutgoingSecurity security, byte[]? envelope = null, IReadOnlyList<AttachmentDigest>? attachments = null) =>
        ((SecurityWriting.Secured)new SecurityWriter(new StoppedClock(Now), new SeededRandom(7)).Secure(envelope ?? Envelope(), security, attachments)).Envelope.ToArray();

    /// <summary>A message that is signed as it should be.</summary>
    public static byte[] Signed(X509Certificate2? certificate = null, byte[]? envelope = null) => Secure(Signing(certificate ?? Ecdsa), envelope);

    public static OutgoingSecurity Signing(X509Certificate2 certificate) => new() { Signature = new OutgoingSignature { Certificate = certificate, HeaderNamespaces = [Addressing] } };

    public static SigningTrust Pinned { get; } = new() { Pins = [KeyPin.Of(Rsa, Now.AddDays(1)), KeyPin.Of(Ecdsa, Now.AddDays(1))] };

    public static IncomingSecurity SignatureRules { get; } = new() { Scope = "bo-mau", Signature = new SignatureRule { Trust = Pinned, HeaderNamespaces = [Addressing] } };

    public static IncomingSecurity PasswordRules { get; } = new()
    {
        Scope = "bo-mau",
        TimestampRequired = false,
        Username = new UsernameRule { PasswordOf = (user, _) => ValueTask.FromResult(user == User ? Password : null) },
    };

    public static async Task<SecurityReading> VerifyAsync(byte[] envelope, IncomingSecurity? rules = null, INonceLedger? ledger = null, DateTimeOffset? at = null)
    {
        StoppedClock clock = new(at ?? Now);
        return await new SecurityVerifier(ledger ?? new MemoryNonceLedger(clock), clock).VerifyAsync(envelope, "utf-8", rules ?? SignatureRules, CancellationToken.None);
    }

    public static async Task<SecurityReading.Verified> TakenAsync(byte[] envelope, IncomingSecurity? rules = null, INonceLedger? ledger = null, DateTimeOffset? at = null)
    {
        var reading = await VerifyAsync(envelope, rules, ledger, at);
        Assert.That(reading, Is.TypeOf<SecurityReading.Verified>(), () => $"{reading}");
        return (SecurityReading.Verified)reading;
    }

    public static async Task<SecurityProblem> RefusedAsync(byte[] envelope, SecurityProblemKind kind, IncomingSecurity? rules = null, INonceLedger? ledger = null, DateTimeOffset? at = null)
    {
        var reading = await VerifyAsync(envelope, rules, ledger, at);
        Assert.That(reading, Is.TypeOf<SecurityReading.Refused>());
        var problem = ((SecurityReading.Refused)reading).Problem;
        Assert.That(problem.Kind, Is.EqualTo(kind), problem.Message);
        Assert.That(problem.Message, Does.Match("[;,] |sign them"), "says what to do");
        return problem;
    }

    /// <summary>The message after somebody laid hands on it.</summary>
    public static byte[] Change(byte[] envelope, Action<XmlDocument> change)
    {
        XmlDocument document = new() { PreserveWhitespace = true };
        document.LoadXml(Encoding.UTF8.GetString(envelope).TrimStart('\uFEFF'));
        change(document);
        using MemoryStream buffer = new();
        using (var writer = XmlWriter.Create(buffer, SecurityWriter.Settings))
        {
            document.Save(writer);
        }

        return buffer.ToArray();
    }

    public static XmlElement At(this XmlNode node, string path)
    {
        var found = node.SelectSingleNode(path, Names) as XmlElement;
        Assert.That(found, Is.Not.Null, path);
        return found!;
    }

    private static XmlNamespaceManager MakeNames()
    {
        XmlNamespaceManager names = new(new NameTable());
        names.AddNamespace("s", SoapVersion.Soap11.Namespace.NamespaceName);
        names.AddNamespace("wsse", SecurityNames.Wsse);
        names.AddNamespace("wsu", SecurityNames.Wsu);
        names.AddNamespace("ds", SecurityNames.Ds);
        names.AddNamespace("xenc", SecurityNames.Xenc);
        names.AddNamespace("wsa", Addressing.NamespaceName);
        names.AddNamespace("b", Business.NamespaceName);
        return names;
    }
}

/// <summary>A clock that stands.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Chance that comes again.</summary>
internal sealed class SeededRandom(int seed) : RandomNumberGenerator
{
    private readonly Random _random = new(seed);

    public override void GetBytes(byte[] data) => _random.NextBytes(data);
}

/// <summary>Certificates, valid a year before and after <see cref="Secured.Now"/>.</summary>
internal static class Certificates
{
    public static X509Certificate2 Rsa(string subject, int bits = 2048)
    {
        using var key = RSA.Create(bits);
        return SelfSigned(new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static X509Certificate2 Ecdsa(string subject, Action<CertificateRequest>? more = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        more?.Invoke(request);
        return SelfSigned(request);
    }

    /// <summary>One that another has signed.</summary>
    public static X509Certificate2 Issued(string subject, X509Certificate2 issuer, bool isIssuer = false, Action<CertificateRequest>? more = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isIssuer, false, 0, true));
        more?.Invoke(request);
        using var certificate = request.Create(issuer, Secured.Now.AddDays(-300), Secured.Now.AddDays(300), [1, .. Encoding.UTF8.GetBytes(subject)[^4..]]);
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 SelfSigned(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(Secured.Now.AddYears(-1), Secured.Now.AddYears(1));
    }
}

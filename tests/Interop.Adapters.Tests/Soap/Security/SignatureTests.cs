using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>What is signed as agreed is taken, and what is handed on is what was signed.</summary>
public sealed class SignatureTests
{
    private static readonly XElement To = new(Secured.Addressing + "To", "urn:truc");
    private static readonly XElement Trace = new(Secured.Business + "Vet", "7");

    [Test]
    public async Task Both_kinds_of_key_and_every_hash_are_taken([Values] bool isEcdsa, [Values("SHA256", "SHA384", "SHA512")] string hash, [Values] bool isSoap12)
    {
        var certificate = isEcdsa ? Secured.Ecdsa : Secured.Rsa;
        var signing = Secured.Signing(certificate);
        var envelope = Secured.Secure(signing with { Signature = signing.Signature! with { Hash = new HashAlgorithmName(hash) } }, Secured.Envelope(isSoap12 ? SoapVersion.Soap12 : SoapVersion.Soap11, To, Trace));
        var taken = await Secured.TakenAsync(envelope);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken.Identity, Is.EqualTo(new SecurityIdentity(null, taken.Identity.Signer)));
            Assert.That(taken.Identity.Signer!.KeySha256, Is.EqualTo(CertificateTrust.KeySha256(certificate)));
            Assert.That((taken.SignedParts.Body, taken.SignedParts.Timestamp, taken.SignedParts.UsernameToken), Is.EqualTo((true, true, false)));
            Assert.That(taken.SignedParts.Headers, Is.EqualTo(new[] { To.Name }));
            Assert.That(taken.Flags, Is.EqualTo(SecurityFlags.None));
        }
    }

    [Test]
    public async Task What_is_handed_on_is_the_message_without_the_header_and_with_its_lines()
    {
        var plain = Secured.Envelope(null, To);
        var envelope = Secured.Signed(envelope: Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(plain).Replace("<soap:Body>", "\n\n<soap:Body>", StringComparison.Ordinal)));
        var taken = await Secured.TakenAsync(envelope);
        var expected = ((XmlReading.Read)SafeXml.Read(plain)).Document;
        var body = taken.Document.Root!.Element(SoapVersion.Soap11.Namespace + "Body")!;
        var inPlace = ((XmlReading.Read)SafeXml.Read(envelope)).Document.Root!.Element(SoapVersion.Soap11.Namespace + "Body")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(body.Elements().Single().ToString(), Is.EqualTo(expected.Root!.Elements().Last().Elements().Single().ToString()));
            Assert.That(taken.Document.Root.Elements().First().Elements().Select(block => block.Name), Is.EqualTo(new[] { To.Name }));
            Assert.That(Lines(body), Is.EqualTo(Lines(inPlace)).And.Some.GreaterThan(2));
        }
    }

    [Test]
    public void The_same_inputs_make_the_same_bytes()
    {
        var security = Secured.Signing(Secured.Rsa) with { User = new OutgoingUser(Secured.User, Secured.Password) };
        var once = Secured.Secure(security);
        Assert.That(Secured.Secure(security), Is.EqualTo(once));
    }

    [Test]
    public void Nothing_that_prints_itself_prints_a_secret()
    {
        var security = Secured.Signing(Secured.Rsa) with { User = new OutgoingUser(Secured.User, Secured.Password) };
        Assert.That($"{security} {security.User} {Secured.PasswordRules}", Does.Contain(Secured.User).And.Not.Contain(Secured.Password));
    }

    [Test]
    public async Task SHA1_is_refused_and_where_a_profile_takes_it_it_is_told()
    {
        var signing = Secured.Signing(Secured.Rsa);
        var envelope = Secured.Secure(signing with { Signature = signing.Signature! with { Hash = HashAlgorithmName.SHA1 } });
        var problem = await Secured.RefusedAsync(envelope, SecurityProblemKind.AlgorithmRefused);
        Assert.That(problem.Message, Does.Contain("SHA-1").And.Contain("sha256"));
        var taken = await Secured.TakenAsync(envelope, Secured.SignatureRules with { Signature = Secured.SignatureRules.Signature! with { Sha1Allowed = true } });
        Assert.That(taken.Flags, Is.EqualTo(SecurityFlags.Sha1));
    }

    [Test]
    public async Task A_SHA1_digest_alone_is_refused_too()
    {
        var envelope = Secured.Secure(Secured.Signing(Secured.Rsa), attachments: [new AttachmentDigest("a", HashAlgorithmName.SHA1, new byte[20])]);
        await Secured.RefusedAsync(envelope, SecurityProblemKind.AlgorithmRefused);
    }

    [Test]
    public async Task Each_part_that_must_be_signed_is_asked_for()
    {
        var rules = Secured.SignatureRules with { Signature = Secured.SignatureRules.Signature! with { Headers = [Trace.Name] } };
        var problem = await Secured.RefusedAsync(Secured.Signed(envelope: Secured.Envelope(null, Trace)), SecurityProblemKind.NotSigned, rules);
        Assert.That(problem.Message, Does.Contain("header block"));

        var unsigned = Secured.Secure(new OutgoingSecurity { Signature = new OutgoingSignature { Certificate = Secured.Ecdsa } }, Secured.Envelope(null, To));
        await Secured.RefusedAsync(unsigned, SecurityProblemKind.NotSigned);

        // Without a Timestamp at first; then an unsigned one is laid in.
        var bare = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Lifetime = null });
        Assert.That((await Secured.RefusedAsync(bare, SecurityProblemKind.Missing)).Message, Does.Contain("Timestamp"));
        var added = Secured.Change(bare, document => document.At("//wsse:Security").InnerXml += $"<wsu:Timestamp xmlns:wsu='{SecurityNames.Wsu}'><wsu:Created>2026-06-01T08:00:00Z</wsu:Created></wsu:Timestamp>");
        Assert.That((await Secured.RefusedAsync(added, SecurityProblemKind.NotSigned)).Message, Does.Contain("Timestamp"));
    }

    [Test]
    public async Task Of_two_blocks_of_one_name_an_unsigned_one_is_seen()
    {
        var envelope = Secured.Change(Secured.Signed(envelope: Secured.Envelope(null, To)), document =>
            document.At("//s:Header").InnerXml += $"<To xmlns='{Secured.Addressing}'>urn:elsewhere</To>");
        await Secured.RefusedAsync(envelope, SecurityProblemKind.NotSigned);
        var lax = Secured.SignatureRules with { Signature = Secured.SignatureRules.Signature! with { HeaderNamespaces = [] } };
        Assert.That((await Secured.TakenAsync(envelope, lax)).SignedParts.Headers, Is.Empty);
    }

    [TestCase("serial")]
    [TestCase("key identifier")]
    [TestCase("thumbprint")]
    [TestCase("certificate")]
    public async Task A_certificate_may_be_named_instead_of_sent(string how)
    {
        // What a KeyInfo says is not under the signature: it can be put in another way.
        var envelope = Secured.Change(Secured.Signed(Secured.Rsa), document =>
        {
            document.At("//wsse:Security").RemoveChild(document.At("//wsse:BinarySecurityToken"));
            var identifier = Secured.Rsa.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes;
            document.At("//wsse:SecurityTokenReference").InnerXml = how switch
            {
                "serial" => $"<X509Data xmlns='{SecurityNames.Ds}'><X509IssuerSerial><X509IssuerName>whatever</X509IssuerName><X509SerialNumber>{new System.Numerics.BigInteger(Secured.Rsa.SerialNumberBytes.Span, true, true)}</X509SerialNumber></X509IssuerSerial></X509Data>",
                "key identifier" => $"<wsse:KeyIdentifier xmlns:wsse='{SecurityNames.Wsse}' ValueType='{SecurityNames.SubjectKeyIdentifier}'>{Convert.ToBase64String(identifier.Span)}</wsse:KeyIdentifier>",
                "thumbprint" => $"<wsse:KeyIdentifier xmlns:wsse='{SecurityNames.Wsse}' ValueType='{SecurityNames.Thumbprint}'>{Convert.ToBase64String(Secured.Rsa.GetCertHash())}</wsse:KeyIdentifier>",
                _ => $"<X509Data xmlns='{SecurityNames.Ds}'><X509Certificate>{Convert.ToBase64String(Secured.Rsa.RawData, Base64FormattingOptions.InsertLineBreaks)}</X509Certificate></X509Data>",
            };
        });
        var rules = Secured.SignatureRules with { Signature = Secured.SignatureRules.Signature! with { Trust = Secured.Pinned with { Known = [Secured.Ecdsa, Secured.Rsa] } } };
        await Secured.TakenAsync(envelope, rules);
        if (how != "certificate")
        {
            await Secured.RefusedAsync(envelope, SecurityProblemKind.TokenUnavailable);
        }
    }

    [Test]
    public async Task Signed_attachments_are_told_with_their_digests()
    {
        AttachmentDigest[] sent = [new("giấy@mẫu", HashAlgorithmName.SHA256, SHA256.HashData("một"u8)), new("b", HashAlgorithmName.SHA512, SHA512.HashData("hai"u8))];
        var taken = await Secured.TakenAsync(Secured.Secure(Secured.Signing(Secured.Ecdsa), attachments: sent));
        Assert.That(taken.ExpectedAttachments.Select(each => (each.ContentId, each.Algorithm)), Is.EqualTo(sent.Select(each => (each.ContentId, each.Algorithm))));
        Assert.That(taken.ExpectedAttachments[0].Fits(SHA256.HashData("một"u8)) && !taken.ExpectedAttachments[0].Fits(SHA256.HashData("hai"u8)), Is.True);

        var twice = Secured.Secure(Secured.Signing(Secured.Ecdsa), attachments: [sent[0], sent[0]]);
        await Secured.RefusedAsync(twice, SecurityProblemKind.Malformed);
    }

    [Test]
    public async Task A_header_for_somebody_else_is_left_alone_and_two_for_us_are_refused()
    {
        var forUs = Secured.Secure(Secured.Signing(Secured.Ecdsa), Secured.Envelope(null, new XElement(
            XName.Get("Security", SecurityNames.Wsse), new XAttribute(SoapVersion.Soap11.Namespace + "actor", "urn:cổng"), new XElement("la"))));
        var taken = await Secured.TakenAsync(forUs);
        Assert.That(taken.Document.Root!.Elements().First().Elements().Select(block => block.Name.LocalName), Is.EqualTo(new[] { "Security" }));
        await Secured.RefusedAsync(forUs, SecurityProblemKind.Malformed, Secured.SignatureRules with { Actor = "urn:cổng" });

        var named = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Actor = "urn:trục" });
        Assert.That((await Secured.RefusedAsync(named, SecurityProblemKind.Missing)).Message, Does.StartWith("No wsse:Security header"));
        await Secured.TakenAsync(named, Secured.SignatureRules with { Actor = "urn:trục" });
    }

    [Test]
    public async Task A_message_of_exactly_the_limit_is_taken()
    {
        var envelope = Secured.Signed();
        await Secured.TakenAsync(envelope, Secured.SignatureRules with { MaxBytes = envelope.Length });
        await Secured.RefusedAsync(envelope, SecurityProblemKind.TooLarge, Secured.SignatureRules with { MaxBytes = envelope.Length - 1 });
    }

    [Test]
    public void What_may_not_go_out_does_not()
    {
        SecurityWriter writer = new(new StoppedClock(Secured.Now.AddYears(2)), new SeededRandom(1));
        Assert.That(((SecurityWriting.Refused)writer.Secure(Secured.Envelope(), Secured.Signing(Secured.Rsa))).Problem.Kind, Is.EqualTo(SecurityProblemKind.TokenInvalid));
        writer = new(new StoppedClock(Secured.Now), new SeededRandom(1));
        Assert.That(((SecurityWriting.Refused)writer.Secure(Secured.Envelope(), Secured.Signing(Secured.Rsa) with { MaxBytes = 100 })).Problem.Kind, Is.EqualTo(SecurityProblemKind.TooLarge));
        Assert.That(() => writer.Secure(Secured.Signed(), Secured.Signing(Secured.Rsa)), Throws.ArgumentException);
    }

    private static int[] Lines(XElement body) => [.. body.DescendantsAndSelf().Select(element => ((System.Xml.IXmlLineInfo)element).LineNumber)];
}

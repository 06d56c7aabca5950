using System.Security.Cryptography;
using System.Xml;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>An encrypted Body comes out as it went in, or nobody learns why not.</summary>
public sealed class EncryptionTests
{
    private static readonly EncryptionRule Rule = new() { Keys = [Secured.Receiver], CbcAllowed = true };
    private static readonly IncomingSecurity Rules = Secured.SignatureRules with { Encryption = Rule };
    private static readonly IncomingSecurity Unsigned = new() { Scope = "a", Encryption = Rule };

    [Test]
    public async Task The_Body_comes_out_as_it_was_signed([Values] ContentEncryption content, [Values("SHA1", "SHA256")] string oaep)
    {
        var envelope = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver, Content = content, OaepHash = new HashAlgorithmName(oaep) } });
        Assert.That(System.Text.Encoding.UTF8.GetString(envelope), Does.Not.Contain("Trần").And.Not.Contain("DangKy"));
        var taken = await Secured.TakenAsync(envelope, Rules);
        var plain = await Secured.TakenAsync(Secured.Signed());
        XmlNameOfBody(taken, plain);
        Assert.That(taken.SignedParts.Body, Is.True);
    }

    [Test]
    public async Task A_message_for_a_key_that_is_being_replaced_is_still_read()
    {
        var next = Certificates.Rsa("CN=Truc moi");
        await Secured.TakenAsync(Message(), Unsigned with { Encryption = Rule with { Keys = [next, Secured.Receiver] } });
    }

    [Test]
    public async Task Encryption_is_asked_for_and_taken_only_where_agreed()
    {
        await Secured.RefusedAsync(Secured.Secure(new OutgoingSecurity()), SecurityProblemKind.NotEncrypted, Unsigned);
        await Secured.TakenAsync(Secured.Secure(new OutgoingSecurity()), Unsigned with { Encryption = Rule with { Required = false } });
        await Secured.RefusedAsync(Message(), SecurityProblemKind.TokenUnsupported, new IncomingSecurity { Scope = "a" });
    }

    [Test]
    public async Task CBC_is_taken_only_beside_a_signature_and_where_a_profile_says_so()
    {
        await Secured.RefusedAsync(Message(ContentEncryption.Aes256Cbc), SecurityProblemKind.AlgorithmRefused, Unsigned);
        var signed = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver, Content = ContentEncryption.Aes256Cbc } });
        await Secured.RefusedAsync(signed, SecurityProblemKind.AlgorithmRefused, Rules with { Encryption = Rule with { CbcAllowed = false } });
        await Secured.RefusedAsync(signed, SecurityProblemKind.AlgorithmRefused, Rules with { Signature = Rules.Signature! with { Required = false } });
    }

    [Test]
    public async Task Whatever_goes_wrong_in_opening_is_one_answer()
    {
        var gcm = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver } });
        var cbc = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver, Content = ContentEncryption.Aes128Cbc } });
        var strangers = Secured.Secure(Secured.Signing(Secured.Ecdsa) with { Encryption = new OutgoingEncryption { Certificate = Secured.Rsa } });
        Dictionary<string, byte[]> broken = new(StringComparer.Ordinal)
        {
            ["another's key"] = strangers,
            ["a flipped tag"] = Content(gcm, bytes => bytes[^1] ^= 1),
            ["a flipped nonce"] = Content(gcm, bytes => bytes[0] ^= 1),
            ["a flipped content"] = Content(gcm, bytes => bytes[20] ^= 1),
            ["cut off"] = Content(gcm, bytes => bytes, length => length - 1),
            ["nearly nothing"] = Content(gcm, bytes => bytes, _ => 3),
            ["no tag"] = Content(gcm, bytes => bytes, _ => 27),
            ["a wrong padding"] = Content(cbc, bytes => bytes[^17] ^= 0x80),
            ["a padding of nothing"] = Content(cbc, bytes => bytes[^17] ^= LastOf(cbc)),
            ["no XML"] = Content(cbc, bytes => bytes[0] ^= 0xFF),
            ["other XML"] = Content(cbc, bytes => bytes["<DangKy xmlns:".Length] ^= (byte)('x' ^ 'y')),
            ["half a block"] = Content(cbc, bytes => bytes, length => length - 8),
            ["a flipped key"] = Secured.Change(gcm, document => Flip(document.At("//xenc:EncryptedKey/xenc:CipherData/xenc:CipherValue"), bytes => bytes[5] ^= 1)),
            ["a flipped key of CBC"] = Secured.Change(cbc, document => Flip(document.At("//xenc:EncryptedKey/xenc:CipherData/xenc:CipherValue"), bytes => bytes[5] ^= 1)),
            ["a key cut off"] = Secured.Change(gcm, document => Flip(document.At("//xenc:EncryptedKey/xenc:CipherData/xenc:CipherValue"), bytes => bytes, length => length - 1)),
            ["a key that is no base64"] = Secured.Change(gcm, document => document.At("//xenc:EncryptedKey/xenc:CipherData/xenc:CipherValue").InnerText = "!"),
            ["a content that is no base64"] = Secured.Change(gcm, document => document.At("//xenc:EncryptedData//xenc:CipherValue").InnerText = "!"),
            ["GCM said to be CBC"] = Secured.Change(gcm, document => document.At("//xenc:EncryptedData/xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityNames.Xenc + "aes256-cbc")),
            ["CBC said to be GCM"] = Secured.Change(cbc, document => document.At("//xenc:EncryptedData/xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityNames.Xenc11 + "aes128-gcm")),
            ["another length of key"] = Secured.Change(gcm, document => document.At("//xenc:EncryptedData/xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityNames.Xenc11 + "aes128-gcm")),
        };

        List<(string, SecurityReading)> told = [];
        foreach (var (name, envelope) in broken)
        {
            told.Add((name, await Secured.VerifyAsync(envelope, Rules)));
        }

        Assert.That(told.Where(each => each.Item2 != new SecurityReading.Refused(SecurityProblem.NotOpened)), Is.Empty);
        Assert.That(SecurityProblem.NotOpened.FaultCode!.LocalName, Is.EqualTo("FailedCheck"));
    }

    [Test]
    public async Task Names_that_mean_the_same_are_taken()
    {
        await Secured.TakenAsync(Secured.Change(Message(), document => document.At("//xenc:EncryptedKey/xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityNames.Xenc11 + "rsa-oaep")), Unsigned);
        await Secured.TakenAsync(Secured.Change(Message(), document => document.At("//xenc:EncryptedData").SetAttribute("Type", SecurityNames.EncryptedElement)), Unsigned);
    }

    [Test]
    public async Task Content_that_came_out_is_held_to_the_limits_and_to_its_ids()
    {
        async Task NotOpenedAsync(string inner, IncomingSecurity rules)
        {
            var plain = Secured.Change(Secured.Envelope(), document => document.At("/s:Envelope/s:Body").InnerXml = inner);
            var envelope = Secured.Secure(new OutgoingSecurity { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver } }, plain);
            Assert.That(await Secured.VerifyAsync(envelope, rules), Is.EqualTo(new SecurityReading.Refused(SecurityProblem.NotOpened)));
        }

        var small = Unsigned with { Limits = new Interop.Adapters.Soap.Reading.XmlLimits { MaxNodes = 150 } };
        await NotOpenedAsync(Repeat("<a/>", 151), small);
        await NotOpenedAsync("<?lệnh?>", Unsigned);

        // An id that the header has: it was not yet there when what is signed was looked for.
        await NotOpenedAsync($"<a xml:id='TS-{Mark()}'/>", Unsigned);
    }

    private static IEnumerable<TestCaseData> Misshapen()
    {
        TestCaseData Case(string name, SecurityProblemKind kind, Action<XmlDocument> change) => new TestCaseData(kind, change).SetArgDisplayNames(name);
        yield return Case("RSA 1.5", SecurityProblemKind.AlgorithmRefused, document => document.At("//xenc:EncryptedKey/xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityNames.Xenc + "rsa-1_5"));
        yield return Case("triple DES", SecurityProblemKind.AlgorithmRefused, document => document.At("//xenc:EncryptedData/xenc:EncryptionMethod").SetAttribute("Algorithm", SecurityNames.Xenc + "tripledes-cbc"));
        yield return Case("OAEP with a label", SecurityProblemKind.AlgorithmRefused, document => document.At("//xenc:EncryptedKey/xenc:EncryptionMethod").AppendChild(document.CreateElement("xenc", "OAEPparams", SecurityNames.Xenc)));
        yield return Case("a cipher text elsewhere", SecurityProblemKind.Malformed, document => document.At("//xenc:EncryptedData/xenc:CipherData").InnerXml = $"<CipherReference xmlns='{SecurityNames.Xenc}' URI='http://127.0.0.1:1/'/>");
        yield return Case("something beside the cipher text", SecurityProblemKind.Malformed, document => document.At("/s:Envelope/s:Body").AppendChild(document.CreateElement("x")));
        yield return Case("a cipher text in an element", SecurityProblemKind.Malformed, document => document.At("/s:Envelope/s:Body").AppendChild(document.CreateElement("x"))!.AppendChild(document.At("//xenc:EncryptedData")));
        yield return Case("no reference", SecurityProblemKind.Malformed, document => document.At("//xenc:EncryptedKey").RemoveChild(document.At("//xenc:ReferenceList")));
        yield return Case("an encrypted header", SecurityProblemKind.TokenUnsupported, document => ((XmlElement)document.At("//wsse:Security").AppendChild(document.At("//xenc:EncryptedData").CloneNode(true))!).RemoveAttribute("Id"));
        yield return Case("two keys", SecurityProblemKind.Malformed, document => ((XmlElement)document.At("//wsse:Security").AppendChild(document.At("//xenc:EncryptedKey").CloneNode(true))!).RemoveAttribute("Id"));
    }

    [TestCaseSource(nameof(Misshapen))]
    public async Task What_is_not_taken_is_named_before_any_key_is_used(SecurityProblemKind kind, Action<XmlDocument> change) =>
        await Secured.RefusedAsync(Secured.Change(Message(), change), kind, Unsigned);

    [Test]
    public async Task A_signature_over_the_cipher_text_is_checked_before_it_is_opened()
    {
        // Encrypted first, then signed: the signature stands before the key.
        var encrypted = Secured.Secure(new OutgoingSecurity { Lifetime = null, Encryption = new OutgoingEncryption { Certificate = Secured.Receiver } });
        var signed = Secured.Secure(Secured.Signing(Secured.Ecdsa), Secured.Change(encrypted, document => document.At("//wsse:Security").SetAttribute("actor", SoapVersion.Soap11.Namespace.NamespaceName, "urn:x")));
        var envelope = Secured.Change(signed, document =>
        {
            var key = document.At("//xenc:EncryptedKey");
            var old = key.ParentNode!;
            document.At("//wsse:Security[ds:Signature]").AppendChild(key);
            old.ParentNode!.RemoveChild(old);
        });
        var taken = await Secured.TakenAsync(envelope, Rules);
        Assert.That(taken.Document.Descendants(Secured.Business + "hoTen").Count(), Is.EqualTo(1));
        var renewed = Secured.Change(envelope, document => document.At("//wsu:Expires").InnerText = "2026-06-01T08:06:00Z");
        Assert.That(await Secured.VerifyAsync(renewed, Rules), Is.EqualTo(new SecurityReading.Refused(SecurityProblem.NotOpened)));
        var early = Secured.Change(envelope, document => document.At("//wsse:Security").PrependChild(document.At("//xenc:EncryptedKey")));
        Assert.That(await Secured.VerifyAsync(early, Rules), Is.EqualTo(new SecurityReading.Refused(SecurityProblem.NotOpened)));
    }

    private static byte[] Message(ContentEncryption content = ContentEncryption.Aes256Gcm) =>
        Secured.Secure(new OutgoingSecurity { Encryption = new OutgoingEncryption { Certificate = Secured.Receiver, Content = content } });

    private static void XmlNameOfBody(SecurityReading.Verified one, SecurityReading.Verified other) =>
        Assert.That(one.Document.Root!.Elements().Last().Elements().Single().ToString(), Is.EqualTo(other.Document.Root!.Elements().Last().Elements().Single().ToString()));

    private static string Mark()
    {
        var mark = new byte[8];
        new SeededRandom(7).GetBytes(mark);
        return Convert.ToHexStringLower(mark);
    }

    // What the last byte of the plain text is: the length of the padding.
    private static byte LastOf(byte[] envelope)
    {
        byte last = 0;
        Secured.Change(envelope, document =>
        {
            using var rsa = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(Secured.Receiver)!;
            var bytes = Convert.FromBase64String(document.At("//xenc:EncryptedData//xenc:CipherValue").InnerText);
            using var aes = Aes.Create();
            aes.Key = rsa.Decrypt(Convert.FromBase64String(document.At("//xenc:EncryptedKey/xenc:CipherData/xenc:CipherValue").InnerText), RSAEncryptionPadding.OaepSHA1);
            last = aes.DecryptCbc(bytes.AsSpan(16), bytes.AsSpan(0, 16), PaddingMode.None)[^1];
        });
        return last;
    }

    private static byte[] Content<T>(byte[] envelope, Func<byte[], T> change, Func<int, int>? length = null) =>
        Secured.Change(envelope, document => Flip(document.At("//xenc:EncryptedData//xenc:CipherValue"), change, length));

    private static void Flip<T>(XmlElement value, Func<byte[], T> change, Func<int, int>? length = null)
    {
        var bytes = Convert.FromBase64String(value.InnerText);
        change(bytes);
        value.InnerText = Convert.ToBase64String(bytes, 0, length?.Invoke(bytes.Length) ?? bytes.Length);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}

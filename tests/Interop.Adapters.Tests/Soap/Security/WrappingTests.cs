using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Security;

/// <summary>Whoever holds no key changes nothing: not by moving what was signed, not by asking for another way to read it.</summary>
public sealed class WrappingTests
{
    private const string Fake = "<b:DangKy xmlns:b='urn:bộ-mẫu'><b:hoTen>Kẻ khác</b:hoTen></b:DangKy>";

    private static IEnumerable<TestCaseData> Attacks()
    {
        TestCaseData Case(string name, SecurityProblemKind kind, string message, Action<XmlDocument> change) => new TestCaseData(kind, message, change).SetArgDisplayNames(name);
        const SecurityProblemKind Malformed = SecurityProblemKind.Malformed, Algorithm = SecurityProblemKind.AlgorithmRefused;

        yield return Case("Body under a wrapper in the header", Malformed, "neither the Body", document =>
        {
            var body = document.At("/s:Envelope/s:Body");
            var wrapper = (XmlElement)document.At("/s:Envelope/s:Header").AppendChild(document.CreateElement("Wrapper"))!;
            document.DocumentElement!.ReplaceChild(FakeBody(document, null), body);
            wrapper.AppendChild(body);
        });
        yield return Case("Body as a header block", SecurityProblemKind.NotSigned, "the Body", document =>
        {
            var body = document.At("/s:Envelope/s:Body");
            document.DocumentElement!.ReplaceChild(FakeBody(document, null), body);
            document.At("/s:Envelope/s:Header").AppendChild(body);
        });
        yield return Case("Body under a wrapper, its id twice", Malformed, "twice", document =>
        {
            var body = document.At("/s:Envelope/s:Body");
            var wrapper = (XmlElement)document.At("/s:Envelope/s:Header").AppendChild(document.CreateElement("Wrapper"))!;
            document.DocumentElement!.ReplaceChild(FakeBody(document, body.GetAttribute("Id", SecurityNames.Wsu)), body);
            wrapper.AppendChild(body);
        });
        foreach (var id in (string[])["Id", "ID", "id"])
        {
            yield return Case($"its id once more as {id}", Malformed, "twice", document =>
                document.At("//b:hoTen").SetAttribute(id, document.At("/s:Envelope/s:Body").GetAttribute("Id", SecurityNames.Wsu)));
        }

        yield return Case("its id once more as xml:id", Malformed, "twice", document =>
            document.At("//b:hoTen").SetAttribute("id", SecurityNames.Xml, document.At("/s:Envelope/s:Body").GetAttribute("Id", SecurityNames.Wsu)));
        yield return Case("two ids that nothing refers to", Malformed, "An id stands twice", document =>
        {
            foreach (var path in (string[])["//b:hoTen", "//b:DangKy"])
            {
                document.At(path).SetAttribute("Id", SecurityNames.Wsu, "other");
            }
        });
        yield return Case("two Bodies", Malformed, "one Body", document => document.DocumentElement!.InsertBefore(FakeBody(document, null), document.At("/s:Envelope/s:Body")));
        yield return Case("two Headers", Malformed, "one Header", document => document.DocumentElement!.PrependChild(document.At("/s:Envelope/s:Header").CloneNode(false)));
        yield return Case("an element after the Body", Malformed, "nothing else", document => document.DocumentElement!.AppendChild(document.CreateElement("x")));
        yield return Case("Body inside the Body", Malformed, "neither the Body", document =>
        {
            var body = document.At("/s:Envelope/s:Body");
            var fake = FakeBody(document, null);
            document.DocumentElement!.ReplaceChild(fake, body);
            fake.AppendChild(body);
        });
        yield return Case("two Security headers", Malformed, "More than one", document => document.At("/s:Envelope/s:Header").InnerXml += $"<wsse:Security xmlns:wsse='{SecurityNames.Wsse}'/>");
        yield return Case("a Security header elsewhere", SecurityProblemKind.Missing, "No wsse:Security", document =>
        {
            var wrapper = (XmlElement)document.At("/s:Envelope/s:Header").AppendChild(document.CreateElement("Wrapper"))!;
            wrapper.AppendChild(document.At("//wsse:Security"));
        });
        yield return Case("Timestamp moved and another in its place", Malformed, "neither the Body", document =>
        {
            var timestamp = document.At("//wsu:Timestamp");
            var other = (XmlElement)timestamp.CloneNode(true);
            other.RemoveAttribute("Id", SecurityNames.Wsu);
            timestamp.ParentNode!.ReplaceChild(other, timestamp);
            document.At("/s:Envelope/s:Header").AppendChild(document.CreateElement("Wrapper"))!.AppendChild(timestamp);
        });
        yield return Case("Timestamp beside the Security header and another in its place", SecurityProblemKind.NotSigned, "the Timestamp", document =>
        {
            var timestamp = document.At("//wsu:Timestamp");
            var other = (XmlElement)timestamp.CloneNode(true);
            other.RemoveAttribute("Id", SecurityNames.Wsu);
            timestamp.ParentNode!.ReplaceChild(other, timestamp);
            document.At("/s:Envelope/s:Header").AppendChild(timestamp);
        });
        yield return Case("Timestamp outside", SecurityProblemKind.Missing, "no Timestamp", document => document.At("/s:Envelope/s:Header").AppendChild(document.At("//wsu:Timestamp")));
        yield return Case("two Timestamps", Malformed, "two of what", document =>
            ((XmlElement)document.At("//wsse:Security").AppendChild(document.At("//wsu:Timestamp").CloneNode(true))!).RemoveAttribute("Id", SecurityNames.Wsu));
        yield return Case("two Signatures", Malformed, "two of what", document => document.At("//wsse:Security").AppendChild(document.At("//ds:Signature").CloneNode(true)));
        yield return Case("an Object in the Signature", Malformed, "not as WS-Security", document => document.At("//ds:Signature").AppendChild(document.CreateElement("ds", "Object", SecurityNames.Ds)));
        yield return Case("a certificate outside the header", SecurityProblemKind.TokenUnavailable, "not in the security header", document => document.At("/s:Envelope/s:Header").AppendChild(document.At("//wsse:BinarySecurityToken")));

        foreach (var (uri, message) in ((string, string)[])[("", "leads out"), ("http://127.0.0.1:1/x", "leads out"), ("file:///etc/hostname", "leads out"), ("#xpointer(/)", "XPointer"), ("#xpointer(id('x'))", "XPointer"), ("#nobody", "not in the message"), ("cid:a", "leads out")])
        {
            yield return Case($"a reference to {uri}", Malformed, message, document => document.At("//ds:Reference").SetAttribute("URI", uri));
        }

        yield return Case("a reference without an address", Malformed, "not as WS-Security", document => document.At("//ds:Reference").RemoveAttribute("URI"));
        yield return Case("a reference to another element", Malformed, "neither the Body", document =>
        {
            document.At("//b:hoTen").SetAttribute("Id", "other");
            document.At("//ds:Reference").SetAttribute("URI", "#other");
        });
        yield return Case("a reference to the signature itself", Malformed, "neither the Body", document =>
        {
            document.At("//ds:Signature").SetAttribute("Id", "other");
            document.At("//ds:Reference").SetAttribute("URI", "#other");
        });
        yield return Case("two references to one element", Malformed, "Two references", document => document.At("//ds:SignedInfo").AppendChild(document.At("//ds:Reference").CloneNode(true)));

        foreach (var (name, uri) in ((string, string)[])[
            ("XPath", "http://www.w3.org/TR/1999/REC-xpath-19991116"), ("XPath", "http://www.w3.org/2002/06/xmldsig-filter2"), ("XSLT", "http://www.w3.org/TR/1999/REC-xslt-19991116"),
            ("base64", SecurityNames.Ds + "base64"), ("enveloped-signature", SecurityNames.Ds + "enveloped-signature"), ("STR-Transform", "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform"), ("named here", "urn:x")])
        {
            yield return Case($"a transform {uri}", Algorithm, name, document => document.At("//ds:Transform").SetAttribute("Algorithm", uri));
            yield return Case($"one more transform {uri}", Algorithm, name, document => ((XmlElement)document.At("//ds:Transforms").PrependChild(document.At("//ds:Transform").CloneNode(true))!).SetAttribute("Algorithm", uri));
        }

        yield return Case("no transform", Algorithm, "not one transform", document => document.At("//ds:Transforms").RemoveAll());
        yield return Case("canonical form twice", Algorithm, "not one transform", document => document.At("//ds:Transforms").AppendChild(document.At("//ds:Transform").CloneNode(true)));
        yield return Case("another canonical form of SignedInfo", Algorithm, "transform", document => document.At("//ds:CanonicalizationMethod").SetAttribute("Algorithm", "urn:x"));
        yield return Case("a parameter of the signature's method", Algorithm, "signature", document => document.At("//ds:SignatureMethod").InnerXml = $"<x xmlns='{SecurityNames.Ds}'>1</x>");
        yield return Case("MD5", Algorithm, "MD5", document => document.At("//ds:DigestMethod").SetAttribute("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#md5"));
        yield return Case("HMAC by the public key", Algorithm, "HMAC", document =>
        {
            var info = document.At("//ds:SignedInfo");
            document.At("//ds:SignatureMethod").SetAttribute("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
            using MemoryStream canonical = new();
            Canonicalization.Default.Write(info, canonical);
            document.At("//ds:SignatureValue").InnerText = Convert.ToBase64String(HMACSHA256.HashData(Secured.Ecdsa.PublicKey.ExportSubjectPublicKeyInfo(), canonical.ToArray()));
        });
        yield return Case("RSA by a key of a curve", SecurityProblemKind.CheckFailed, "does not hold", document => document.At("//ds:SignatureMethod").SetAttribute("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"));
        yield return Case("a key in the KeyInfo", SecurityProblemKind.TokenUnsupported, "KeyInfo", document => document.At("//ds:KeyInfo").InnerXml = $"<KeyValue xmlns='{SecurityNames.Ds}'>{Convert.ToBase64String(Secured.Stranger.PublicKey.ExportSubjectPublicKeyInfo())}</KeyValue>");
        yield return Case("a stranger's certificate", SecurityProblemKind.Untrusted, "not one that is trusted", document => document.At("//wsse:BinarySecurityToken").InnerText = Convert.ToBase64String(Secured.Stranger.RawData));
        yield return Case("another certificate that is trusted", SecurityProblemKind.CheckFailed, "does not hold", document => document.At("//wsse:BinarySecurityToken").InnerText = Convert.ToBase64String(Secured.Rsa.RawData));
        yield return Case("a signature cut off", SecurityProblemKind.CheckFailed, "does not hold", document => document.At("//ds:SignatureValue").InnerText = Convert.ToBase64String(Convert.FromBase64String(document.At("//ds:SignatureValue").InnerText)[1..]));
        yield return Case("a certificate that is none", SecurityProblemKind.TokenInvalid, "cannot be read", document => document.At("//wsse:BinarySecurityToken").InnerText = "MDAw");
        yield return Case("a SAML token", SecurityProblemKind.TokenUnsupported, "a token that is not taken", document => document.At("//wsse:Security").AppendChild(document.CreateElement("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")));
        yield return Case("a UsernameToken that nobody asked for", SecurityProblemKind.TokenUnsupported, "UsernameToken", document => document.At("//wsse:Security").AppendChild(document.CreateElement("UsernameToken", SecurityNames.Wsse)));
        yield return Case("no signature", SecurityProblemKind.Missing, "no Signature", document => document.At("//wsse:Security").RemoveChild(document.At("//ds:Signature")));
    }

    [TestCaseSource(nameof(Attacks))]
    public async Task An_attack_is_refused_for_its_reason(SecurityProblemKind kind, string message, Action<XmlDocument> change)
    {
        var problem = await Secured.RefusedAsync(Secured.Change(Secured.Signed(), change), kind);
        Assert.That(problem.Message, Does.Contain(message));
        Assert.That(problem.FaultCode!.LocalName, Is.Not.Empty);
    }

    [Test]
    public async Task What_is_moved_or_doubled_outside_of_all_rules_does_no_harm()
    {
        // The same steps that attacks take, and nothing changed: they are refused for what they change.
        await Secured.TakenAsync(Secured.Change(Secured.Signed(), _ => { }));
        await Secured.TakenAsync(Secured.Change(Secured.Signed(), document => document.At("//wsse:Security").AppendChild(document.At("//wsse:BinarySecurityToken"))));

        // Attributes of a ministry's own may be alike.
        var twins = Secured.Envelope(null, new System.Xml.Linq.XElement("a", new System.Xml.Linq.XAttribute("id", "1")));
        await Secured.TakenAsync(Secured.Signed(envelope: twins));
    }

    [Test]
    public async Task One_bit_anywhere_in_what_is_signed_and_it_is_refused()
    {
        System.Xml.Linq.XElement to = new(Secured.Addressing + "To", "urn:trục");
        var envelope = Secured.Signed(envelope: Secured.Envelope(null, to));
        var text = Encoding.Latin1.GetString(envelope);
        await Secured.TakenAsync(envelope);
        List<string> survived = [];
        var count = 0;
        foreach (var (from, until) in ((string, string)[])[("<soap:Body", "</soap:Body>"), ("<wsu:Timestamp", "</wsu:Timestamp>"), ("<To ", "</To>"), ("<ds:SignedInfo", "</ds:SignedInfo>")])
        {
            var start = text.IndexOf(from, StringComparison.Ordinal);
            var end = text.IndexOf(until, StringComparison.Ordinal) + until.Length;
            Assert.That(start, Is.GreaterThan(0), from);
            for (var at = start; at < end; at++, count++)
            {
                var changed = envelope.ToArray();
                changed[at] ^= (byte)(1 << (at % 8));
                if (await Secured.VerifyAsync(changed) is SecurityReading.Verified)
                {
                    survived.Add($"bit {at % 8} of '{text[at]}' in …{text[Math.Max(0, at - 30)..at]}");
                }
            }
        }

        // A comment is not under a signature by id (XML Signature, 4.3.3.3), and is not handed on.
        Assert.That(survived.Where(each => !each.Contains("<!--", StringComparison.Ordinal)), Is.Empty);
        Assert.That(count, Is.GreaterThan(1500));
    }

    [Test]
    public async Task Nothing_that_came_throws()
    {
        var envelope = Secured.Secure(Secured.Signing(Secured.Ecdsa) with
        {
            User = new OutgoingUser(Secured.User, Secured.Password),
            Encryption = new OutgoingEncryption { Certificate = Secured.Receiver },
        });
        var rules = Secured.SignatureRules with { Username = Secured.PasswordRules.Username, Encryption = new EncryptionRule { Keys = [Secured.Receiver] } };
        await Secured.TakenAsync(envelope, rules);
        for (var at = 0; at < envelope.Length; at += 2)
        {
            var changed = envelope.ToArray();
            changed[at] ^= (byte)(1 << (at / 2 % 8));
            await Secured.VerifyAsync(changed, rules);
        }

        // A certificate of which every byte is wrong once, with nobody else's key in it.
        var der = Secured.Ecdsa.RawData;
        SigningTrust trust = new() { Roots = [Secured.Rsa], Subjects = ["CN=x"] };
        for (var at = 0; at < der.Length; at++)
        {
            var token = der.ToArray();
            token[at] ^= (byte)(1 << (at % 8));
            var reading = await Secured.VerifyAsync(
                Secured.Change(Secured.Signed(), document => document.At("//wsse:BinarySecurityToken").InnerText = Convert.ToBase64String(token)),
                Secured.SignatureRules with { Signature = Secured.SignatureRules.Signature! with { Trust = trust } });
            Assert.That(reading, Is.TypeOf<SecurityReading.Refused>());
        }
    }

    [Test]
    public async Task A_comment_cuts_no_value_short()
    {
        var envelope = Secured.Change(Secured.Signed(), document =>
        {
            var name = document.At("//b:hoTen");
            name.InsertBefore(document.CreateComment("x"), null);
            ((XmlText)name.FirstChild!).SplitText(4);
            name.InsertAfter(document.CreateComment("x"), name.FirstChild);
        });
        var taken = await Secured.TakenAsync(envelope);
        var value = taken.Document.Descendants(Secured.Business + "hoTen").Single();
        Assert.That((value.Value, value.DescendantNodes().OfType<System.Xml.Linq.XComment>().Count()), Is.EqualTo(("Trần Thị <Mẫu> & con\r\n𠀋", 0)));
    }

    [Test]
    public async Task Many_references_ids_and_certificates_cost_little()
    {
        var before = GC.GetTotalAllocatedBytes();
        var many = Secured.Change(Secured.Signed(), document =>
        {
            var reference = document.At("//ds:Reference");
            for (var at = 0; at < 5_000; at++)
            {
                reference.ParentNode!.AppendChild(reference.CloneNode(true));
            }
        });
        await Secured.RefusedAsync(many, SecurityProblemKind.TooLarge);
        var tokens = Secured.Change(Secured.Signed(), document =>
        {
            var token = document.At("//wsse:BinarySecurityToken");
            for (var at = 0; at < 1_000; at++)
            {
                ((XmlElement)token.ParentNode!.AppendChild(token.CloneNode(true))!).RemoveAttribute("Id", SecurityNames.Wsu);
            }
        });
        Assert.That((await Secured.RefusedAsync(tokens, SecurityProblemKind.Malformed)).Message, Does.Contain("32 children"));
        var prefixes = Secured.Change(Secured.Signed(), document => document.At("//ds:Transform").InnerXml =
            $"<InclusiveNamespaces xmlns='{SecurityNames.ExclusiveC14n}' PrefixList='{string.Join(' ', Enumerable.Range(0, 1000).Select(at => $"p{at}"))}'/>");
        await Secured.RefusedAsync(prefixes, SecurityProblemKind.AlgorithmRefused);
        var ids = Secured.Change(Secured.Signed(), document => document.At("//b:DangKy").InnerXml = string.Concat(Enumerable.Range(0, 50_000).Select(at => $"<a Id='i{at}'/>")));
        await Secured.RefusedAsync(ids, SecurityProblemKind.CheckFailed);
        await Secured.RefusedAsync(new byte[(16 << 20) + 1], SecurityProblemKind.TooLarge);
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(400 << 20));
    }

    private static XmlElement FakeBody(XmlDocument document, string? id)
    {
        var fake = (XmlElement)document.At("/s:Envelope/s:Body").CloneNode(false);
        fake.RemoveAttribute("Id", SecurityNames.Wsu);
        fake.InnerXml = Fake;
        if (id is not null)
        {
            fake.SetAttribute("Id", SecurityNames.Wsu, id);
        }

        return fake;
    }
}

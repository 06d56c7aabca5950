using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Security;

namespace Interop.Journey.Tests;

/// <summary>A message that means harm, or is broken, and what the hub says to it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Status">HTTP's status.</param>
/// <param name="Code">Of the fault, without prefix; empty: there is none.</param>
/// <param name="Body">Its bytes, made anew each time.</param>
internal sealed record HostileMessage(string Name, int Status, string Code, Func<byte[]> Body)
{
    public string ContentType { get; init; } = "text/xml; charset=utf-8";

    /// <summary>Content-Encoding; null: none.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether it comes with a partner's key. Otherwise from a stranger.</summary>
    public bool Known { get; init; } = true;

    /// <summary>What must be sent before it.</summary>
    public Func<byte[]>? Before { get; init; }

    public override string ToString() => Name;
}

/// <summary>The corpus.</summary>
internal static class HostileSoap
{
    private const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Exchange = "urn:interop:dossier-exchange:1";
    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    /// <summary>Every message once. The signer is a partner's; a message by it is right until it is laid hands on.</summary>
    public static IEnumerable<HostileMessage> All(X509Certificate2 signer, X509Certificate2 stranger)
    {
        string[] doctypes =
        [
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
            "<!DOCTYPE x SYSTEM \"http://169.254.169.254/latest/meta-data/\">",
            "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;]>",
            "<!DOCTYPE x [<!ENTITY a \"lol\">" + string.Concat(Enumerable.Range(1, 12).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat(i == 1 ? "&a;" : $"&l{i - 1};", 10))}\">")) + "]>",
            "<!DOCTYPE x [<!ENTITY q \"" + new string('q', 100_000) + "\">]>",
        ];
        foreach (var (doctype, n) in doctypes.Select((text, n) => (text, n)))
        {
            yield return Xml($"document type {n}", 500, "Client", () => doctype + Envelope(Progress("&e;&l12;&q;")));
        }

        yield return Xml("deep", 500, "Client", () => Envelope(string.Concat(Enumerable.Repeat("<a>", 200_000))));
        yield return Xml("wide", 500, "Client", () => Envelope("<a " + string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i}=\"1\"")) + "/>"));
        yield return Xml("many elements", 413, "Client", () => Envelope(string.Concat(Enumerable.Repeat("<a/>", 6_000_000))));
        yield return Xml("more elements than may be", 500, "Client", () => Envelope(string.Concat(Enumerable.Repeat("<a/>", 420_000))));
        yield return Xml("namespaces", 500, "Client", () => Envelope(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<a xmlns=\"urn:{i}\"/>"))));
        yield return Xml("a name of a mebibyte", 500, "Client", () => Envelope($"<{new string('n', 1 << 20)}/>"));
        yield return Xml("a text longer than a message", 413, "Client", () => Envelope(Progress(new string('x', 5 << 20))));
        yield return Xml("comments", 500, "Client.Invalid", () => Envelope(string.Concat(Enumerable.Repeat("<!-- -->", 100_000)) + Progress("x").Replace("<statusCode>4", "<statusCode>44")));
        yield return Xml("header blocks", 500, "Client", () => $"<s:Envelope xmlns:s='{Soap}'><s:Header>{string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<h{i} xmlns='urn:h' s:mustUnderstand='1'/>"))}</s:Header><s:Body>{Progress("x")}</s:Body></s:Envelope>");
        yield return Xml("cut off", 500, "Client", () => Envelope(Progress("x"))[..200]);
        yield return Xml("two bodies", 500, "Client", () => Envelope(Progress("x")).Replace("</s:Envelope>", $"<s:Body>{Progress("y")}</s:Body></s:Envelope>"));
        yield return Xml("another version", 500, "VersionMismatch", () => Envelope(Progress("x")).Replace(Soap, "http://www.w3.org/2099/soap-envelope"));
        yield return Xml("no XML", 500, "Client", () => "{\"hồ sơ\":1}");
        yield return Xml("nothing", 500, "Client", () => string.Empty);
        yield return Xml("a NUL", 500, "Client", () => Envelope(Progress("x\0")));
        yield return Xml("UTF-16 that says UTF-8, and is read", 200, "", () => string.Empty) with { Body = () => System.Text.Encoding.Unicode.GetBytes(Envelope(Progress("x"))) };
        yield return Xml("UTF-7", 500, "Client", () => Envelope(Progress("x"))) with { ContentType = "text/xml; charset=utf-7" };
        yield return Xml("broken UTF-8", 500, "Client", () => string.Empty) with { Body = () => [.. "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a>"u8, 0xC3, 0x28, .. "</a></s:Body></s:Envelope>"u8] };
        yield return Xml("compressed", 415, "Client", () => Envelope(Progress("x"))) with { Encoding = "gzip" };
        yield return Xml("another type", 415, "Client", () => Envelope(Progress("x"))) with { ContentType = "application/x-www-form-urlencoded" };
        yield return Xml("an answer to elsewhere", 500, "Client.InvalidAddressingHeader.OnlyAnonymousAddressSupported", () => Envelope(Progress("x")).Replace("<s:Body>", "<s:Header><a:ReplyTo xmlns:a='http://www.w3.org/2005/08/addressing'><a:Address>http://169.254.169.254/</a:Address></a:ReplyTo></s:Header><s:Body>"));
        yield return Xml("base64 that is none", 500, "Client", () => Envelope(Result(new string('*', 400_000))));
        yield return Xml("base64 cut short", 500, "Client", () => Envelope(Result(new string('A', 400_001))));
        yield return Xml("a file longer than may be", 500, "Client", () => Envelope(Result(new string('A', 6 << 20))));

        foreach (var message in Packages().Concat(Strangers(signer, stranger)))
        {
            yield return message;
        }
    }

    private static IEnumerable<HostileMessage> Packages()
    {
        const string Include = "<xop:Include xmlns:xop='http://www.w3.org/2004/08/xop/include' href='cid:a'/>";
        const string Type = "multipart/related; type=\"application/xop+xml\"; boundary=b";
        static string Root(string data) => "--b\r\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\n\r\n" + Envelope(Result(data));
        static string Part(string id, string body = "%PDF") => $"\r\n--b\r\nContent-ID: <{id}>\r\nContent-Type: application/pdf\r\n\r\n{body}";

        HostileMessage Package(string name, int status, string code, Func<string> body, string type = Type) =>
            new(name, status, code, () => System.Text.Encoding.UTF8.GetBytes(body())) { ContentType = type };

        yield return Package("no boundary", 415, "Client", () => Root(Include) + Part("a") + "\r\n--b--", "multipart/related; type=\"application/xop+xml\"");
        yield return Package("another boundary", 500, "Client", () => Root(Include) + Part("a") + "\r\n--b--", Type.Replace("boundary=b", "boundary=c", StringComparison.Ordinal));
        yield return Package("a boundary that is too long", 415, "Client", () => Root(Include), Type.Replace("boundary=b", "boundary=" + new string('b', 200), StringComparison.Ordinal));
        yield return Package("no end", 500, "Client", () => Root(Include) + Part("a"));
        yield return Package("a part missing", 500, "Client", () => Root(Include) + "\r\n--b--");
        yield return Package("two of one name", 500, "Client", () => Root(Include) + Part("a") + Part("a") + "\r\n--b--");
        yield return Package("ten thousand parts", 413, "Client", () => "--b\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n" + Envelope(Result("").Replace("<data>", "<data href='cid:a'>", StringComparison.Ordinal)) + string.Concat(Enumerable.Range(0, 10_000).Select(i => Part(i == 0 ? "a" : $"a{i}"))) + "\r\n--b--", "multipart/related; type=\"text/xml\"; boundary=b");
        yield return Package("headers without end", 413, "Client", () => Root(Include) + "\r\n--b\r\nX: " + new string('x', 200_000) + "\r\n--b--");
        yield return Package("an address outside", 500, "Client", () => Root(Include.Replace("cid:a", "http://169.254.169.254/", StringComparison.Ordinal)) + Part("a") + "\r\n--b--");
        yield return Package("a file where none belongs", 500, "Client.Invalid", () => "--b\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\n\r\n" + Envelope(Progress(Include)) + Part("a") + "\r\n--b--");
        yield return Package("a part longer than may be", 413, "Client", () => Root(Include) + Part("a", new string('x', 5 << 20)) + "\r\n--b--");
        yield return Package("an entity in the root", 500, "Client", () => Root(Include).Replace("<s:Envelope", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><s:Envelope", StringComparison.Ordinal) + Part("a") + "\r\n--b--");
    }

    private static IEnumerable<HostileMessage> Strangers(X509Certificate2 signer, X509Certificate2 stranger)
    {
        HostileMessage Signed(string name, string code, Func<string, string> change, int status = 500) => new(name, status, code, () => System.Text.Encoding.UTF8.GetBytes(change(Sign(signer)))) { Known = false };

        yield return new("nobody", 401, "Client.Authentication", () => System.Text.Encoding.UTF8.GetBytes(Envelope(Progress("x")))) { Known = false };
        yield return new("nobody, at length", 413, "Client", () => System.Text.Encoding.UTF8.GetBytes(Envelope(Progress(new string('x', 17 << 20))))) { Known = false };
        yield return new("nobody, in elements", 401, "Client.Authentication", () => System.Text.Encoding.UTF8.GetBytes(Envelope(string.Concat(Enumerable.Repeat("<a/>", 1_000_000))))) { Known = false };
        yield return new("a partner's name on sixteen mebibytes", 500, "Client.FailedAuthentication", () => Large(new OutgoingSecurity { User = new OutgoingUser("HOTICH", "123456", PasswordKind.Text) })) { Known = false };
        yield return new("a partner's certificate on sixteen mebibytes", 500, "Client.FailedCheck", () =>
        {
            var text = System.Text.Encoding.UTF8.GetString(Large(new OutgoingSecurity { Signature = new OutgoingSignature { Certificate = signer } }));
            var at = text.IndexOf("<ds:SignatureValue>", StringComparison.Ordinal) + 25;
            return System.Text.Encoding.UTF8.GetBytes(text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..]);
        }) { Known = false };
        yield return new("a stranger's signature", 500, "Client.FailedAuthentication", () => System.Text.Encoding.UTF8.GetBytes(Sign(stranger))) { Known = false };

        var spent = Sign(signer);
        yield return new("sent again", 500, "Client.InvalidSecurity", () => System.Text.Encoding.UTF8.GetBytes(spent)) { Known = false, Before = () => System.Text.Encoding.UTF8.GetBytes(spent) };

        yield return Signed("changed", "Client.FailedCheck", text => text.Replace("Đang xử lý", "Đã xử lý xong", StringComparison.Ordinal));
        yield return Signed("wrapped: the signed Body in a header", "Client.InvalidSecurity", text =>
        {
            var at = text.IndexOf("<s:Body", StringComparison.Ordinal);
            var body = text[at..(text.IndexOf("</s:Body>", StringComparison.Ordinal) + 9)];
            return text.Replace(body, $"<s:Body>{Progress("kẻ khác")}</s:Body>", StringComparison.Ordinal).Replace("</s:Header>", $"<W xmlns='urn:w'>{body}</W></s:Header>", StringComparison.Ordinal);
        });
        yield return Signed("wrapped: an id twice", "Client.InvalidSecurity", text =>
        {
            var at = text.IndexOf("<s:Body", StringComparison.Ordinal);
            var body = text[at..(text.IndexOf("</s:Body>", StringComparison.Ordinal) + 9)];
            return text.Replace("</s:Header>", $"<W xmlns='urn:w'>{body}</W></s:Header>", StringComparison.Ordinal);
        });
        yield return Signed("an algorithm of ours is not taken for HMAC", "Client.UnsupportedAlgorithm", text => text.Replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", StringComparison.Ordinal));
        yield return Signed("a transform that computes", "Client.UnsupportedAlgorithm", text => ReplaceFirst(text, "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"", "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\""));
        yield return Signed("a reference out of the message", "Client.InvalidSecurity", text => ReplaceReference(text, "http://169.254.169.254/"));
        yield return Signed("a reference to a file", "Client.InvalidSecurity", text => ReplaceReference(text, "file:///etc/passwd"));
        yield return Signed("ten thousand references", "Client", text =>
        {
            var from = text.IndexOf("<ds:Reference", StringComparison.Ordinal);
            var reference = text[from..(text.IndexOf("</ds:Reference>", from, StringComparison.Ordinal) + 15)];
            return text.Insert(from, string.Concat(Enumerable.Repeat(reference, 10_000)));
        });
        yield return Signed("a hundred references", "Client.InvalidSecurity", text =>
        {
            var from = text.IndexOf("<ds:Reference", StringComparison.Ordinal);
            var reference = text[from..(text.IndexOf("</ds:Reference>", from, StringComparison.Ordinal) + 15)];
            return text.Insert(from, string.Concat(Enumerable.Repeat(reference, 100)));
        });
        yield return Signed("an entity under a signature", "Client", text => "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + text);
        yield return Signed("two security headers", "Client.InvalidSecurity", text => text.Replace("</s:Header>", $"<wsse:Security xmlns:wsse='{Wsse}'/></s:Header>", StringComparison.Ordinal));
        yield return new("a password that is guessed", 500, "Client.FailedAuthentication", () => Secured(new OutgoingSecurity { User = new OutgoingUser("HOTICH", "123456", PasswordKind.Text) })) { Known = false };
    }

    /// <summary>A message that is right.</summary>
    public static byte[] Honest(int number) => System.Text.Encoding.UTF8.GetBytes(Envelope(Progress("Đang xử lý", $"binh-thuong-{number.ToString(CultureInfo.InvariantCulture)}")));

    private static HostileMessage Xml(string name, int status, string code, Func<string> body) => new(name, status, code, () => System.Text.Encoding.UTF8.GetBytes(body()));

    private static string Sign(X509Certificate2 certificate) => System.Text.Encoding.UTF8.GetString(Secured(new OutgoingSecurity { Signature = new OutgoingSignature { Certificate = certificate } }));

    private static byte[] Secured(OutgoingSecurity security) => ((SecurityWriting.Secured)new SecurityWriter(TimeProvider.System, RandomNumberGenerator.Create())
        .Secure(System.Text.Encoding.UTF8.GetBytes(Envelope(Progress("Đang xử lý", Convert.ToHexString(RandomNumberGenerator.GetBytes(8))))), security)).Envelope.ToArray();

    private static byte[] Large(OutgoingSecurity security) => ((SecurityWriting.Secured)new SecurityWriter(TimeProvider.System, RandomNumberGenerator.Create())
        .Secure(System.Text.Encoding.UTF8.GetBytes(Envelope(Result(new string('A', 16_000_000)))), security)).Envelope.ToArray();

    private static string Envelope(string body) => $"<s:Envelope xmlns:s='{Soap}'><s:Body>{body}</s:Body></s:Envelope>";

    private static string Progress(string content, string id = "xau-1") =>
        $"<ProgressRequest xmlns='{Exchange}'><packetId>{id}</packetId><dossierNumber>{Dossier}</dossierNumber><occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>4</statusCode><content>{content}</content></ProgressRequest>";

    private static string Result(string data) =>
        $"<ResultRequest xmlns='{Exchange}'><packetId>xau-2</packetId><dossierNumber>{Dossier}</dossierNumber><occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>9</statusCode>"
        + $"<result><code>KQ.G15.000031</code><name>Giấy khai sinh</name><file><name>a.pdf</name><mediaType>application/pdf</mediaType><data>{data}</data></file></result></ResultRequest>";

    /// <summary>The dossier that all speak of.</summary>
    public const string Dossier = "000.00.18.H40-261123-0001";

    private static string ReplaceFirst(string text, string what, string with)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        Assert.That(at, Is.Positive, what);
        return text[..at] + with + text[(at + what.Length)..];
    }

    private static string ReplaceReference(string text, string uri)
    {
        var from = text.IndexOf("URI=\"", text.IndexOf("<ds:Reference", StringComparison.Ordinal), StringComparison.Ordinal) + 5;
        return text[..from] + uri + text[text.IndexOf('"', from)..];
    }
}

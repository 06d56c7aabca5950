using System.Text;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Answers as they have been seen from real servers, each with what it must be taken for.</summary>
public sealed class AnswerCorpusTests
{
    private const string Html = "text/html; charset=utf-8";
    private static readonly string Reply = Http.Envelope("<r xmlns='urn:t'>Nguyễn Văn Ổn</r>");
    private static readonly string LoginForm = "<!DOCTYPE html><html><head><title>Đăng nhập</title></head><body><form><input type=\"password\"></form></body></html>";
    private static readonly string XhtmlLogin = "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Sign in</title></head><body/></html>";
    private static readonly string Soap12Fault =
        "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>x:Auth</e:Value></e:Subcode></e:Code>"
        + "<e:Reason><e:Text xml:lang=\"en\">no</e:Text><e:Text xml:lang=\"vi\">không</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>";

    private static IEnumerable<TestCaseData> Corpus()
    {
        TestCaseData Case(string name, string status, string body, string expected, string type = "text/xml; charset=utf-8", string headers = "") =>
            new TestCaseData(Encoding.UTF8.GetBytes(Http.Answer(status, body, type, headers)), expected).SetArgDisplayNames(name);
        TestCaseData Bytes(string name, byte[] body, string expected, string type) =>
            new TestCaseData(Http.Answer("200 OK", body, type), expected).SetArgDisplayNames(name);

        yield return Case("plain reply", "200 OK", Reply, "Reply");
        yield return Case("reply with declaration, comment and header", "200 OK", "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- x -->\n" + Http.Envelope("<r xmlns='urn:t'>Nguyễn Văn Ổn</r>", "<h xmlns='urn:h'/>"), "Reply");
        yield return Case("reply as text/html", "200 OK", Reply, "Reply", Html);
        yield return Case("reply as octets", "200 OK", Reply, "Reply", "application/octet-stream");
        yield return Case("reply without a sane content type", "200 OK", Reply, "Reply", ";;;");
        yield return Case("text in CDATA", "200 OK", Http.Envelope("<r xmlns='urn:t'><![CDATA[Nguyễn Văn ]]>Ổn</r>"), "Reply");
        yield return Bytes("UTF-8 with mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Reply)], "Reply", "text/xml");
        yield return Bytes("UTF-16 with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Reply)], "Reply", "text/xml");
        yield return Bytes("UTF-16 big-endian with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Reply)], "Reply", "text/xml; charset=utf-8");
        yield return Bytes("UTF-16 without mark", Encoding.Unicode.GetBytes(Reply), "Reply", "text/xml; charset=utf-16");
        yield return Case("declared UTF-16, sent UTF-8", "200 OK", "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Reply, "Reply", "text/xml");
        yield return Bytes("declared ISO-8859-1", Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?>" + Http.Envelope("<r xmlns='urn:t'>déjà</r>")), "Reply:déjà", "text/xml");
        yield return Bytes("header outranks declaration", Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='utf-8'?>" + Http.Envelope("<r xmlns='urn:t'>déjà</r>")), "Reply:déjà", "text/xml; charset=iso-8859-1");
        yield return Bytes("wrong bytes for the charset", Encoding.Latin1.GetBytes(Http.Envelope("<r>déjà</r>")), "NoAnswer Unreadable", "text/xml; charset=utf-8");
        yield return Case("charset nobody knows", "200 OK", Reply, "NoAnswer Unreadable", "text/xml; charset=x-tcvn");
        yield return Case("empty 202", "202 Accepted", "", "Reply null");
        yield return Case("empty Body", "200 OK", $"<s:Envelope xmlns:s=\"{Http.Soap11}\"><s:Body/></s:Envelope>", "Reply null");
        yield return Case("empty 200", "200 OK", "", "NoAnswer Unreadable");
        yield return Case("fault with 500", "500 Internal Server Error", Http.Fault(), "Fault Server 500");
        yield return Case("fault with 200", "200 OK", Http.Fault("s:Client", "Sai dữ liệu"), "Fault Client 200");
        yield return Case("fault with 400", "400 Bad Request", Http.Fault("s:Client"), "Fault Client 400");
        yield return Case("fault without prefix on the code", "500 Internal Server Error", Http.Fault("Client"), "Fault Client 500");
        yield return Case("fault code of a foreign namespace", "500 Internal Server Error", Http.Fault("m:Client").Replace("<faultcode>", "<faultcode xmlns:m='urn:m'>"), "Fault Other 500");
        yield return Case("fault of SOAP 1.2", "400 Bad Request", Soap12Fault, "Fault Client 400", "application/soap+xml");
        yield return Case("fault of SOAP 1.1 with the children of 1.2", "500 Internal Server Error", Soap12Fault.Replace(Http.Soap12, Http.Soap11).Replace("e:Sender", "SOAP-ENV:Server"), "Fault Server 500");
        yield return Case("stack trace as text/xml", "500 Internal Server Error", "TypeError: Cannot read properties of undefined", "Refusal ServerError");
        yield return Case("fault with 503", "503 Service Unavailable", Http.Fault(), "Refusal Busy fault 30s", headers: "Retry-After: 30\r\n");
        yield return Case("fault with 401", "401 Unauthorized", Http.Fault("s:Client"), "Refusal Unauthorized fault");
        yield return Case("503 page", "503 Service Unavailable", "<html>bảo trì</html>", "Refusal Busy 120s", Html, "Retry-After: 120\r\n");
        yield return Case("429", "429 Too Many Requests", "", "Refusal Busy 7s", headers: "Retry-After: 7\r\n");
        yield return Case("503 with a wish of years", "503 Service Unavailable", "", "Refusal Busy 86400s", headers: "Retry-After: 99999999\r\n");
        yield return Case("503 with nonsense", "503 Service Unavailable", "", "Refusal Busy", headers: "Retry-After: mai\r\n");
        yield return Case("401", "401 Unauthorized", LoginForm, "Refusal Unauthorized", Html);
        yield return Case("403", "403 Forbidden", "", "Refusal Forbidden");
        yield return Case("404 page", "404 Not Found", "<html>404</html>", "Refusal NotFound", Html);
        yield return Case("405", "405 Method Not Allowed", "", "Refusal NotFound");
        yield return Case("411", "411 Length Required", "", "Refusal HttpMismatch");
        yield return Case("413", "413 Payload Too Large", "", "Refusal TooLarge");
        yield return Case("415", "415 Unsupported Media Type", "", "Refusal HttpMismatch");
        yield return Case("302", "302 Found", "", "Refusal Redirected", headers: "Location: /login\r\n");
        yield return Case("500 page", "500 Internal Server Error", "<html>Server Error in '/' Application.</html>", "Refusal ServerError", Html);
        yield return Case("500 with a reply", "500 Internal Server Error", Reply, "Refusal ServerError");
        yield return Case("502", "502 Bad Gateway", "<html>nginx</html>", "NoAnswer Gateway", Html);
        yield return Case("504", "504 Gateway Timeout", "", "NoAnswer Gateway");
        yield return Case("log-in page with 200", "200 OK", LoginForm, "Refusal LoginPage", Html);
        yield return Case("log-in page as text/xml", "200 OK", LoginForm, "Refusal LoginPage");
        yield return Case("log-in page in XHTML", "200 OK", XhtmlLogin, "Refusal LoginPage");
        yield return Case("log-in page decomposed", "200 OK", LoginForm.Replace(" type=\"password\"", "").Normalize(NormalizationForm.FormD), "Refusal LoginPage", Html);
        yield return Case("other page with 200", "200 OK", "<html><title>Trang chủ</title></html>", "NoAnswer Unreadable", Html);
        yield return Case("page with a character that has no normal form", "200 OK", "<html>\uFFFE</html>", "NoAnswer Unreadable", Html);
        yield return Case("JSON", "200 OK", "{\"error\":1}", "NoAnswer Unreadable", "application/json");
        yield return Case("other XML", "200 OK", "<ok/>", "NoAnswer Unreadable");
        yield return Case("envelope without Body", "200 OK", $"<s:Envelope xmlns:s=\"{Http.Soap11}\"/>", "NoAnswer Unreadable");
        yield return Case("envelope cut off", "200 OK", Reply[..^20], "NoAnswer Unreadable");
        yield return Case("document type", "200 OK", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Reply, "NoAnswer Unreadable");
        yield return Case("a bomb of depth", "200 OK", Http.Envelope(string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000))), "NoAnswer TooLarge");
    }

    [TestCaseSource(nameof(Corpus))]
    public async Task Each_answer_is_taken_for_what_it_is(byte[] answer, string expected)
    {
        await using var peer = RawPeer.Saying(answer);
        Assert.That(Describe(await Calls.ToAsync(peer), expected), Is.EqualTo(expected));
    }

    [Test]
    public async Task No_answer_however_mangled_throws()
    {
        var random = new Random(20261122);
        var seeds = Corpus().Select(one => (byte[])one.Arguments[0]!).ToArray();
        for (var round = 0; round < 300; round++)
        {
            var bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (var hits = random.Next(1, 12); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            await using var peer = RawPeer.Saying(random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            var exchange = await Calls.ToAsync(peer, new SoapProfile { AnswerTimeout = TimeSpan.FromSeconds(5) });
            Assert.That(exchange, Is.Not.TypeOf<SoapExchange.NotSent>(), $"round {round}");
        }
    }

    private static string Describe(SoapExchange exchange, string expected) => exchange switch
    {
        SoapExchange.Reply { Body: null } => "Reply null",
        SoapExchange.Reply reply when expected.StartsWith("Reply:", StringComparison.Ordinal) => $"Reply:{reply.Body!.Value}",
        SoapExchange.Reply { Body.Value: "Nguyễn Văn Ổn" } => "Reply",
        SoapExchange.FaultReply fault => $"Fault {fault.Fault.Kind} {fault.HttpStatus}",
        SoapExchange.NoAnswer none => $"NoAnswer {none.Reason}",
        SoapExchange.HttpRefusal refusal =>
            $"Refusal {refusal.Kind}{(refusal.Fault is null ? "" : " fault")}{(refusal.RetryAfter is { } wait ? $" {wait.TotalSeconds}s" : "")}",
        _ => exchange.ToString(),
    };
}

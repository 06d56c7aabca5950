using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using System.Xml.Schema;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Whatever is posted gets the fault of its kind, bounded, and without a word of our insides.</summary>
public sealed class SoapEndpointTests
{
    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [TestCase("\"urn:interop:dossier-exchange:1/Progress\"")]
    [TestCase("urn:interop:dossier-exchange:1/Progress")]
    [TestCase("\"\"")]
    [TestCase("")]
    [TestCase(null)]
    [TestCase("\"urn:something/else\"")]
    public async Task SOAPAction_is_a_hint_and_no_more(string? action) =>
        Assert.That((await _hub.PostAsync(Http.Envelope(Requests.Progress), action: action)).Status, Is.EqualTo(200));

    [TestCase("text/xml", 200)]
    [TestCase("text/xml; charset=\"UTF-8\"", 200)]
    [TestCase("TEXT/XML;charset=utf-8;action=x", 200)]
    [TestCase("application/xml", 200)]
    [TestCase("application/json", 415)]
    [TestCase("text/plain", 415)]
    [TestCase("multipart/mixed; boundary=x", 415)]
    [TestCase("", 415)]
    [TestCase("text/xml; charset=x-tcvn", 500)]
    public async Task A_content_type_is_taken_or_refused(string type, int status)
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Progress), type);
        Assert.That(answer.Status, Is.EqualTo(status), answer.FaultText);
        Assert.That(answer.FaultCode, Is.EqualTo(status == 200 ? "no fault" : "soap:Client"));
    }

    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1'/>", "soap:MustUnderstand")]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:actor='http://schemas.xmlsoap.org/soap/actor/next'/>", "soap:MustUnderstand")]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:actor='https://truc.tinhmau.gov.vn/lien-thong/soap/dossier-exchange'/>", "soap:MustUnderstand")]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:actor='urn:someone-else'/>", "no fault")]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='0'/><i xmlns='urn:i'/>", "no fault")]
    public async Task A_header_that_must_be_understood_is_or_else(string header, string fault)
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Progress, header));
        Assert.That(answer.FaultCode, Is.EqualTo(fault));
        Assert.That(answer.Body.Element("detail"), Is.Null, "a fault about a header has no detail (SOAP 1.1 §4.4)");
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        TestCaseData Case(string name, string message, string text) => new TestCaseData(Encoding.UTF8.GetBytes(message), text).SetArgDisplayNames(name);
        var envelope = Http.Envelope(Requests.Progress);

        yield return Case("nothing", "", "empty");
        yield return Case("no envelope", Requests.Progress, "not a SOAP Envelope");
        yield return Case("no Body", $"<s:Envelope xmlns:s='{Http.Soap11}'/>", "no Body");
        yield return Case("empty Body", Http.Envelope(""), "Body is empty");
        yield return Case("two requests", Http.Envelope(Requests.Progress + Requests.Get), "more than one element");
        yield return Case("two Bodies", $"<s:Envelope xmlns:s='{Http.Soap11}'><s:Body>{Requests.Progress}</s:Body><s:Body>{Requests.Get}</s:Body></s:Envelope>", "more than one Body");
        yield return Case("unknown operation", Http.Envelope(Requests.Element("DropTables", "")), "expected one of ProgressRequest, ResultRequest, SupplementRequest, GetRequest");
        yield return Case("request in another namespace", Http.Envelope("<ProgressRequest xmlns='urn:x'/>"), "in another namespace");
        yield return Case("cut off", envelope[..^40], "ends before its last element");
        yield return Case("ill-formed", envelope.Replace("</content>", "</contents>"), "not well-formed here; mend the document at this place. (line 1, position ");
        yield return Case("external entity", "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" + envelope.Replace("Đang xử lý", "&f;"), "DOCTYPE");
        yield return Case("billion laughs", "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>" + envelope.Replace("Đang xử lý", "&b;"), "DOCTYPE");
        yield return Case("depth bomb", Http.Envelope(string.Concat(Enumerable.Repeat("<a>", 100_000))), "nested deeper");
        yield return new TestCaseData(Encoding.Latin1.GetBytes(Http.Envelope("<x>déjà</x>")), "not text in 'utf-8'").SetArgDisplayNames("wrong charset");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task A_broken_message_is_a_client_fault_that_says_what_to_do(byte[] message, string text)
    {
        var answer = await _hub.PostAsync(message, "text/xml; charset=utf-8");
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Client")));
        Assert.That(answer.FaultText, Does.Contain(text));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [Test]
    public async Task UTF_16_is_read()
    {
        byte[] message = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='utf-16'?>" + Http.Envelope(Requests.Progress))];
        Assert.That((await _hub.PostAsync(message, "text/xml; charset=utf-16")).Status, Is.EqualTo(200));
        Assert.That(((ProgressCall)_hub.Exchange.Calls.Single()).Handler, Is.EqualTo("Lê Văn Hộ Tịch"));
    }

    [Test]
    public async Task Without_credentials_nothing_is_read()
    {
        var answer = await _hub.PostAsync("rubbish", authenticated: false);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((401, "soap:Client.Authentication")));
        Assert.That(answer.Challenge, Does.StartWith("Basic realm="));
    }

    [Test]
    public async Task A_compressed_message_is_refused_unread()
    {
        using var content = new ByteArrayContent(new byte[100]);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/xml");
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await _hub.PostAsync(content);
        Assert.That((answer.Status, answer.FaultText), Is.EqualTo((415, "Content-Encoding is not taken; send the message uncompressed.")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_oversized_message_costs_its_limit_and_no_more(bool announced)
    {
        await using var hub = await SoapHub.StartAsync(options => options with { MaxRequestBytes = 64 * 1024 });
        using var content = new EndlessContent(announced ? 64L << 20 : null);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answer = await hub.PostAsync(content);

        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((413, "soap:Client")));
        Assert.That(answer.FaultText, Does.Contain("65536 bytes"));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(8 << 20));
    }

    [Test]
    public async Task A_message_of_exactly_the_limit_is_read()
    {
        var envelope = Http.Envelope(Requests.Progress);
        await using var hub = await SoapHub.StartAsync(options => options with { MaxRequestBytes = Encoding.UTF8.GetByteCount(envelope) });
        Assert.That((await hub.PostAsync(envelope)).Status, Is.EqualTo(200));
        Assert.That((await hub.PostAsync(envelope + " ")).Status, Is.EqualTo(413));
    }

    [Test]
    public async Task When_the_budget_is_spent_the_answer_is_come_again_and_the_budget_comes_back()
    {
        await using var hub = await SoapHub.StartAsync(options => options with { MaxBytesInFlight = 20_000, BusyRetryAfter = TimeSpan.FromSeconds(3) });
        var large = await hub.PostAsync(Http.Envelope(Requests.Element("ProgressRequest", new string(' ', 30_000))));
        Assert.That((large.Status, large.FaultCode, large.RetryAfter), Is.EqualTo((503, "soap:Server.Busy", TimeSpan.FromSeconds(3))));

        for (var round = 0; round < 20; round++)
        {
            Assert.That((await hub.PostAsync(Http.Envelope(Requests.Progress))).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_bug_behind_the_endpoint_is_a_server_fault_that_tells_nothing()
    {
        _hub.Exchange.Answer = _ => throw new InvalidOperationException("Nguyễn Thị Mật, 001099000001");
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Progress));

        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Server")));
        Assert.That(answer.FaultText, Does.Match("trace id [0-9a-zA-Z:]+"));
        Assert.That(answer.Document.ToString(), Does.Not.Contain("Mật").And.Not.Contain("InvalidOperation").And.Not.Contain(".cs"));
        var log = string.Join('\n', _hub.Log);
        Assert.That(log, Does.Contain("Error 4101").And.Contain("InvalidOperationException"));
        Assert.That(log, Does.Not.Contain("Mật").And.Not.Contain("001099000001"));
    }

    [Test]
    public async Task Nothing_personal_is_logged()
    {
        await _hub.PostAsync(Http.Envelope(Requests.Result));
        await _hub.PostAsync(Http.Envelope(Requests.Result.Replace("<statusCode>9", "<statusCode>Hộ Tịch")));
        Assert.That(string.Join('\n', _hub.Log), Does.Not.Contain("Hộ Tịch").And.Not.Contain("001324000001").And.Not.Contain("240603"));
    }

    [Test]
    public async Task A_caller_that_breaks_off_leaves_no_trace_and_no_debt()
    {
        await using var hub = await SoapHub.StartAsync(options => options with { MaxBytesInFlight = 20_000 });
        for (var round = 0; round < 5; round++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, hub.Http.BaseAddress!.Port);
            var head = $"POST /soap/dossier-exchange HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nAuthorization: Basic {Convert.ToBase64String("HOTICH:k"u8)}\r\nContent-Length: 9000\r\n\r\n<s:Envelope";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head));
            socket.Close(0);
        }

        Assert.That(async () => (await hub.PostAsync(Http.Envelope(Requests.Progress))).Status, Is.EqualTo(200).After(5000, 20));
        // Kestrel's own word, now and then, when the caller goes in the middle of a read; everything else would be ours.
        Assert.That(
            hub.Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal) && !line.Contains("automatic draining of the request body failed", StringComparison.Ordinal)),
            Is.Empty);
    }

    [TestCase("Transfer-Encoding: chunked\r\n\r\nkhông phải số\r\n", "HTTP/1.1 400", "send the whole message again")]
    [TestCase("Content-Length: 8589934592\r\n\r\n", "HTTP/1.1 413", "send fewer or smaller files")]
    public async Task Broken_HTTP_is_answered_with_a_fault_and_at_once(string rest, string status, string text)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _hub.Http.BaseAddress!.Port);
        var head = $"POST /soap/dossier-exchange HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nAuthorization: Basic {Convert.ToBase64String("HOTICH:k"u8)}\r\n";
        await socket.SendAsync(Encoding.UTF8.GetBytes(head + rest));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains("</soap:Envelope>") && await socket.ReceiveAsync(buffer) is > 0 and var count)
        {
            answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        Assert.That(answer.ToString(), Does.StartWith(status).And.Contain("soap:Client</faultcode>").And.Contain(text));
    }

    [Test]
    public async Task Many_at_once_are_each_judged_for_themselves()
    {
        var posts = Enumerable.Range(0, 120).Select(async each =>
        {
            var good = each % 2 == 0;
            var body = good ? Requests.Result : Requests.Result.Replace("<statusCode>9", "<statusCode>99");
            return (await _hub.PostAsync(Http.Envelope(body))).Status == (good ? 200 : 500);
        });
        Assert.That(await Task.WhenAll(posts), Is.All.True);
        Assert.That(_hub.Exchange.Calls, Has.Count.EqualTo(60));
    }

    [Test]
    public async Task A_reply_that_cannot_be_written_is_a_server_fault()
    {
        await using var hub = await SoapHub.StartAsync(services: [new UnwritableService()]);
        var answer = await hub.PostAsync(Http.Envelope("<q xmlns='urn:u'/>"), service: "unwritable");
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Server")));
    }

    [Test]
    public void A_hostile_body_of_the_right_shape_is_judged_in_time()
    {
        var many = Http.Envelope(Requests.Element("ProgressRequest", string.Concat(Enumerable.Repeat("<packetId>x</packetId><dueAt/><x i:nil='1' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'/>", 15_000))));
        Assert.That(async () => (await _hub.PostAsync(many)).Detail, Has.Length.InRange(2, 101).After(1));
    }

    [Test]
    public void Wrong_options_are_all_named_at_once()
    {
        var twice = new DossierExchangeService(new ScriptedExchange());
        var app = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder().Build();
        Assert.That(
            () => app.MapSoap(new SoapEndpointOptions { PublicBaseUrl = new Uri("ftp://x/") }, twice, twice),
            Throws.ArgumentException.With.Message.Contains("http or https").And.Message.Contains("named 'dossier-exchange'"));
    }

    private sealed class UnwritableService : ISoapService
    {
        public string Name => "unwritable";

        public XNamespace TargetNamespace => "urn:u";

        public string PortType => "Unwritable";

        public IReadOnlyList<SoapOperation> Operations { get; } =
            [new SoapOperation("q", "{urn:u}q", (_, _) => Task.FromResult<SoapReply>(new SoapReply.Body(new XElement("{urn:u}r", "\u0001"))))];

        public string Wsdl(Uri publicAddress) => "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>";

        public XmlSchemaSet CompileSchemas()
        {
            var set = new XmlSchemaSet();
            set.Add("urn:u", XDocument.Parse("<schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:u'><element name='q'/></schema>").CreateReader());
            set.Compile();
            return set;
        }

        public XElement FaultDetail(string code, string message, IReadOnlyList<BodyError> errors) => new("{urn:u}f");
    }

    private sealed class EndlessContent : HttpContent
    {
        private readonly long? _length;

        public EndlessContent(long? length)
        {
            _length = length;
            Headers.TryAddWithoutValidation("Content-Type", "text/xml");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[16 * 1024];
            block.AsSpan().Fill((byte)'x');
            "<a>"u8.CopyTo(block);
            for (var sent = 0L; sent < 64 << 20; sent += block.Length)
            {
                await stream.WriteAsync(block);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length ?? 0;
            return _length is not null;
        }
    }
}

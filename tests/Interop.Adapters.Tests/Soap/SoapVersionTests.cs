using System.Xml.Linq;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;

namespace Interop.Adapters.Tests.Soap;

/// <summary>Whoever speaks SOAP 1.2 is answered in 1.2, by its rules; and called in it, where a profile says so.</summary>
public sealed class SoapVersionTests
{
    private const string Type12 = "application/soap+xml; charset=utf-8; action=\"urn:interop:dossier-exchange:1/Progress\"";
    private static readonly XNamespace Soap12 = Http.Soap12;

    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [TestCase("application/soap+xml; charset=utf-8", Http.Soap12)]
    [TestCase("application/soap+xml;charset=UTF-8;action=\"urn:whatever\"", Http.Soap12)]
    [TestCase("Application/SOAP+XML", Http.Soap12)]
    [TestCase("text/xml; charset=utf-8", Http.Soap12)]
    [TestCase("application/soap+xml", Http.Soap11)]
    [TestCase("text/xml", Http.Soap11)]
    public async Task The_envelope_says_which_version_it_is_and_is_answered_in_it(string type, string soap)
    {
        var answer = await _hub.PostAsync(Of(Requests.Progress, soap), type);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((200, "no fault")));
        Assert.That(answer.Soap.NamespaceName, Is.EqualTo(soap));
        Assert.That(answer.Field("packetId"), Is.EqualTo("HT-1"));
    }

    [TestCase(Type12)]
    [TestCase("text/xml")]
    public async Task Another_version_is_a_version_mismatch_that_lists_those_that_are_spoken(string type)
    {
        var answer = await _hub.PostAsync(Of(Requests.Progress, "urn:of-my-own"), type);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:VersionMismatch")));
        Assert.That(answer.Soap.NamespaceName, Is.EqualTo(type == Type12 ? Http.Soap12 : Http.Soap11), "as the Content-Type announced");
        Assert.That(answer.Document.Descendants(Soap12 + "SupportedEnvelope").Select(QName), Is.EqualTo(new[] { Soap12 + "Envelope", XNamespace.Get(Http.Soap11) + "Envelope" }));
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        static TestCaseData Case(string name, string message, int status, string code) => new TestCaseData(message, status, code).SetArgDisplayNames(name);

        yield return Case("does not fit the schema", Of(Requests.Progress.Replace("<statusCode>4", "<statusCode>44")), 400, "soap:Sender/Invalid");
        yield return Case("unknown operation", Of(Requests.Element("DropTables", "")), 400, "soap:Sender");
        yield return Case("not well-formed", Of(Requests.Progress)[..^10], 400, "soap:Sender");
        yield return Case("no Body", $"<s:Envelope xmlns:s='{Http.Soap12}'/>", 400, "soap:Sender");
        yield return Case("longer than the limit", Of(Requests.Progress) + new string(' ', 64 * 1024), 413, "soap:Sender");
        yield return Case("more than the budget", Of(Requests.Element("ProgressRequest", new string(' ', 40_000))), 503, "soap:Receiver/Busy");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_has_the_code_and_the_status_of_its_version(string message, int status, string code)
    {
        await using var hub = await SoapHub.StartAsync(options => options with { MaxRequestBytes = 64 * 1024, MaxBytesInFlight = 20_000 });
        var answer = await hub.PostAsync(message, Type12);
        Assert.That((answer.Status, answer.FaultCode, answer.Soap.NamespaceName), Is.EqualTo((status, code, Http.Soap12)));
        Assert.That(answer.FaultText, Is.Not.Empty);
        Assert.That(answer.Body.Element(Soap12 + "Reason")!.Element(Soap12 + "Text")!.Attribute(XNamespace.Xml + "lang"), Is.Not.Null, "part 1, §5.4.2.1");
    }

    [Test]
    public async Task Every_error_stands_in_the_detail()
    {
        var answer = await _hub.PostAsync(Of(Requests.Progress.Replace("<statusCode>4", "<statusCode>44").Replace("<packetId>HT-1", "<packetId>H T")), Type12);
        Assert.That(answer.Detail, Has.Length.EqualTo(3).And.Some.StartWith("/ProgressRequest/statusCode").And.Some.StartWith("/ProgressRequest/packetId"));
    }

    [Test]
    public async Task Who_is_not_known_is_challenged()
    {
        var answer = await _hub.PostAsync(Of(Requests.Progress), Type12, authenticated: false);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((401, "soap:Sender/Authentication")));
        Assert.That(answer.Challenge, Does.StartWith("Basic realm="));
    }

    [TestCase("<h xmlns='urn:h' s:mustUnderstand='true'/>", true)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:role='http://www.w3.org/2003/05/soap-envelope/role/next'/>", true)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:role='http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver'/>", true)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:role='https://truc.tinhmau.gov.vn/lien-thong/soap/dossier-exchange'/>", true)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:role='http://www.w3.org/2003/05/soap-envelope/role/none'/>", false)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:role='urn:someone-else'/>", false)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='false'/>", false)]
    [TestCase("<h xmlns='urn:h' s:mustUnderstand='1' s:actor='urn:someone-else'/>", true)]
    public async Task A_header_that_must_be_understood_is_or_else_named(string header, bool refused)
    {
        var answer = await _hub.PostAsync(Of(Requests.Progress, Http.Soap12, header), Type12);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo(refused ? (500, "soap:MustUnderstand") : (200, "no fault")));
        Assert.That(answer.Document.Descendants(Soap12 + "NotUnderstood").Select(QName), Is.EqualTo(refused ? new[] { XName.Get("h", "urn:h") } : []));
    }

    [TestCase(SoapFaultKind.Client, null, "Sender")]
    [TestCase(SoapFaultKind.Client, "Client.Authentication.Expired", "Sender.Authentication.Expired")]
    [TestCase(SoapFaultKind.Server, "Server.Busy", "Receiver.Busy")]
    [TestCase(SoapFaultKind.VersionMismatch, null, "VersionMismatch")]
    [TestCase(SoapFaultKind.MustUnderstand, null, "MustUnderstand")]
    [TestCase(SoapFaultKind.DataEncodingUnknown, null, "DataEncodingUnknown")]
    public void A_fault_written_is_the_fault_read(SoapFaultKind kind, string? code, string name)
    {
        var fault = new SoapFault { Kind = kind, Code = code, Text = "Sai dữ liệu <b>", Actor = "urn:hub", Detail = new XElement("{urn:d}d", "x") };
        var bytes = SoapEnvelopeWriter.Write(SoapVersion.Soap12, SoapFaultXml.Write(SoapVersion.Soap12, fault));
        var read = SoapFaultXml.Read(XDocument.Load(new MemoryStream([.. bytes])).Descendants(Soap12 + "Fault").Single())!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((read.Kind, read.Code, read.Text, read.Actor), Is.EqualTo((kind, name, fault.Text, "urn:hub")));
            Assert.That(read.Detail!.Elements().Single().Value, Is.EqualTo("x"));
        }
    }

    [TestCase(SoapActionStyle.Quoted, "Content-Type: application/soap+xml; charset=utf-8; action=\"urn:t/Hello\"\r\n")]
    [TestCase(SoapActionStyle.Unquoted, "Content-Type: application/soap+xml; charset=utf-8; action=\"urn:t/Hello\"\r\n")]
    [TestCase(SoapActionStyle.Empty, "Content-Type: application/soap+xml; charset=utf-8; action=\"\"\r\n")]
    [TestCase(SoapActionStyle.Absent, "Content-Type: application/soap+xml; charset=utf-8\r\n")]
    public async Task A_partner_of_SOAP_1_2_is_called_in_it(SoapActionStyle style, string type)
    {
        await using var peer = RawPeer.Saying(Http.Answer("200 OK", Of("<r xmlns='urn:t'/>"), "application/soap+xml; charset=utf-8"));
        await Calls.Ends<SoapExchange.Reply>(Calls.ToAsync(peer, new SoapProfile { Version = SoapVersion.Soap12, ActionStyle = style }));

        Assert.That(peer.Requests.Single(), Does.Contain(type).And.Contain($"<soap:Envelope xmlns:soap=\"{Http.Soap12}\"").And.Not.Contain("SOAPAction"));
    }

    [Test]
    public async Task Its_fault_comes_back_as_one_whatever_the_status()
    {
        await using var peer = RawPeer.Saying(Http.Answer(
            "400 Bad Request", Of("<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang='vi'>Thiếu tên</s:Text></s:Reason></s:Fault>"), "application/soap+xml"));
        var reply = await Calls.Ends<SoapExchange.FaultReply>(Calls.ToAsync(peer, new SoapProfile { Version = SoapVersion.Soap12 }));
        Assert.That((reply.Fault.Kind, reply.Fault.Text), Is.EqualTo((SoapFaultKind.Client, "Thiếu tên")));
    }

    private static string Of(string body, string soap = Http.Soap12, string header = "") => Http.Envelope(body, header).Replace(Http.Soap11, soap);

    private static XName QName(XElement element)
    {
        var parts = element.Attribute("qname")!.Value.Split(':');
        return element.GetNamespaceOfPrefix(parts[0])! + parts[1];
    }
}

using System.Xml.Linq;

namespace Interop.Adapters.Tests.Soap.Door;

/// <summary>WS-Addressing 1.0 and the submission of 2004, as stacks send it that address everything.</summary>
internal sealed class AddressingTests
{
    private const string Final = "http://www.w3.org/2005/08/addressing";
    private const string Submission = "http://schemas.xmlsoap.org/ws/2004/08/addressing";

    private SoapHub _hub = null!;

    [OneTimeSetUp]
    public async Task Start() => _hub = await SoapHub.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _hub.DisposeAsync();

    [TestCase(Http.Soap11, Final, "")]
    [TestCase(Http.Soap12, Final, "http://www.w3.org/2005/08/addressing/anonymous")]
    [TestCase(Http.Soap12, Submission, "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous")]
    public async Task An_addressed_call_is_answered_to(string soap, string wsa, string replyTo)
    {
        // What WCF sends: all that must be understood is.
        var answer = await PostAsync(soap, wsa, $"<a:Action s:mustUnderstand='1'>urn:any</a:Action><a:MessageID s:mustUnderstand='true'>urn:uuid:1</a:MessageID>"
            + (replyTo.Length == 0 ? string.Empty : $"<a:ReplyTo s:mustUnderstand='1'><a:Address>{replyTo}</a:Address></a:ReplyTo>")
            + "<a:To s:mustUnderstand='1'>https://truc.tinhmau.gov.vn/lien-thong/soap/dossier-exchange</a:To>");
        Assert.That((answer.Status, Header(answer, wsa, "Action"), Header(answer, wsa, "RelatesTo")),
            Is.EqualTo((200, "urn:interop:dossier-exchange:1:DossierExchange:ProgressResponse", "urn:uuid:1")));
    }

    [Test]
    public async Task Who_does_not_address_is_not_addressed()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Progress));
        Assert.That(answer.Document.Root!.Element(answer.Soap + "Header"), Is.Null);
    }

    [Test]
    public async Task A_fault_has_the_action_of_its_kind()
    {
        var contract = await PostAsync(Http.Soap12, Final, "<a:MessageID>urn:uuid:2</a:MessageID>", Requests.Progress.Replace("<statusCode>4", "<statusCode>44"));
        var foreign = await PostAsync(Http.Soap12, Final, "<a:MessageID>urn:uuid:3</a:MessageID>", "<x xmlns='urn:x'/>");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((contract.Status, Header(contract, Final, "Action"), Header(contract, Final, "RelatesTo")),
                Is.EqualTo((500, "urn:interop:dossier-exchange:1:DossierExchange:Progress:Fault:ExchangeFault", "urn:uuid:2")));
            Assert.That((Header(foreign, Final, "Action"), Header(foreign, Final, "RelatesTo")), Is.EqualTo(("http://www.w3.org/2005/08/addressing/soap/fault", "urn:uuid:3")));
        }
    }

    [TestCase("ReplyTo", "http://attacker.example/")]
    [TestCase("FaultTo", "http://169.254.169.254/latest")]
    [TestCase("ReplyTo", "http://www.w3.org/2005/08/addressing/none")]
    public async Task Nothing_is_sent_anywhere_because_a_message_says_so(string header, string address)
    {
        var answer = await PostAsync(Http.Soap12, Final, $"<a:MessageID>urn:uuid:4</a:MessageID><a:{header}><a:Address>{address}</a:Address></a:{header}>");
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Sender/InvalidAddressingHeader/OnlyAnonymousAddressSupported")));
        Assert.That(Header(answer, Final, "Action"), Is.EqualTo("http://www.w3.org/2005/08/addressing/fault"));
        Assert.That(answer.Document.Descendants(XName.Get("ProblemHeaderQName", Final)).Single().Value, Is.EqualTo($"wsa:{header}"));
        Assert.That(answer.FaultText, Does.Contain(header).And.Not.Contain(address));
    }

    [Test]
    public async Task A_header_that_stands_twice_is_refused()
    {
        var answer = await PostAsync(Http.Soap11, Final, "<a:MessageID>1</a:MessageID><a:MessageID>2</a:MessageID>");
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Client.InvalidAddressingHeader.InvalidCardinality")));
    }

    [Test]
    public async Task What_is_addressed_to_another_receiver_is_not_ours()
    {
        var answer = await PostAsync(Http.Soap11, Final, "<a:ReplyTo s:actor='urn:gateway'><a:Address>http://gateway.example/</a:Address></a:ReplyTo><a:MessageID s:actor='urn:gateway'>1</a:MessageID>");
        Assert.That((answer.Status, Header(answer, Final, "RelatesTo")), Is.EqualTo((200, (string?)null)));
    }

    private static string? Header(SoapHubAnswer answer, string wsa, string name) => answer.Document.Root!.Element(answer.Soap + "Header")?.Element(XName.Get(name, wsa))?.Value;

    private Task<SoapHubAnswer> PostAsync(string soap, string wsa, string headers, string? body = null) => _hub.PostAsync(
        $"<s:Envelope xmlns:s='{soap}' xmlns:a='{wsa}'><s:Header>{headers}</s:Header><s:Body>{body ?? Requests.Progress}</s:Body></s:Envelope>",
        soap == Http.Soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8");
}

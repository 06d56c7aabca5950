using Interop.Adapters.Soap.Exchange;

namespace Interop.Adapters.Tests.Soap;

/// <summary>What does no harm is forgiven; what does not fit is refused with every error and its place.</summary>
public sealed class RequestContractTests
{
    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    private static IEnumerable<TestCaseData> Harmless()
    {
        TestCaseData Case(string name, string body) => new TestCaseData(body).SetArgDisplayNames(name);
        const string Ns = "urn:interop:dossier-exchange:1";

        yield return Case("another order", Requests.Element("ProgressRequest", "<content>Đang xử lý</content><statusCode>4</statusCode><packetId>HT-1</packetId><occurredAt>2024-06-03T10:00:00+07:00</occurredAt><dossierNumber>D-1</dossierNumber>"));
        yield return Case("blanks around values", Requests.Element("ProgressRequest", Progress("\n  4 ", " Đang xử lý\n")));
        yield return Case("prefixes", $"<x:ProgressRequest xmlns:x='{Ns}'>{Progress().Replace("<", "<x:").Replace("<x:/", "</x:")}</x:ProgressRequest>");
        yield return Case("unqualified children", $"<x:ProgressRequest xmlns:x='{Ns}'>{Progress()}</x:ProgressRequest>");
        yield return Case("nil for none", Requests.Element("ProgressRequest", Progress() + "<dueAt xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/><handler xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='1'/>"));
        yield return Case("empty for none", Requests.Element("ProgressRequest", Progress() + "<dueAt/><handler></handler>"));
        yield return Case("type hints", Requests.Element("ProgressRequest", Progress().Replace("<content>", "<content xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema' xsi:type='xsd:string'>")));
        yield return Case("CDATA", Requests.Element("ProgressRequest", Progress(content: "<![CDATA[Đang xử lý]]>")));
        yield return Case("comments", Requests.Element("ProgressRequest", "<!-- gửi từ phần mềm hộ tịch -->" + Progress()));
    }

    [TestCaseSource(nameof(Harmless))]
    public async Task What_does_no_harm_is_read(string body)
    {
        var answer = await _hub.PostAsync(Http.Envelope(body));
        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', answer.Detail));
        var call = (ProgressCall)_hub.Exchange.Calls.Single();
        Assert.That((call.Content, (int)call.Status, call.DueAt, call.Handler), Is.EqualTo(("Đang xử lý", 4, (DateTimeOffset?)null, (string?)null)));
    }

    [Test]
    public async Task A_time_without_an_offset_is_Vietnams_and_one_with_an_offset_keeps_it()
    {
        await _hub.PostAsync(Http.Envelope(Requests.Element("ProgressRequest", Progress(at: "2024-06-03T10:00:00"))));
        await _hub.PostAsync(Http.Envelope(Requests.Element("ProgressRequest", Progress(at: "2024-06-03T03:00:00Z"))));

        Assert.That(_hub.Exchange.Calls.Cast<ProgressCall>().Select(call => call.OccurredAt.ToString("o")), Is.EqualTo(new[] { "2024-06-03T10:00:00.0000000+07:00", "2024-06-03T03:00:00.0000000+00:00" }));
    }

    [Test]
    public async Task Every_error_is_listed_with_its_place_and_without_its_value()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Element(
            "ResultRequest",
            "<packetId>có dấu!</packetId><dossierNumber>D-1</dossierNumber><occurredAt>hôm qua</occurredAt><statusCode>11</statusCode>"
            + "<result><code>A</code><name>Tốt</name></result>"
            + "<result><code>B</code><file><name>../../etc/passwd</name><mediaType>pdf</mediaType><data>không phải base64</data></file></result>"
            + "<attributes><attribute>x</attribute></attributes><ghiChu>Nguyễn Thị Mật</ghiChu>")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.FaultCode, answer.Detail[0]), Is.EqualTo((500, "soap:Client.Invalid", "invalid")));
            foreach (var path in new[]
            {
                "/ResultRequest/packetId:", "/ResultRequest/occurredAt:", "/ResultRequest/statusCode:", "/ResultRequest/result[2]/file:",
                "/ResultRequest/attributes/attribute:", "/ResultRequest/ghiChu:",
            })
            {
                Assert.That(answer.Detail, Has.Some.StartsWith(path), string.Join('\n', answer.Detail));
            }

            Assert.That(answer.Document.ToString(), Does.Not.Contain("Mật").And.Not.Contain("hôm qua").And.Not.Contain("passwd"));
            Assert.That(_hub.Exchange.Calls, Is.Empty);
        }
    }

    [Test]
    public async Task What_a_file_lacks_is_told_at_its_place()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Element("ResultRequest", Requests.ResultFields
            .Replace("giay-khai-sinh.pdf", "../giay.pdf").Replace("application/pdf", "pdf").Replace("<sha256>", "<sha256>zz"))));
        Assert.That(
            answer.Detail.Skip(1).Select(error => error[..error.IndexOf(':', StringComparison.Ordinal)]),
            Is.EquivalentTo(new[] { "/ResultRequest/result/file/name", "/ResultRequest/result/file/mediaType", "/ResultRequest/result/file/sha256" }));
    }

    [Test]
    public async Task A_digest_that_does_not_match_is_refused_at_its_line()
    {
        var answer = await _hub.PostAsync(Http.Envelope("\n" + Requests.Element("ResultRequest", Requests.ResultFields.Replace(Convert.ToBase64String(Requests.Certificate), "AAAA"))));

        Assert.That(answer.Detail.Single(error => error.StartsWith('/')), Does.StartWith("/ResultRequest/result/file/sha256: The digest is not that of the data"));
        Assert.That(answer.Body.Descendants(ExchangeNames.Namespace + "line").Single().Value, Is.EqualTo("2"));
    }

    [Test]
    public async Task An_instant_beyond_the_calendar_is_refused()
    {
        var answer = await _hub.PostAsync(Http.Envelope(Requests.Element("ProgressRequest", Progress(at: "0001-01-01T00:00:00+14:00"))));
        Assert.That(answer.Detail.Last(), Does.StartWith("/ProgressRequest/occurredAt:"));
    }

    private static string Progress(string status = "4", string content = "Đang xử lý", string at = "2024-06-03T10:00:00+07:00") =>
        $"<packetId>HT-1</packetId><dossierNumber>D-1</dossierNumber><occurredAt>{at}</occurredAt><statusCode>{status}</statusCode><content>{content}</content>";
}

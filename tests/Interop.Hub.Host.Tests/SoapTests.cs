using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Interop.Hub.Host.Tests;

/// <summary>A ministry's SOAP call is a packet like any other: the same intake, the same ledger.</summary>
[TestFixture]
internal sealed class SoapTests
{
    private static readonly XNamespace Exchange = "urn:interop:dossier-exchange:1";
    private HubUnderTest _hub = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _hub = await HubUnderTest.StartAsync();
        using var answer = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)answer.StatusCode, Is.EqualTo(202));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task ProgressAndResultWithItsFileReachTheLedgerAndTheOneStop()
    {
        var file = Dossiers.Document("giay-khai-sinh.pdf");
        var (status, progress) = await CallAsync("Progress", $"""
            <ProgressRequest xmlns="{Exchange}"><packetId>btp-1</packetId><dossierNumber>{Dossiers.Number(1)}</dossierNumber>
            <occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>4</statusCode><content>Đang xử lý</content></ProgressRequest>
            """);
        Assert.That((status, progress.Descendants(Exchange + "disposition").Single().Value), Is.EqualTo((200, "accepted")), progress.ToString());

        var result = $"""
            <ResultRequest xmlns="{Exchange}"><packetId>btp-2</packetId><dossierNumber>{Dossiers.Number(1).ToLowerInvariant()}</dossierNumber>
            <occurredAt>2026-11-23T10:00:00+07:00</occurredAt><statusCode>9</statusCode>
            <result><code>KQ.G15.000031</code><name>Giấy khai sinh</name>
            <file><name>giay-khai-sinh.pdf</name><mediaType>application/pdf</mediaType><data>{Convert.ToBase64String(file)}</data></file></result></ResultRequest>
            """;
        var (taken, receipt) = await CallAsync("Result", result);
        Assert.That(taken, Is.EqualTo(200), receipt.ToString());
        var (again, same) = await CallAsync("Result", result);
        Assert.That((again, same.Descendants(Exchange + "receiptId").Single().Value), Is.EqualTo((200, receipt.Descendants(Exchange + "receiptId").Single().Value)));

        await Eventually.BecomesTrueAsync(() => _hub.Province.OneStop.Records.EffectsOf(Dossiers.Number(1)).Select(e => e.Operation).Order(StringComparer.Ordinal).SequenceEqual(["progress", "result"]));
        var digest = Contracts.Documents.Sha256Digest.Of(file);
        Assert.That(await _hub.Client("MCDT").GetByteArrayAsync($"api/v1/documents/{digest}?dossier={Dossiers.Number(1)}"), Is.EqualTo(file));
        var (_, seen) = await CallAsync("Get", $"<GetRequest xmlns=\"{Exchange}\"><dossierNumber>{Dossiers.Number(1)}</dossierNumber></GetRequest>");
        Assert.That(seen.Descendants(Exchange + "statusCode").First().Value, Is.EqualTo("9"));
    }

    /// <summary>As Apache CXF writes it: the file beside the XML, where the XML has a reference to it.</summary>
    [Test]
    public async Task AResultWithItsFileBesideTheXmlReachesTheLedger()
    {
        using var submitted = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(2).ToJsonString()));
        Assert.That((int)submitted.StatusCode, Is.EqualTo(202));
        byte[] file = [.. Dossiers.Document("giay-khai-sinh.pdf"), 2];
        var body = $"""
            <ResultRequest xmlns="{Exchange}"><packetId>btp-3</packetId><dossierNumber>{Dossiers.Number(2)}</dossierNumber>
            <occurredAt>2026-11-23T10:00:00+07:00</occurredAt><statusCode>9</statusCode>
            <result><code>KQ.G15.000031</code><name>Giấy khai sinh</name><file><name>giay-khai-sinh.pdf</name><mediaType>application/pdf</mediaType>
            <data><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:4f5e%40cxf.apache.org"/></data></file></result></ResultRequest>
            """;
        byte[] package =
        [
            .. Encoding.UTF8.GetBytes($"--uuid:7a\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <root.message@cxf.apache.org>\r\n\r\n{Envelope(body)}\r\n"),
            .. "--uuid:7a\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <4f5e@cxf.apache.org>\r\n\r\n"u8,
            .. file,
            .. "\r\n--uuid:7a--"u8,
        ];
        var content = new ByteArrayContent(package);
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/xop+xml\"; boundary=\"uuid:7a\"; start=\"<root.message@cxf.apache.org>\"; start-info=\"text/xml\"");
        var (status, answer) = await CallAsync("Result", content, "HOTICH");
        Assert.That(status, Is.EqualTo(200), answer.ToString());
        Assert.That(await _hub.Client("MCDT").GetByteArrayAsync($"api/v1/documents/{Contracts.Documents.Sha256Digest.Of(file)}?dossier={Dossiers.Number(2)}"), Is.EqualTo(file));
    }

    [Test]
    public async Task AnUnknownDossierIsAClientFaultAndNoKeyIsConsumed()
    {
        var (status, fault) = await CallAsync("Progress", $"""
            <ProgressRequest xmlns="{Exchange}"><packetId>btp-9</packetId><dossierNumber>{Dossiers.Number(999)}</dossierNumber>
            <occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>4</statusCode><content>x</content></ProgressRequest>
            """);
        Assert.That((status, fault.Descendants("faultcode").Single().Value), Is.EqualTo((500, "soap:Client.Invalid")));
    }

    [Test]
    public async Task WithoutAKeyThereIsNoEntryAndTheWsdlIsOpen()
    {
        var (status, _) = await CallAsync("Get", $"<GetRequest xmlns=\"{Exchange}\"><dossierNumber>x</dossierNumber></GetRequest>", partner: null);
        Assert.That(status, Is.EqualTo(401));
        var wsdl = await _hub.Client(null).GetStringAsync("soap/dossier-exchange?wsdl");
        Assert.That(wsdl, Does.Contain($"{_hub.Address}soap/dossier-exchange"));
    }

    private static string Envelope(string body) => $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{body}</s:Body></s:Envelope>";

    private Task<(int Status, XDocument Body)> CallAsync(string operation, string body, string? partner = "HOTICH") =>
        CallAsync(operation, new StringContent(Envelope(body), Encoding.UTF8, "text/xml"), partner);

    private async Task<(int Status, XDocument Body)> CallAsync(string operation, HttpContent content, string? partner)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_hub.Address, "soap/dossier-exchange")) { Content = content };
        request.Headers.Add("SOAPAction", $"\"{Exchange}/{operation}\"");
        if (partner is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{partner}:{_hub.Keys[partner]}")));
        }

        using var answer = await _hub.Client(null).SendAsync(request);
        return ((int)answer.StatusCode, XDocument.Parse(await answer.Content.ReadAsStringAsync()));
    }
}

using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Endpoint;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap.Profiles.Receiving;

/// <summary>A ministry that calls by a contract of its own: what it sends is taken, and it is answered in its own words.</summary>
[TestFixture]
public sealed class CallbackTests : ProfileTests
{
    private static readonly Uri s_nowhere = new("http://127.0.0.1:9/");

    private ScriptedDoor _door = new();

    public CallbackTests()
        : base(TimeSpan.FromSeconds(5))
    {
    }

    [SetUp]
    public void Clear() => _door = new ScriptedDoor();

    [Test]
    public async Task Its_result_is_taken_with_its_file_and_answered_in_its_own_words()
    {
        Profile();
        await using var hub = await HubAsync();

        var inline = await hub.PostAsync(Http.Envelope(Call(1, Convert.ToBase64String(ResultSheets.File))), service: "from/hotich");
        var again = await hub.PostAsync(Http.Envelope(Call(1, Convert.ToBase64String(ResultSheets.File))), service: "from/HoTich");
        var bare = await hub.PostAsync(Http.Envelope(Call(2, null)), service: "from/hotich");

        var first = _door.Taken.First();
        var paper = ((Result)first.Packet.Content).Papers.Single();
        Assert.Multiple(() =>
        {
            Assert.That(new[] { inline, again, bare }.Select(a => (a.Status, a.Body.ToString(SaveOptions.DisableFormatting))), Is.EqualTo(new[]
            {
                (200, Said("00", "r-BM-1")), (200, Said("01", "r-BM-1")), (200, Said("00", "r-BM-2")),
            }));
            Assert.That((first.Inbound.Partner, first.Inbound.Operation, first.Packet.PacketId), Is.EqualTo(("HOTICH", "SOAP traKetQua", "BM-1")));
            Assert.That(_door.Files[paper.File!.Sha256], Is.EqualTo(ResultSheets.File));
            Assert.That(first.Inbound.StoredDocuments, Is.EqualTo(new[] { paper.File.Sha256 }));
        });
    }

    [Test]
    public async Task A_large_file_and_one_beside_the_xml_are_kept_as_they_come_in()
    {
        Profile();
        await using var hub = await HubAsync();
        byte[] large = [.. Enumerable.Range(0, 600_000).Select(i => (byte)(i * 31))];

        var streamed = await hub.PostAsync(Http.Envelope(Call(1, Convert.ToBase64String(large))), service: "from/hotich");
        using var package = new MultipartContent("related", "bien");
        package.Headers.ContentType!.Parameters.Add(new("type", "\"application/xop+xml\""));
        package.Headers.ContentType.Parameters.Add(new("start", "\"<goc>\""));
        package.Headers.ContentType.Parameters.Add(new("start-info", "\"text/xml\""));
        var root = new ByteArrayContent(Encoding.UTF8.GetBytes(Http.Envelope(Call(2, "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:tep'/>"))));
        root.Headers.TryAddWithoutValidation("Content-Type", "application/xop+xml; charset=utf-8; type=\"text/xml\"");
        root.Headers.TryAddWithoutValidation("Content-ID", "<goc>");
        package.Add(root);
        var file = new ByteArrayContent(ResultSheets.File);
        file.Headers.TryAddWithoutValidation("Content-ID", "<tep>");
        package.Add(file);
        var beside = await hub.PostAsync(package, service: "from/hotich");

        Assert.That((streamed.FaultText, beside.FaultText), Is.EqualTo(("no fault", "no fault")));
        Assert.That(new[] { streamed, beside }.Select(a => a.Body.ToString(SaveOptions.DisableFormatting)), Is.EqualTo(new[] { Said("00", "r-BM-1"), Said("00", "r-BM-2") }));
        Assert.That(_door.Taken.Select(t => _door.Files[((Result)t.Packet.Content).Papers.Single().File!.Sha256]), Is.EqualTo(new[] { large, ResultSheets.File }));
    }

    [Test]
    public async Task What_is_wrong_it_is_told_in_its_own_words_or_by_a_fault()
    {
        Profile();
        await using var hub = await HubAsync();

        var noFile = await hub.PostAsync(Http.Envelope(Call(1, "AAA")), service: "from/hotich");
        var noDate = await hub.PostAsync(Http.Envelope(Call(2, null).Replace("20/11/2026 15:30:00", "hôm qua", StringComparison.Ordinal)), service: "from/hotich");
        var noNumber = await hub.PostAsync(Http.Envelope(Call(3, null).Replace("<so>3</so>", "<so>ba</so>", StringComparison.Ordinal)), service: "from/hotich");
        _door.Refuses = new Refusal(RefusalKind.NotFound, "No such dossier.", [new RefusalError("/identifiers/0", "is known to nobody")]);
        var unknown = await hub.PostAsync(Http.Envelope(Call(4, null)), service: "from/hotich");
        _door.Refuses = _door.Refuses with { Kind = RefusalKind.Erased };
        var fault = await hub.PostAsync(Http.Envelope(Call(5, null)), service: "from/hotich");

        Assert.Multiple(() =>
        {
            Assert.That(_door.Taken, Is.Empty);
            Assert.That(noFile.FaultCode, Is.EqualTo("soap:Client.Invalid"), "the contract says base64");
            Assert.That(noDate.Body.Value, Does.StartWith("98"));
            Assert.That(noNumber.Detail, Has.Length.EqualTo(2).And.Some.Contains("/traKetQua/so"));
            Assert.That(unknown.Body.ToString(SaveOptions.DisableFormatting), Is.EqualTo(Said("99", "notFound /identifiers/0")));
            Assert.That((fault.Status, fault.FaultCode, fault.FaultText), Is.EqualTo((500, "soap:Client.Rejected", "Không có hồ sơ")));
        });
    }

    [Test]
    public async Task While_the_hub_takes_nothing_it_is_to_come_again_and_is_not_told_that_its_packet_is_wrong()
    {
        Profile();
        await using var hub = await HubAsync();
        _door.Refuses = new Refusal(RefusalKind.Overloaded, "Full.", [], TimeSpan.FromSeconds(7));
        var packet = await hub.PostAsync(Http.Envelope(Call(1, null)), service: "from/hotich");
        (_door.Refuses, _door.RefusesFiles) = (null, new Refusal(RefusalKind.Overloaded, "Full.", [], TimeSpan.FromSeconds(8)));
        var file = await hub.PostAsync(Http.Envelope(Call(1, "AAAA")), service: "from/hotich");

        Assert.That(new[] { packet, file }.Select(a => (a.Status, a.RetryAfter)), Is.EqualTo(new[] { (503, (TimeSpan?)TimeSpan.FromSeconds(7)), (503, TimeSpan.FromSeconds(8)) }));
        Assert.That(_door.Taken, Is.Empty);
    }

    [Test]
    public async Task The_address_is_one_partners_alone_and_its_contract_stands_there()
    {
        Profile();
        Shelf.Simple("y", "<m:goi xmlns:m=\"urn:mau\"/>");
        var (its, other) = (Make(s_nowhere, "x", "THUE"), Make(s_nowhere, "y", "BHXH"));
        await using var hub = await SoapHub.StartAsync(o => o with { Callbacks = code => (code.ToUpperInvariant() switch { "THUE" => its, "BHXH" => other, _ => null })?.Delivery is ISoapCallbacks calls ? calls.ServiceOver(_door) : null });

        // The hub of these tests is called by HOTICH.
        var stranger = await hub.PostAsync(Http.Envelope(Call(1, Convert.ToBase64String(new byte[400_000]))), service: "from/thue");
        var nobody = await hub.PostAsync(Http.Envelope(Call(1, null)), service: "from/thue", authenticated: false);
        var none = await hub.PostAsync(Http.Envelope(Call(1, null)), service: "from/bhxh");
        var unknown = await hub.PostAsync(Http.Envelope(Call(1, null)), service: "from/ai");
        var wsdl = XDocument.Parse(await hub.Http.GetStringAsync(new Uri("soap/from/THUE?wsdl", UriKind.Relative)));

        Assert.Multiple(() =>
        {
            Assert.That(stranger.FaultCode, Is.EqualTo("soap:Client.Forbidden"));
            Assert.That(nobody.Status, Is.EqualTo(401));
            Assert.That((none.Status, unknown.Status), Is.EqualTo((404, 404)));
            Assert.That((_door.Taken.Count, _door.Files.Count), Is.EqualTo((0, 0)));
            Assert.That(
                wsdl.Descendants(XName.Get("address", "http://schemas.xmlsoap.org/wsdl/soap/")).Single().Attribute("location")!.Value,
                Is.EqualTo("https://truc.tinhmau.gov.vn/lien-thong/soap/from/thue"));
        });
    }

    [Test]
    public async Task A_profile_that_runs_away_costs_its_own_call_and_is_mended_without_a_restart()
    {
        Profile(packets: """<xsl:call-template name="mai"/>""", beside: """<xsl:template name="mai"><xsl:call-template name="mai"/></xsl:template>""");
        await using var hub = await HubAsync();

        var broken = await hub.PostAsync(Http.Envelope(Call(1, null)), service: "from/hotich");
        Profile();
        await UntilAsync(async () => (await hub.PostAsync(Http.Envelope(Call(1, null)), service: "from/hotich")).Status == 200);

        Assert.That((broken.Status, broken.FaultCode), Is.EqualTo((500, "soap:Server")));
        Assert.That(broken.FaultText, Does.Not.Contain("mai"));
        Assert.That(_door.Taken, Has.Count.EqualTo(1));
    }

    private static string Call(int number, string? file) =>
        $"<k:traKetQua xmlns:k='http://ketqua.bomau.gov.vn/'><so>{number}</so><maHoSo>000.00.18.H40-261120-0001</maHoSo><ngay>20/11/2026 15:30:00</ngay><canBo>Trần Văn Bộ</canBo>{(file is null ? "" : $"<tep>{file}</tep>")}</k:traKetQua>";

    private static string Said(string code, string text) =>
        new XElement(XNamespace.Get("http://ketqua.bomau.gov.vn/") + "traKetQuaResponse", new XAttribute(XNamespace.Xmlns + "k", "http://ketqua.bomau.gov.vn/"), new XElement("ma", code), new XElement("moTa", text)).ToString(SaveOptions.DisableFormatting);

    private Task<SoapHub> HubAsync()
    {
        var adapter = (ISoapCallbacks)Make(s_nowhere, "x", "HOTICH").Delivery!;
        return SoapHub.StartAsync(options => options with { Callbacks = code => code.Equals("HOTICH", StringComparison.OrdinalIgnoreCase) ? adapter.ServiceOver(_door) : null });
    }

    private void Profile(string? packets = null, string beside = "") => Shelf
        .Write("x", "callback.wsdl", SampleMinistry.Resource("callback.wsdl"))
        .Sheet("x", "ket-qua.xslt", packets ?? $"""<xsl:if test="not(contains(/*/ngay, '/'))"><xsl:message terminate="yes">Ngày không đúng mẫu</xsl:message></xsl:if><xsl:for-each select="/*">{ResultSheets.Packet}</xsl:for-each>""", beside)
        .Sheet("x", "tra-loi.xslt", """
            <xsl:variable name="packet" select="/d:received/d:packet"/>
            <xsl:variable name="refusal" select="/d:received//d:refusal"/>
            <xsl:choose>
              <xsl:when test="$refusal/@kind = 'erased'"><f:fault code="Client.Rejected">Không có hồ sơ</f:fault></xsl:when>
              <xsl:otherwise>
                <k:traKetQuaResponse xmlns:k="http://ketqua.bomau.gov.vn/">
                  <ma><xsl:choose>
                    <xsl:when test="$packet/@repeated = 'true'">01</xsl:when>
                    <xsl:when test="/d:received/@taken = 'true'">00</xsl:when>
                    <xsl:when test="$packet">99</xsl:when>
                    <xsl:otherwise>98</xsl:otherwise>
                  </xsl:choose></ma>
                  <moTa><xsl:value-of select="$packet/@receipt"/><xsl:if test="$refusal"><xsl:value-of select="concat($refusal/@kind, ' ', $refusal/d:error/@pointer)"/></xsl:if></moTa>
                </k:traKetQuaResponse>
              </xsl:otherwise>
            </xsl:choose>
            """)
        .Simple("x", "<m:goi xmlns:m=\"urn:mau\"/>", """
              "callbacks": { "wsdl": "callback.wsdl", "operations": { "traKetQua": { "packets": "ket-qua.xslt", "files": [ "tep" ], "reply": "tra-loi.xslt" } } },
            """);
}

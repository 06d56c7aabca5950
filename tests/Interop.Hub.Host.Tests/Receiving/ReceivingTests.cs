using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Host.Tests.Receiving;

/// <summary>A ministry connected by a folder alone, that is asked for its results, and calls with others by its own contract: the dossier ends at the one-stop.</summary>
[TestFixture]
internal sealed class ReceivingTests
{
    private const string Namespace = "urn:bo-mau";
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace M = Namespace;

    private WebApplication _ministry = null!;
    private DirectoryInfo _profiles = null!;
    private HubUnderTest _hub = null!;
    private Dictionary<string, byte[]> _results = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _results = [];
        _ministry = await MinistryAsync();
        _profiles = Directory.CreateTempSubdirectory("interop-profiles-");
        var folder = _profiles.CreateSubdirectory("bo-mau").FullName;
        foreach (var (name, text) in Profile())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        }

        var endpoint = _ministry.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _hub = await HubUnderTest.StartAsync(interop =>
        {
            interop["Partners"]!["HOTICH"]!["Adapter"] = new JsonObject
            {
                ["Type"] = "soap",
                ["Settings"] = new JsonObject { ["Profile"] = "bo-mau", ["Folder"] = _profiles.FullName, ["Endpoint"] = endpoint },
            };
            interop["Routes"]!.AsArray().First(r => (string)r!["Name"]! == "ho-tich")!["Kinds"] = new JsonArray("submission");
        });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _hub.DisposeAsync();
        await _ministry.DisposeAsync();
        _profiles.Delete(recursive: true);
    }

    [Test]
    public async Task ItsResultsReachTheOneStopWhetherItIsAskedForThemOrCalls()
    {
        // 1. Two dossiers arrive there; one has its result when it is asked.
        foreach (var number in new[] { 1, 2 })
        {
            using var taken = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(number).ToJsonString()));
            Assert.That((int)taken.StatusCode, Is.EqualTo(202));
        }

        var (asked, called) = (Dossiers.Document("giay-khai-sinh.pdf"), (byte[])[.. Dossiers.Document("giay-khai-sinh.pdf"), 1]);
        lock (_results)
        {
            _results[Dossiers.Number(1)] = asked;
        }

        await Eventually.BecomesTrueAsync(() => Arrived(1));

        // 2. The other it brings itself.
        using var answer = await CallAsync("HOTICH", Record(Dossiers.Number(2), called));
        var answered = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        await Eventually.BecomesTrueAsync(() => Arrived(2));
        var open = await _hub.Services.GetRequiredService<IAwaitedDossiers>().AwaitedAsync("HOTICH", default, 0, 10, CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(answered.Descendants(M + "ma").Single().Value, Is.EqualTo("00"));
            Assert.That(await _hub.Client("MCDT").GetByteArrayAsync($"api/v1/documents/{Sha256Digest.Of(asked)}?dossier={Dossiers.Number(1)}"), Is.EqualTo(asked));
            Assert.That(await _hub.Client("MCDT").GetByteArrayAsync($"api/v1/documents/{Sha256Digest.Of(called)}?dossier={Dossiers.Number(2)}"), Is.EqualTo(called));
            Assert.That(open.Dossiers, Is.Empty, "both have ended: it is asked about none");
        });

        // 3. Nobody else calls there, and its contract is at the address that others are given.
        using var other = await CallAsync("MCDT", Record(Dossiers.Number(2), called));
        var contract = await _hub.Client(null).GetStringAsync("soap/from/hotich?wsdl");
        Assert.That((int)other.StatusCode, Is.EqualTo(500));
        Assert.That(await other.Content.ReadAsStringAsync(), Does.Contain("Client.Forbidden"));
        Assert.That(contract, Does.Contain("soap/from/hotich"));
    }

    private bool Arrived(int number) => _hub.Province.OneStop.Records.EffectsOf(Dossiers.Number(number)).Any(e => e.Operation == "result");

    private async Task<HttpResponseMessage> CallAsync(string partner, string record)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "soap/from/hotich")
        {
            Content = new StringContent($"<s:Envelope xmlns:s=\"{Soap}\"><s:Body><m:TraKetQua xmlns:m=\"{Namespace}\">{record}</m:TraKetQua></s:Body></s:Envelope>", Encoding.UTF8, "text/xml"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{partner}:{_hub.Keys[partner]}")));
        return await _hub.Client(null).SendAsync(request);
    }

    private static string Record(string number, byte[] file) => $"<m:maHoSo>{number}</m:maHoSo><m:tep>{Convert.ToBase64String(file)}</m:tep>";

    /// <summary>It takes every dossier, and is asked about each by its number.</summary>
    private async Task<WebApplication> MinistryAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/", async context =>
        {
            var call = (await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted)).Descendants(Soap + "Body").Single().Elements().Single();
            context.Response.ContentType = "text/xml; charset=utf-8";
            await context.Response.WriteAsync($"<s:Envelope xmlns:s=\"{Soap}\"><s:Body>{Answer(call)}</s:Body></s:Envelope>", context.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }

    private string Answer(XElement call)
    {
        if (call.Name.LocalName == "Nhan")
        {
            return $"<m:NhanResponse xmlns:m=\"{Namespace}\">1</m:NhanResponse>";
        }

        lock (_results)
        {
            return $"<m:LayKetQuaResponse xmlns:m=\"{Namespace}\">{string.Concat(_results.Where(r => call.Value.Contains(r.Key, StringComparison.Ordinal)).Select(r => $"<m:kq>{Record(r.Key, r.Value)}</m:kq>"))}</m:LayKetQuaResponse>";
        }
    }

    private static IEnumerable<(string Name, string Text)> Profile()
    {
        yield return ("profile.json", """
            {
              "title": "Bộ Mẫu", "namespaces": { "m": "urn:bo-mau" },
              "deliveries": { "submission": { "action": "", "request": "gui.xslt", "expectsAnswer": true, "rules": [ { "when": "/m:NhanResponse = '1'", "then": "accepted" } ] } },
              "poll": {
                "every": "1s", "dossiers": 10, "packets": "ket-qua.xslt", "files": [ "m:tep" ],
                "ask": { "action": "", "request": "hoi.xslt", "rules": [ { "when": "/m:LayKetQuaResponse/m:kq", "then": "waiting" }, { "when": "/m:LayKetQuaResponse", "then": "nothing" } ] }
              },
              "callbacks": { "wsdl": "goi-lai.wsdl", "operations": { "TraKetQua": { "packets": "ket-qua.xslt", "files": [ "m:tep" ], "reply": "tra-loi.xslt" } } }
            }
            """);
        yield return ("gui.xslt", Sheet("""<m:Nhan><m:maHoSo><xsl:value-of select="f:dossierNumber()"/></m:maHoSo></m:Nhan>"""));
        yield return ("hoi.xslt", Sheet("""<m:LayKetQua><xsl:for-each select="d:poll/d:dossier"><m:maHoSo><xsl:value-of select="@number"/></m:maHoSo></xsl:for-each></m:LayKetQua>"""));
        yield return ("tra-loi.xslt", Sheet("""<m:TraKetQuaResponse><m:ma><xsl:choose><xsl:when test="d:received/@taken = 'true'">00</xsl:when><xsl:otherwise>99</xsl:otherwise></xsl:choose></m:ma></m:TraKetQuaResponse>"""));
        yield return ("ket-qua.xslt", Sheet("""
            <f:packets>
              <xsl:for-each select="//m:maHoSo/..">
                <f:packet key="{m:maHoSo}">
                  <p:packet>
                    <p:packetId><xsl:value-of select="concat('KQ-', m:maHoSo)"/></p:packetId>
                    <p:kind>result</p:kind>
                    <p:identifiers><p:item><p:scheme>local</p:scheme><p:issuer>000.00.18.H40</p:issuer><p:value><xsl:value-of select="m:maHoSo"/></p:value></p:item></p:identifiers>
                    <p:content>
                      <p:id>KQ</p:id>
                      <p:step><p:id>KQ</p:id><p:at>2026-11-23T10:00:00+07:00</p:at><p:content>Đã giải quyết</p:content><p:status>9</p:status></p:step>
                      <p:papers><p:item><p:code>KQ.G15.000031</p:code><p:name>Giấy khai sinh</p:name>
                        <p:file><p:name>giay-khai-sinh.pdf</p:name><p:mediaType>application/pdf</p:mediaType><p:size><xsl:value-of select="m:tep/@f:size"/></p:size><p:sha256><xsl:value-of select="m:tep/@f:sha256"/></p:sha256></p:file></p:item></p:papers>
                      <p:attributes/>
                    </p:content>
                  </p:packet>
                </f:packet>
              </xsl:for-each>
            </f:packets>
            """));
        yield return ("goi-lai.wsdl", $"""
            <wsdl:definitions targetNamespace="{Namespace}" xmlns:t="{Namespace}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <wsdl:types><xs:schema targetNamespace="{Namespace}" elementFormDefault="qualified">
                <xs:element name="TraKetQua"><xs:complexType><xs:sequence><xs:element name="maHoSo" type="xs:string"/><xs:element name="tep" type="xs:base64Binary"/></xs:sequence></xs:complexType></xs:element>
                <xs:element name="TraKetQuaResponse"><xs:complexType><xs:sequence><xs:element name="ma" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
              </xs:schema></wsdl:types>
              <wsdl:message name="a"><wsdl:part name="p" element="t:TraKetQua"/></wsdl:message><wsdl:message name="b"><wsdl:part name="p" element="t:TraKetQuaResponse"/></wsdl:message>
              <wsdl:portType name="GoiLai"><wsdl:operation name="TraKetQua"><wsdl:input message="t:a"/><wsdl:output message="t:b"/></wsdl:operation></wsdl:portType>
              <wsdl:binding name="B" type="t:GoiLai"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
                <wsdl:operation name="TraKetQua"><soap:operation soapAction=""/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>
              <wsdl:service name="S"><wsdl:port name="P" binding="t:B"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>
            </wsdl:definitions>
            """);
    }

    private static string Sheet(string body) =>
        $"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns:m="{Namespace}"><xsl:template match="/">{body}</xsl:template></xsl:stylesheet>""";
}

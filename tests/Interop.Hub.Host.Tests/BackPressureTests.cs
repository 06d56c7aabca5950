using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace Interop.Hub.Host.Tests;

/// <summary>A hub without room says so and takes nothing; what it has stays readable.</summary>
[TestFixture]
internal sealed class BackPressureTests
{
    [Test]
    public async Task WithoutRoomOnTheDiskEveryDoorSays503WithRetryAfter()
    {
        await using var hub = await HubUnderTest.StartAsync(interop => interop["Limits"]!["MinFreeDiskBytes"] = 1L << 50);
        var client = hub.Client("MCDT");
        var bytes = Dossiers.Document("van-ban.pdf");

        using var packet = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        using var file = await client.PutAsync($"api/v1/documents/{Contracts.Documents.Sha256Digest.Of(bytes)}", new ByteArrayContent(bytes));
        using var ready = await client.GetAsync("health/ready");
        using var live = await client.GetAsync("health/live");
        using var seen = await client.GetAsync($"api/v1/dossiers/{Dossiers.Number(1)}");

        foreach (var answer in new[] { packet, file })
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(503));
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That((await HubUnderTest.BodyAsync(answer)).GetProperty("type").GetString(), Is.EqualTo("urn:interop:problem:overloaded"));
        }

        Assert.That(((int)ready.StatusCode, (int)live.StatusCode, (int)seen.StatusCode), Is.EqualTo((503, 200, 404)));
        Assert.That((await HubUnderTest.BodyAsync(ready)).GetProperty("checks").GetProperty("disk").GetString(), Is.EqualTo("unhealthy"));

        using var soap = new HttpRequestMessage(HttpMethod.Post, new Uri(hub.Address, "soap/dossier-exchange"))
        {
            Content = new StringContent("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><ProgressRequest xmlns=\"urn:interop:dossier-exchange:1\"><packetId>p</packetId><dossierNumber>x</dossierNumber><occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>4</statusCode><content>x</content></ProgressRequest></s:Body></s:Envelope>", Encoding.UTF8, "text/xml"),
        };
        soap.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"HOTICH:{hub.Keys["HOTICH"]}")));
        using var fault = await hub.Client(null).SendAsync(soap);
        Assert.That((int)fault.StatusCode, Is.EqualTo(503));
        Assert.That(fault.Headers.RetryAfter, Is.Not.Null);
        Assert.That(XDocument.Parse(await fault.Content.ReadAsStringAsync()).Descendants("faultcode").Single().Value, Is.EqualTo("soap:Server.Busy"));
    }
}

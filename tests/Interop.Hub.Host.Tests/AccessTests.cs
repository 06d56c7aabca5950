using System.Text.Json;

namespace Interop.Hub.Host.Tests;

/// <summary>What a partner sees of a dossier, and that to a stranger it does not exist.</summary>
[TestFixture]
internal sealed class AccessTests
{
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
    public async Task APartySeesIdentifiersAxesAndTimeline()
    {
        var client = _hub.Client("MCDT");
        await Eventually.BecomesTrueAsync(async () => (await SeenAsync(client, Dossiers.Number(1))).GetProperty("status").GetProperty("sync").EnumerateArray().All(s => s.GetProperty("state").GetString() == "delivered"));
        var seen = await SeenAsync(client, Dossiers.Number(1).ToLowerInvariant());

        Assert.Multiple(() =>
        {
            Assert.That(seen.GetProperty("identifiers")[0].GetProperty("value").GetString(), Is.EqualTo(Dossiers.Number(1)));
            Assert.That(seen.GetProperty("status").GetProperty("business").GetProperty("code").GetInt32(), Is.EqualTo(2));
            Assert.That(seen.GetProperty("status").GetProperty("financial").GetString(), Is.EqualTo("none"));
            Assert.That(seen.GetProperty("status").GetProperty("result").GetString(), Is.EqualTo("none"));
            Assert.That(seen.GetProperty("status").GetProperty("sync").EnumerateArray().Select(s => s.GetProperty("partner").GetString()), Is.EquivalentTo(new[] { "HOTICH", "DVCQG" }));
            var deliveries = seen.GetProperty("timeline")[0].GetProperty("deliveries").EnumerateArray().ToArray();
            Assert.That(deliveries.Select(d => d.GetProperty("role").GetString()), Is.EquivalentTo(new[] { "check", "send", "send" }));
            Assert.That(deliveries.Select(d => d.GetProperty("history").GetArrayLength()), Has.All.GreaterThan(0));
        });
    }

    [TestCase("CSDLDC", TestName = "A stranger gets the same 404 as for what does not exist")]
    public async Task AStrangerGetsTheSame404(string partner)
    {
        var client = _hub.Client(partner);
        var there = await client.GetAsync($"api/v1/dossiers/{Dossiers.Number(1)}");
        var not = await client.GetAsync($"api/v1/dossiers/{Dossiers.Number(999)}");

        Assert.That(((int)there.StatusCode, await WithoutTraceAsync(there)), Is.EqualTo(((int)not.StatusCode, await WithoutTraceAsync(not))));
        Assert.That((int)there.StatusCode, Is.EqualTo(404));
        var packet = (await SeenAsync(_hub.Client("MCDT"), Dossiers.Number(1))).GetProperty("timeline")[0].GetProperty("id").GetString();
        Assert.That((int)(await client.GetAsync($"api/v1/packets/{packet}")).StatusCode, Is.EqualTo(404));
        Assert.That((int)(await _hub.Client("HOTICH").GetAsync($"api/v1/packets/{packet}")).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task ASendersOwnNameForItsPacketIsItsOwn()
    {
        Assert.That((await SeenAsync(_hub.Client("MCDT"), Dossiers.Number(1))).GetProperty("timeline")[0].TryGetProperty("packetId", out _), Is.True);
        Assert.That((await SeenAsync(_hub.Client("HOTICH"), Dossiers.Number(1))).GetProperty("timeline")[0].TryGetProperty("packetId", out _), Is.False);
    }

    [TestCase("?scheme=local&issuer=H40.18", 200)]
    [TestCase("?scheme=national", 404)]
    [TestCase("?scheme=bogus", 422)]
    [TestCase("?issuer=!", 422)]
    public async Task SchemeAndIssuerNarrowTheSearch(string query, int status)
    {
        using var answer = await _hub.Client("MCDT").GetAsync($"api/v1/dossiers/{Dossiers.Number(1)}{query}");
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }

    private static async Task<JsonElement> SeenAsync(HttpClient client, string number)
    {
        using var answer = await client.GetAsync($"api/v1/dossiers/{Uri.EscapeDataString(number)}");
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        return await HubUnderTest.BodyAsync(answer);
    }

    private static async Task<string> WithoutTraceAsync(HttpResponseMessage answer)
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        body.Remove("traceId");
        return body.ToJsonString();
    }
}

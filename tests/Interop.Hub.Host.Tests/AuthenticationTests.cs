using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Interop.Hub.Host.Auth;

namespace Interop.Hub.Host.Tests;

/// <summary>Who may come in, and by which of the three ways.</summary>
[TestFixture]
internal sealed class AuthenticationTests
{
    private const string Somewhere = "api/v1/dossiers/000.00.18.H40-261122-7777";
    private HubUnderTest _hub = null!;
    private string _second = null!;
    private string _ended = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _hub = await HubUnderTest.StartAsync(interop =>
    {
        var (second, secondKey) = ApiKey.Create();
        var (ended, endedKey) = ApiKey.Create();
        (_second, _ended) = (secondKey, endedKey);
        var keys = interop["Partners"]!["MCDT"]!["ApiKeys"]!.AsArray();
        keys.Add(new JsonObject { ["Id"] = second, ["Sha256"] = Convert.ToHexString(ApiKey.Hash(secondKey)), ["NotAfter"] = "2099-01-01T00:00:00+07:00" });
        keys.Add(new JsonObject { ["Id"] = ended, ["Sha256"] = Convert.ToHexString(ApiKey.Hash(endedKey)), ["NotAfter"] = "2020-01-01T00:00:00+07:00" });
    });

    [OneTimeTearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task EveryWayAndEveryKeyOfAPartnerComesIn()
    {
        var key = _hub.Keys["MCDT"];
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await StatusAsync(Bearer(key)), Is.EqualTo(404));
            Assert.That(await StatusAsync(Bearer(_second)), Is.EqualTo(404));
            Assert.That(await StatusAsync(r => r.Headers.Add("X-Api-Key", key)), Is.EqualTo(404));
            Assert.That(await StatusAsync(Basic("MCDT", key)), Is.EqualTo(404));
            Assert.That(await StatusAsync(Basic("mcdt", key)), Is.EqualTo(404));
        });
    }

    [Test]
    public async Task EverythingElseIsTheSame401()
    {
        var key = _hub.Keys["MCDT"];
        var flipped = key[..^1] + (key[^1] == 'A' ? 'B' : 'A');
        var bodies = new HashSet<string>(StringComparer.Ordinal);
        Action<HttpRequestMessage>[] ways =
        [
            _ => { },
            Bearer(flipped),
            Bearer(_ended),
            Bearer(ApiKey.Create().Key),
            Bearer("iop_x"),
            Bearer(new string('x', 5000)),
            Basic("HOTICH", key),
            Basic("", key),
            r => r.Headers.TryAddWithoutValidation("Authorization", "Basic ###"),
            r => r.Headers.TryAddWithoutValidation("Authorization", "Negotiate abc"),
            r => r.Headers.TryAddWithoutValidation("X-Api-Key", ""),
        ];
        foreach (var way in ways)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Somewhere);
            way(request);
            using var answer = await _hub.Client(null).SendAsync(request);
            Assert.That((int)answer.StatusCode, Is.EqualTo(401));
            Assert.That(answer.Headers.WwwAuthenticate.Select(h => h.Scheme), Does.Contain("Bearer").And.Contain("Basic"));
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            body.Remove("traceId");
            bodies.Add(body.ToJsonString());
        }

        Assert.That(bodies, Has.Count.EqualTo(1), "the answer must not tell which part was wrong");
    }

    private async Task<int> StatusAsync(Action<HttpRequestMessage> way)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Somewhere);
        way(request);
        using var answer = await _hub.Client(null).SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static Action<HttpRequestMessage> Bearer(string key) => r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);

    private static Action<HttpRequestMessage> Basic(string user, string key) =>
        r => r.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{key}")));
}

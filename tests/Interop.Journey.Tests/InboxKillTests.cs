using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>kill -9 of the hub while a partner holds what it fetched: what the partner then says counts, and what it does not say of comes again.</summary>
[NonParallelizable]
public sealed class InboxKillTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task What_a_partner_holds_survives_the_hub(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(Temper.Honours, CallbackMode.Off, configuration =>
        {
            var hub = configuration.Root["Interop"]!;
            hub["Procedures"]!["1.001193"]!.AsObject().Remove("Gates");
            hub["Partners"]!["HOTICH"]!["Adapter"] = new JsonObject { ["Type"] = "inbox" };
        });
        using var ministry = Hub.Journey.Client(journey.Configuration.Address, journey.Configuration.MinistryKey);
        var numbers = new[] { Payloads.Number(1), Payloads.Number(2) };
        foreach (var number in numbers)
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"MC-{number}", number), cancellationToken);
        }

        var fetched = await FetchAsync(ministry, cancellationToken);
        Assert.That(fetched.Select(d => d.GetProperty("dossierNumber").GetString()), Is.EqualTo(numbers), "in order");
        await journey.Hub.KillAsync();
        await journey.Hub.StartAsync();

        Assert.That(await AcknowledgeAsync(ministry, fetched[0], cancellationToken), Is.EqualTo(200), "by the token of before the kill");
        IReadOnlyList<JsonElement> again = [];
        await Eventually.Async(
            async () =>
            {
                again = await FetchAsync(ministry, cancellationToken);
                return again.Count > 0;
            },
            TimeSpan.FromSeconds(30),
            () => "the other to come again when its lease has ended");
        Assert.That(again.Select(d => (d.GetProperty("deliveryId").GetString(), d.GetProperty("handOut").GetInt32())), Is.EqualTo(new[] { (fetched[1].GetProperty("deliveryId").GetString(), 2) }));
        Assert.That(await AcknowledgeAsync(ministry, fetched[1], cancellationToken), Is.EqualTo(409));
        Assert.That(await AcknowledgeAsync(ministry, again[0], cancellationToken), Is.EqualTo(200));

        foreach (var number in numbers)
        {
            var delivery = (await journey.DossierAsync(number)).GetProperty("timeline").EnumerateArray().SelectMany(p => p.GetProperty("deliveries").EnumerateArray()).Single(d => d.GetProperty("destination").GetString() == "HOTICH");
            Assert.That(delivery.GetProperty("state").GetString(), Is.EqualTo("delivered"));
            Assert.That(delivery.GetProperty("history").EnumerateArray().Select(a => a.GetProperty("outcome").GetString()), Has.None.AnyOf("unknown", "lost"));
        }
    }

    private static async Task<IReadOnlyList<JsonElement>> FetchAsync(HttpClient ministry, CancellationToken cancellationToken)
    {
        var text = await ministry.GetStringAsync(new Uri("api/v1/inbox?wait=2", UriKind.Relative), cancellationToken);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("deliveries").EnumerateArray()];
    }

    private static async Task<int> AcknowledgeAsync(HttpClient ministry, JsonElement handed, CancellationToken cancellationToken)
    {
        using var content = new StringContent($$"""{"token":"{{handed.GetProperty("token").GetString()}}"}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await ministry.PostAsync(new Uri($"api/v1/inbox/{handed.GetProperty("deliveryId").GetString()}/ack", UriKind.Relative), content, cancellationToken);
        return (int)answer.StatusCode;
    }
}

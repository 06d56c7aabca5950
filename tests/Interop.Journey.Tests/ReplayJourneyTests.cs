using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>A ministry refused dossiers for a reason of its own, mended it, and an operator sends the group again.</summary>
[NonParallelizable]
public sealed class ReplayJourneyTests
{
    private const int Dossiers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Test]
    [CancelAfter(180_000)]
    public async Task A_group_is_sent_again_once_each_though_the_hub_is_killed_in_the_middle(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        var ministry = journey.Province.CivilStatus;
        Assert.That(await journey.PutAsync(Payloads.EmptyFile, []), Is.EqualTo(HttpStatusCode.Created));
        var numbers = Enumerable.Range(1, Dossiers).Select(Payloads.Number).ToList();
        foreach (var number in numbers)
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"lan-{number}", number, files: ("gcs.pdf", Payloads.EmptyFile, 0)), cancellationToken);
        }

        await Eventually.Async(async () => await RejectedAsync() == Dossiers, Patience, () => $"every dossier rejected\n{journey.Hub.Log}");
        var before = Sent();

        using var operators = Hub.Journey.Client(journey.Hub.Address, "none");
        operators.DefaultRequestHeaders.Add("X-Interop-Operator", "truc-ban");
        var order = new { destination = "HOTICH", states = new[] { "rejected" }, ratePerSecond = 1, reason = "bộ đã sửa phần mềm" };
        Assert.That((await AskAsync("replays?preview=true", order)).GetProperty("meant").GetInt64(), Is.EqualTo(Dossiers));
        Assert.That(Sent(), Is.EqualTo(before), "a preview sends nothing");
        Assert.That((await AskAsync("replays", order)).GetProperty("state").GetString(), Is.EqualTo("running"));

        // One or two have gone, the others are to come: the order must go on where the killed hub left it.
        await Eventually.HoldsAsync(() => Sent() > before, Patience, () => $"the first sent again\n{journey.Hub.Log}");
        await journey.Hub.KillAsync();
        Assert.That(Sent() - before, Is.LessThan(Dossiers), "one a second");
        await journey.Hub.StartAsync();
        await Eventually.Async(async () => (await OrderAsync()).GetProperty("state").GetString() == "finished", Patience, () => $"the order\n{journey.Hub.Log}");

        // The ministry refuses them again; an order does not send anything a third time.
        await Eventually.Async(async () => await RejectedAsync() == Dossiers, Patience, () => $"every dossier judged again\n{journey.Hub.Log}");
        var finished = await OrderAsync();
        Assert.That(finished.GetProperty("sent").GetInt64(), Is.InRange(Dossiers - 1, Dossiers), "the page of the kill may be counted by nobody");
        foreach (var number in numbers)
        {
            var delivery = (await journey.DeliveriesAsync(number)).Single(d => d is { Destination: "HOTICH", Role: "send" });
            Assert.That(delivery.Attempts, Is.InRange(1, 2), "sent again once; an operator's word begins a new count");
        }

        Assert.That(Sent() - before, Is.InRange(Dossiers, Dossiers + 1), "each once, and at most one anew for the kill");

        int Sent() => ministry.Records.Requests.Count(r => r.Operation == "NhanHoSo");

        async Task<int> RejectedAsync()
        {
            var rejected = 0;
            foreach (var number in numbers)
            {
                rejected += (await journey.DeliveriesAsync(number)).Count(d => d is { Destination: "HOTICH", Role: "send", State: "rejected" });
            }

            return rejected;
        }

        async Task<JsonElement> AskAsync(string path, object body)
        {
            using var answer = await operators.PostAsJsonAsync($"api/v1/operator/{path}", body, cancellationToken);
            Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(cancellationToken));
            return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }

        async Task<JsonElement> OrderAsync() =>
            (await operators.GetFromJsonAsync<JsonElement>("api/v1/operator/replays", cancellationToken)).EnumerateArray().Single();
    }
}

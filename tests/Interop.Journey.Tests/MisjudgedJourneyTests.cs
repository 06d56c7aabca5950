using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>A ministry refuses one dossier after the other for the same reason: it is called no more, and none of them stays refused.</summary>
[NonParallelizable]
public sealed class MisjudgedJourneyTests
{
    private const int Limit = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Test]
    [CancelAfter(120_000)]
    public async Task Nothing_is_rejected_for_what_is_the_destination_s_fault_and_who_was_told_so_hears_when_one_arrived(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off, change: c => c.Delivery("HOTICH")["PauseAfterIdenticalRejections"] = Limit);
        Assert.That(await journey.PutAsync(Payloads.EmptyFile, []), Is.EqualTo(HttpStatusCode.Created));
        var numbers = Enumerable.Range(1, Limit + 2).Select(Payloads.Number).ToList();
        foreach (var number in numbers)
        {
            await journey.InsistAsync("api/v1/dossiers", Payloads.Submission($"sai-{number}", number, files: ("gcs.pdf", Payloads.EmptyFile, 0)), cancellationToken);
        }

        await Eventually.Async(async () => await DoorAsync() == "pausedByFault", Patience, () => $"the door to be closed\n{journey.Hub.Log}");
        await Eventually.Async(async () => (await StatesAsync()).All(s => s == "ready"), Patience, () => $"all of them to wait behind it\n{journey.Hub.Log}");
        Assert.That(journey.Province.CivilStatus.Records.Requests.Count(r => r.Operation == "NhanHoSo"), Is.InRange(Limit, numbers.Count));

        // Whoever was told of a fault hears that there is nothing to correct.
        await Eventually.Async(
            () => Task.FromResult(Heard("fault") is { Count: > 0 } faults && faults.SequenceEqual(Heard("deliveryStatus"))),
            Patience,
            () => $"the one-stop to hear that what was refused goes again\n{journey.Hub.Log}");

        // The one-stop has retyped nothing yet: it was told of a fault, and a clerk of the ministry says on the phone that it has the dossier.
        var refused = Heard("fault")[0];
        var delivery = (await journey.DeliveriesAsync(refused)).Single(d => d is { Destination: "HOTICH", Role: "send" }).Id;
        using var operators = Hub.Journey.Client(journey.Hub.Address, "none");
        operators.DefaultRequestHeaders.Add("X-Interop-Operator", "ca-truc");
        using var said = await operators.PostAsJsonAsync($"api/v1/operator/deliveries/{delivery}", new { to = "delivered", reason = "Bộ xác nhận qua điện thoại" }, cancellationToken);
        Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        await Eventually.Async(
            () => Task.FromResult(Heard("deliveryStatus").Count(number => number == refused) == 2), Patience, () => $"the one-stop to hear that it arrived after all\n{journey.Hub.Log}");
        Assert.That(Heard("deliveryStatus"), Is.EqualTo(Heard("fault").Append(refused).Order()), "of the others there is nothing new");

        List<string> Heard(string kind) => [.. journey.Province.OneStop.Records.Effects.Where(e => e.Operation == kind).Select(e => e.DossierNumber).Order()];

        async Task<string?> DoorAsync()
        {
            using var watch = Hub.Journey.Client(journey.Hub.Address, "none");
            return (await watch.GetFromJsonAsync<JsonElement>("api/v1/operator/destinations", cancellationToken))
                .EnumerateArray().Single(d => d.GetProperty("destination").GetString() == "HOTICH").GetProperty("door").GetString();
        }

        async Task<List<string>> StatesAsync()
        {
            List<string> states = [];
            foreach (var number in numbers)
            {
                states.Add((await journey.DeliveriesAsync(number)).Single(d => d is { Destination: "HOTICH", Role: "send" }).State);
            }

            return states;
        }
    }
}

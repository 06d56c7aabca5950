using System.Net;
using Interop.Journey.Tests.Hub;
using Interop.Simulators;

namespace Interop.Journey.Tests;

/// <summary>A clerk who is not sure sends a dossier again: the hub has it, and says where it has not arrived (guarantee 3).</summary>
[NonParallelizable]
public sealed class DuplicateJourneyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Test]
    [CancelAfter(120_000)]
    public async Task A_duplicate_of_what_has_not_arrived_says_where_and_how_it_stands(CancellationToken cancellationToken)
    {
        await using var journey = await Hub.Journey.StartAsync(callbacks: CallbackMode.Off);
        await journey.Province.CivilStatus.SetFaultsAsync(new FaultSettings { ErrorNext = 10_000 }, cancellationToken);
        var number = Payloads.Number(1);
        var first = await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("a-1", number), cancellationToken);
        Assert.That(first.TryGetProperty("pending", out _), Is.False, "a receipt is given before anything is sent");
        await Eventually.Async(
            async () => (await journey.DeliveriesAsync(number)).Where(d => d.Role == "send").Select(d => (d.Destination, d.State)).Order().SequenceEqual([("DVCQG", "delivered"), ("HOTICH", "scheduled")]),
            Patience,
            () => $"one to arrive and one to wait\n{journey.Hub.Log}");

        var (status, again) = await journey.PostAsync("api/v1/dossiers", Payloads.Submission("a-2", number), cancellationToken);
        Assert.That((status, again.GetProperty("disposition").GetString()), Is.EqualTo((HttpStatusCode.OK, "duplicate")));
        Assert.That(again.GetProperty("duplicateOf").GetString(), Is.EqualTo(first.GetProperty("receiptId").GetString()));
        var pending = again.GetProperty("pending").EnumerateArray().Single();
        Assert.That((pending.GetProperty("destination").GetString(), pending.GetProperty("state").GetString()), Is.EqualTo(("HOTICH", "scheduled")));
        Assert.That(pending.GetProperty("dueAt").GetDateTimeOffset(), Is.GreaterThan(first.GetProperty("acceptedAt").GetDateTimeOffset()));

        var (_, repeated) = await journey.PostAsync("api/v1/dossiers", Payloads.Submission("a-1", number), cancellationToken);
        Assert.That(repeated.GetRawText(), Is.EqualTo(first.GetRawText()), "the same key gets the same receipt, word for word");

        // It may ask for another attempt; of a packet that is not its own it learns nothing.
        var (asked, packet) = await journey.PostAsync($"api/v1/packets/{first.GetProperty("receiptId").GetString()}/retry", "{}", cancellationToken);
        Assert.That((asked, packet.GetProperty("deliveries").GetArrayLength()), Is.EqualTo((HttpStatusCode.OK, 3)));
        var (foreign, _) = await journey.PostAsync($"api/v1/packets/{new string('0', 32)}/retry", "{}", cancellationToken);
        Assert.That(foreign, Is.EqualTo(HttpStatusCode.NotFound));

        await journey.Province.CivilStatus.ResetFaultsAsync(cancellationToken);
        await Eventually.Async(async () => (await journey.DeliveriesAsync(number)).All(d => d.State == "delivered"), Patience, () => $"all to arrive\n{journey.Hub.Log}");
        var (_, last) = await journey.PostAsync("api/v1/dossiers", Payloads.Submission("a-3", number), cancellationToken);
        Assert.That((last.GetProperty("disposition").GetString(), last.TryGetProperty("pending", out _)), Is.EqualTo(("duplicate", false)));
    }
}

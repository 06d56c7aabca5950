using System.Diagnostics.Metrics;
using System.Text.Json;
using Interop.Hub.Core.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Interop.Hub.Bus.Tests;

/// <summary>What cannot be handled is kept, stands in nobody's way, and somebody is told.</summary>
public sealed class PoisonTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Poison_is_kept_through_a_restart_blocks_nothing_and_is_alarmed(CancellationToken cancellationToken)
    {
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(), "HOTICH");
        var queue = $"{bus.Options.QueuePrefix}-delivery-hotich";
        Assert.That((await bus.PoisonHealthAsync()).Status, Is.EqualTo(HealthStatus.Healthy));
        await bus.HintAsync("first", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Has("first"), "the queue to be there");

        bus.Handler.BreaksOn = "breaks";
        await Raw.SendAsync(queue, "{ this is no JSON");
        await Raw.SendAsync(queue, Envelope("urn:message:somebody:else", new { x = 1 }));
        await Raw.SendAsync(queue, Envelope("interop:dispatch-delivery:1", new { deliveryId = 7 }));
        await bus.HintAsync("breaks", "HOTICH", cancellationToken);
        for (var i = 0; i < 50; i++)
        {
            await bus.HintAsync($"good {i}", "HOTICH", cancellationToken);
        }

        await Eventually.HoldsAsync(() => Enumerable.Range(0, 50).All(i => bus.Handler.Has($"good {i}")), "those behind it");
        await Eventually.HoldsAsync(() => bus.Log.Has(2510, $"{queue}_error holds 3") && bus.Log.Has(2510, $"{queue}_skipped holds 1"), "the warning");
        var health = await bus.PoisonHealthAsync();
        Assert.That((health.Status, health.Description), Is.EqualTo((HealthStatus.Degraded, $"{queue}_error: 3, {queue}_skipped: 1")));
        Assert.That(Gauge(), Is.EqualTo(new Dictionary<string, int>(StringComparer.Ordinal) { [$"{queue}_error"] = 3, [$"{queue}_skipped"] = 1 }));

        await Broker.Server.StopAsync(cancellationToken);
        await Broker.Server.RestartAsync(cancellationToken);
        var queues = await Broker.QueuesAsync(queue, "type", "durable");
        Assert.That(queues.Keys, Is.EquivalentTo(new[] { queue, $"{queue}_error", $"{queue}_skipped" }));
        Assert.That(queues.Values, Is.All.EqualTo(new[] { "quorum", "true" }));
        await Eventually.HoldsAsync(async () => (await Raw.DepthAsync($"{queue}_error"), await Raw.DepthAsync($"{queue}_skipped")) == (3, 1), "the poison to be there again");

        // The operator has looked and purged.
        await Broker.Server.ControlAsync("-q", "purge_queue", $"{queue}_error");
        await Broker.Server.ControlAsync("-q", "purge_queue", $"{queue}_skipped");
        await Eventually.HoldsAsync(async () => (await bus.PoisonHealthAsync()).Status == HealthStatus.Healthy, "the alarm's end");
        Assert.That(bus.Log.Has(2511, $"{queue}_error"));

        Dictionary<string, int> Gauge()
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            using var listener = new MeterListener
            {
                InstrumentPublished = (instrument, l) =>
                {
                    if (instrument.Meter.Name == HubTelemetry.Name && instrument.Name == "interop.bus.poison")
                    {
                        l.EnableMeasurementEvents(instrument);
                    }
                },
            };
            listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
            {
                if (tags[0].Value is string name && name.StartsWith(queue, StringComparison.Ordinal))
                {
                    seen[name] = value;
                }
            });
            listener.Start();
            listener.RecordObservableInstruments();
            return seen;
        }
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task In_memory_a_defect_is_alarmed_as_well(CancellationToken cancellationToken)
    {
        await using var bus = await BusUnderTest.StartAsync(new BusOptions { QueuePrefix = "memory" }, "HOTICH");
        bus.Handler.BreaksOn = "breaks";
        await bus.HintAsync("breaks", "HOTICH", cancellationToken);
        await bus.HintAsync("good", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Has("good"), "the next");
        await Eventually.HoldsAsync(() => bus.Log.Has(2510, "memory-delivery-hotich_error holds 1"), "the warning");
        Assert.That((await bus.PoisonHealthAsync()).Status, Is.EqualTo(HealthStatus.Degraded));
    }

    private static string Envelope(string type, object message) =>
        JsonSerializer.Serialize(new { messageId = "01000000-0000-0000-0000-000000000001", messageType = new[] { type }, message });
}

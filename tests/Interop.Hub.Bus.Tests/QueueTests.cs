using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Bus.Tests;

/// <summary>One quorum queue per destination, of which a node takes what it can work on, and follows the configuration.</summary>
public sealed class QueueTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task A_node_takes_into_its_hands_what_its_width_asks_for_and_leaves_the_rest_to_others(CancellationToken cancellationToken)
    {
        await using var bus = await BusUnderTest.StartAsync(
            BusUnderTest.OnRabbit(),
            [("HOTICH", new DeliveryPolicy { MaxConcurrency = 2 }), ("DVCQG", new DeliveryPolicy { MaxConcurrency = 3, HandOverWindow = 5 })]);
        bus.Handler.Hold();
        for (var i = 0; i < 30; i++)
        {
            await bus.HintAsync($"h{i}", "HOTICH", cancellationToken);
            await bus.HintAsync($"d{i}", "DVCQG", cancellationToken);
        }

        await Eventually.HoldsAsync(() => bus.Handler.Inside == 8 + 5, "all that is in hand to be in sight: what waits for a permit waits in the engine");
        await Eventually.HoldsAsync(
            async () => (await bus.Bus.WaitingAsync("HOTICH", cancellationToken), await bus.Bus.WaitingAsync("DVCQG", cancellationToken)) == (30 - 8, 30 - 5),
            "four hints for each attempt in hand, and no more than the window");
        var queues = await Broker.QueuesAsync(bus.Options.QueuePrefix, "type", "durable");
        Assert.That(queues[$"{bus.Options.QueuePrefix}-delivery-hotich"], Is.EqualTo(new[] { "quorum", "true" }));

        bus.Handler.Release();
        await Eventually.HoldsAsync(() => bus.Handler.Handled.Count == 60, "all of them");
        Assert.That(bus.Handler.Handled.Select(h => h.Id), Is.Unique);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Who_ceases_takes_no_more_and_returns_when_what_it_took_has_ended(CancellationToken cancellationToken)
    {
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(), [("HOTICH", new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 1 })]);
        bus.Handler.Hold();
        await bus.HintAsync("taken", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Inside == 1, "the first to be acted on");

        var ceased = bus.Bus.CeaseAsync();
        await Eventually.HoldsAsync(() => !bus.Bus.Listens("HOTICH"), "the queue to be let go");
        await bus.HintAsync("left", "HOTICH", cancellationToken);
        Assert.That(ceased.IsCompleted, Is.False, "one is being acted on");

        bus.Handler.Release();
        await ceased.WaitAsync(cancellationToken);
        Assert.That(await Raw.DepthAsync($"{bus.Options.QueuePrefix}-delivery-hotich"), Is.EqualTo(1));
        Assert.That(bus.Handler.Handled.Select(h => h.Id), Is.EqualTo(new[] { "taken" }));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_hint_that_finds_no_queue_is_not_said_to_be_sent(CancellationToken cancellationToken)
    {
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(), "HOTICH");
        Assert.That(async () => await bus.HintAsync("lost", "NOBODY", cancellationToken), Throws.Exception);
        await bus.HintAsync("first", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Has("first"), "a hint sent as soon as the hub has started");
    }

    [TestCase(BusTransport.RabbitMq)]
    [TestCase(BusTransport.InMemory)]
    [CancelAfter(60_000)]
    public async Task A_reload_connects_the_added_stops_the_removed_and_leaves_the_others_alone(BusTransport transport, CancellationToken cancellationToken)
    {
        var policy = new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 1 };
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit() with { Transport = transport }, [("STAYS", policy), ("GOES", policy), ("WIDENS", policy)]);
        foreach (var code in (string[])["STAYS", "GOES", "WIDENS"])
        {
            await bus.HintAsync($"before {code}", code, cancellationToken);
        }

        await Eventually.HoldsAsync(() => bus.Handler.Handled.Count == 3, "all three queues");

        // An attempt is under way at the one that stays while the others change.
        bus.Handler.Hold();
        await bus.HintAsync("during", "STAYS", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Inside == 1, "the attempt");
        bus.Configuration.Reload(("STAYS", policy), ("WIDENS", policy with { MaxConcurrency = 2 }), ("COMES", policy));
        await Eventually.HoldsAsync(() => bus.Log.Has(2501, "COMES") && bus.Log.Has(2502, "GOES") && bus.Log.Has(2501, "WIDENS connected, 2 attempts"), "the reload");
        Assert.That(bus.Handler.Inside, Is.EqualTo(1), "the attempt goes on");
        Assert.That(bus.Log.Has(2502, "STAYS"), Is.False);
        for (var i = 0; i < 3; i++)
        {
            await bus.HintAsync($"wide {i}", "WIDENS", cancellationToken);
        }

        await bus.HintAsync("gone", "GOES", cancellationToken);
        await bus.HintAsync("new", "COMES", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Inside == 4, "one that stays, two of the wider, one of the new");
        bus.Handler.Release();
        await Eventually.HoldsAsync(() => bus.Handler.Has("during") && bus.Handler.Has("wide 2") && bus.Handler.Has("new"), "the rest");
        Assert.That(bus.Handler.Has("gone"), Is.False, "nobody listens for a removed destination");

        // It comes back: its queue was kept.
        bus.Configuration.Reload(("STAYS", policy), ("GOES", policy));
        await Eventually.HoldsAsync(() => bus.Handler.Has("gone"), "the hint that waited");
        Assert.That(bus.Handler.Handled.Select(h => h.Id), Is.Unique);
    }
}

using System.Diagnostics;
using Interop.Hub.Bus.Broker;
using Interop.Hub.Core.Configuration;
using Interop.Tests.Servers;

namespace Interop.Hub.Bus.Tests;

/// <summary>A hint counts as sent when the broker has it; a broker that goes away comes back by itself; one that never was is named.</summary>
public sealed class BrokerLossTests
{
    [Test]
    [CancelAfter(90_000)]
    public async Task A_hint_counts_as_sent_only_when_the_broker_has_confirmed_it(CancellationToken cancellationToken)
    {
        await using var wire = await CutProxy.StartAsync(Broker.Server.Host, Broker.Server.Port);
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(wire.Port), [("HOTICH", new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 1 })]);
        bus.Handler.Hold();
        await bus.HintAsync("before", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Inside == 1, "the first; all others wait in the queue");

        // The broker takes the hint; its confirmation is lost on the way.
        wire.Mode = CutMode.DropToClient;
        var unconfirmed = bus.HintAsync("unconfirmed", "HOTICH", cancellationToken);
        var queue = $"{bus.Options.QueuePrefix}-delivery-hotich";
        await Eventually.HoldsAsync(async () => await Raw.DepthAsync(queue) == 1, "the broker to have it");
        Assert.That(unconfirmed.IsCompleted, Is.False, "nobody knows yet");

        // The hint never reaches the broker.
        wire.Mode = CutMode.DropBoth;
        var lost = bus.HintAsync("lost", "HOTICH", cancellationToken);
        Assert.That((await Raw.DepthAsync(queue), unconfirmed.IsCompleted, lost.IsCompleted), Is.EqualTo((1, false, false)));

        bus.Handler.Release();
        wire.Mode = CutMode.Pass;
        await Eventually.HoldsAsync(() => bus.Handler.Has("unconfirmed"), "the one that the broker had");
        await Task.WhenAny(Task.WhenAll(unconfirmed, lost), Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
        foreach (var (hint, id) in new[] { (unconfirmed, "unconfirmed"), (lost, "lost") })
        {
            if (hint.IsCompletedSuccessfully)
            {
                await Eventually.HoldsAsync(() => bus.Handler.Has(id), $"{id}, which was said to be sent");
            }
            else
            {
                Assert.That(hint.IsFaulted, $"{id}: failed, so that the caller acts itself");
            }
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_broker_that_crashes_comes_back_with_its_hints_and_is_used_again_by_itself(CancellationToken cancellationToken)
    {
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(), [("HOTICH", new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 1 })]);

        // Stopped in order first: this version of the broker writes down late which quorum queues there are, and forgets one
        // that was made seconds before a crash.
        await Broker.Server.StopAsync(cancellationToken);
        await Broker.Server.RestartAsync(cancellationToken);
        await IsTakenAsync(bus, "first");
        await Eventually.HoldsAsync(() => bus.Handler.Has("first"), "a broker that was stopped to be used again");

        bus.Handler.Hold();
        for (var i = 0; i < 20; i++)
        {
            await bus.HintAsync($"kept {i}", "HOTICH", cancellationToken);
        }

        await Eventually.HoldsAsync(() => bus.Handler.Inside == 1, "the first");
        Broker.Server.Kill();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        Assert.That(async () => await bus.HintAsync("refused", "HOTICH", patience.Token).WaitAsync(patience.Token), Throws.Exception, "a hint is not said to be sent");
        await Broker.Server.RestartAsync(cancellationToken);
        bus.Handler.Release();
        await Eventually.HoldsAsync(() => Enumerable.Range(0, 20).All(i => bus.Handler.Has($"kept {i}")), "what was confirmed before the crash");

        await IsTakenAsync(bus, "after");
        await Eventually.HoldsAsync(() => bus.Handler.Has("after"), "and handled");
        Assert.That(await bus.Bus.WaitingAsync("HOTICH", cancellationToken), Is.Zero, "and the queue is asked over a new connection");
    }

    /// <summary>The client believes its connections for as long as heartbeats may be missing; what is sent over them is never confirmed.</summary>
    [Test]
    [CancelAfter(120_000)]
    public async Task A_sending_side_that_hangs_while_the_queues_are_connected_is_replaced(CancellationToken cancellationToken)
    {
        await using var wire = await CutProxy.StartAsync(Broker.Server.Host, Broker.Server.Port);
        await using var bus = await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(wire.Port), "HOTICH");
        await bus.HintAsync("before", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Has("before"), "the first");

        wire.Mode = CutMode.DropToClient;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!bus.Log.Has(2506, "HOTICH"))
        {
            using var moment = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
            moment.CancelAfter(TimeSpan.FromSeconds(2));
            Assert.That(async () => await bus.HintAsync("unconfirmed", "HOTICH", moment.Token).WaitAsync(moment.Token), Throws.Exception);
            limit.Token.ThrowIfCancellationRequested();
        }

        wire.Mode = CutMode.Pass;
        await IsTakenAsync(bus, "after");
        await Eventually.HoldsAsync(() => bus.Handler.Has("after"), "and handled");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_broker_that_is_missing_at_start_stops_the_hub_and_is_named(CancellationToken cancellationToken)
    {
        await using var wire = await CutProxy.StartAsync(Broker.Server.Host, Broker.Server.Port);
        wire.Mode = CutMode.Refuse;
        var clock = Stopwatch.StartNew();
        var missing = Assert.ThrowsAsync<BrokerMissingException>(async () => await BusUnderTest.StartAsync(BusUnderTest.OnRabbit(wire.Port), "HOTICH"));
        Assert.That(missing!.Message, Does.Contain($"127.0.0.1:{wire.Port}").And.Contain("ConnectionRefused").And.Contain("Bus:Host"));
        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(2)), "it may be starting with the machine");

        var late = BusUnderTest.StartAsync(BusUnderTest.OnRabbit(wire.Port) with { StartPatience = TimeSpan.FromSeconds(30) }, "HOTICH");
        wire.Mode = CutMode.Pass;
        await using var bus = await late.WaitAsync(cancellationToken);
        await bus.HintAsync("one", "HOTICH", cancellationToken);
        await Eventually.HoldsAsync(() => bus.Handler.Has("one"), "a hub that waited for its broker");
    }

    [Test]
    [CancelAfter(60_000)]
    public void A_wrong_password_or_virtual_host_stops_the_hub_at_once()
    {
        var options = BusUnderTest.OnRabbit() with { StartPatience = TimeSpan.FromSeconds(10) };
        var clock = Stopwatch.StartNew();
        var password = Assert.ThrowsAsync<BrokerMissingException>(async () => await BusUnderTest.StartAsync(options with { Password = "wrong" }, "HOTICH"));
        Assert.That(password!.Message, Does.Contain("Bus:Password").And.Contain("guest").And.Not.Contain("wrong"));
        Assert.That(clock.Elapsed, Is.LessThan(options.StartPatience), "waiting would not help");
        var host = Assert.ThrowsAsync<BrokerMissingException>(async () => await BusUnderTest.StartAsync(options with { Host = new Uri(options.Host!, "/nowhere") }, "HOTICH"));
        Assert.That(host!.Message, Does.Contain("Bus:VirtualHost"));
    }

    private static Task IsTakenAsync(BusUnderTest bus, string hint) => Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await bus.HintAsync(hint, "HOTICH", moment.Token).WaitAsync(moment.Token);
                return true;
            }
            catch (Exception e) when (e is not AssertionException)
            {
                return false;
            }
        },
        "hints to be taken again");
}

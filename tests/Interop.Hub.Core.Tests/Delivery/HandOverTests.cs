using System.Collections.Concurrent;
using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>Nobody waits for the bus, and a broker that is away stops nothing.</summary>
public sealed class HandOverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task A_bus_that_hangs_holds_up_nobody_and_the_node_acts_itself()
    {
        var (bus, here) = (new ScriptedBus { Hangs = true }, new CountingHandler());
        using var destinations = await DestinationsAsync();
        using var signal = new SchedulerSignal();
        var handOver = new HandOver(destinations, bus, new Lazy<IDispatchHandler>(here), signal, TimeProvider.System, NullLogger<HandOver>.Instance);

        handOver.Offer([new ReadyDelivery("d1", "HOTICH"), new ReadyDelivery("d2", "HOTICH")]);
        Assert.That(here.Handled, Is.Empty, "the offer did not wait");
        await Eventually.HoldsAsync(() => here.Handled.Count == 2);
        Assert.That(here.Handled, Is.EquivalentTo(new[] { "d1", "d2" }));
    }

    [Test]
    public async Task After_a_failure_the_bus_is_left_alone_for_a_while_and_then_used_again()
    {
        var (bus, here, time) = (new ScriptedBus { Throws = true }, new CountingHandler(), new ManualTime());
        using var destinations = await DestinationsAsync();
        using var signal = new SchedulerSignal();
        var handOver = new HandOver(destinations, bus, new Lazy<IDispatchHandler>(here), signal, time, NullLogger<HandOver>.Instance);

        handOver.Offer([new ReadyDelivery("d1", "HOTICH")]);
        await Eventually.HoldsAsync(() => here.Handled.Count == 1);
        bus.Throws = false;
        handOver.Offer([new ReadyDelivery("d2", "HOTICH")]);
        await Eventually.HoldsAsync(() => here.Handled.Count == 2);
        Assert.That(bus.Asked, Is.EqualTo(1), "not asked again at once");

        time.Advance(TimeSpan.FromSeconds(6));
        handOver.Offer([new ReadyDelivery("d3", "HOTICH")]);
        await Eventually.HoldsAsync(() => bus.Asked == 2);
        Assert.That(here.Handled, Has.Count.EqualTo(2), "the bus has it now");
    }

    [Test]
    public async Task While_the_bus_is_away_one_hint_at_a_time_asks_for_it_and_the_others_do_not_wait()
    {
        var (bus, here, time) = (new ScriptedBus { Throws = true }, new CountingHandler(), new ManualTime());
        using var destinations = await DestinationsAsync();
        using var signal = new SchedulerSignal();
        var handOver = new HandOver(destinations, bus, new Lazy<IDispatchHandler>(here), signal, time, NullLogger<HandOver>.Instance);
        handOver.Offer([new ReadyDelivery("first", "HOTICH")]);
        await Eventually.HoldsAsync(() => here.Handled.Count == 1);

        bus.Hangs = true;
        time.Advance(TimeSpan.FromSeconds(6));
        handOver.Offer([.. Enumerable.Range(0, 100).Select(i => new ReadyDelivery($"d{i}", "HOTICH"))]);
        await Eventually.HoldsAsync(() => here.Handled.Count == 100);
        Assert.That(bus.Asked, Is.EqualTo(2), "one of them, which still waits");
    }

    [Test]
    public async Task A_window_full_of_hints_that_other_nodes_took_is_emptied_by_asking_the_queue()
    {
        var (bus, here) = (new ScriptedBus { Waiting = 512 }, new CountingHandler());
        using var destinations = await DestinationsAsync();
        using var signal = new SchedulerSignal();
        var handOver = new HandOver(destinations, bus, new Lazy<IDispatchHandler>(here), signal, TimeProvider.System, NullLogger<HandOver>.Instance);
        handOver.Offer([.. Enumerable.Range(0, 600).Select(i => new ReadyDelivery($"d{i}", "HOTICH"))]);
        await Eventually.HoldsAsync(() => bus.Asked == 512 && bus.Questions > 2);
        var runtime = destinations.Find("HOTICH")!;
        Assert.That((runtime.FreeHints, bus.Asked), Is.EqualTo((0, 512)), "all of them wait in the queue: not one more goes");

        bus.Waiting = 12;
        await Eventually.HoldsAsync(() => runtime.FreeHints == 500);
        var woken = signal.WaitAsync(Patience, TimeProvider.System, CancellationToken.None);
        await woken.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System);
        Assert.That(here.Handled, Is.Empty, "none of them ended here");
    }

    [Test]
    public async Task Where_this_node_does_not_listen_it_acts_itself_on_what_it_sent_and_on_what_comes()
    {
        var (bus, here) = (new ScriptedBus(), new CountingHandler());
        using var destinations = await DestinationsAsync();
        using var signal = new SchedulerSignal();
        var handOver = new HandOver(destinations, bus, new Lazy<IDispatchHandler>(here), signal, TimeProvider.System, NullLogger<HandOver>.Instance);
        var runtime = destinations.Find("HOTICH")!;
        handOver.Offer([new ReadyDelivery("sent", "HOTICH")]);
        await Eventually.HoldsAsync(() => bus.Asked == 1);
        handOver.GiveUpLost(runtime);
        Assert.That(runtime.IsHinted("sent"), "the queue has it");

        bus.IsDeaf = true;
        await Eventually.HoldsAsync(() =>
        {
            handOver.GiveUpLost(runtime);
            return !runtime.IsHinted("sent");
        });
        handOver.Offer([new ReadyDelivery("sent", "HOTICH"), new ReadyDelivery("new", "HOTICH")]);
        await Eventually.HoldsAsync(() => here.Handled.Count == 2);
        Assert.That(bus.Asked, Is.EqualTo(1));
    }

    /// <summary>The ledger here takes nothing at all.</summary>
    [Test]
    public async Task A_door_turns_on_this_node_though_it_cannot_be_saved()
    {
        using var destinations = await DestinationsAsync();
        Assert.That(destinations.Turn("HOTICH", door => door with { Door = Door.Broken }));
        Assert.That((destinations.Find("HOTICH")!.Control.Door, destinations.Find("HOTICH")!.TryEnterAhead()), Is.EqualTo((Door.Broken, false)));
        Assert.That(destinations.Turn("HOTICH", door => door), Is.False, "nothing changed");
    }

    private static async Task<Destinations> DestinationsAsync()
    {
        var destinations = new Destinations(new OneDestination(), new NoControls(), new NoLedger(), new Membership(new NodeIdentity("a")), TimeProvider.System, NullLogger<Destinations>.Instance);
        await destinations.StartAsync(CancellationToken.None);
        return destinations;
    }
}

file sealed class ScriptedBus : IDispatchBus
{
    private int _asked;
    private int _questions;

    public int? Waiting { get; set; }

    public int Questions => Volatile.Read(ref _questions);

    public bool IsDeaf { get; set; }

    public bool Listens(string destination) => !IsDeaf;

    public bool Hangs { get; set; }

    public bool Throws { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    public Task HintAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Hangs ? new TaskCompletionSource().Task : Throws ? Task.FromException(new IOException("away")) : Task.CompletedTask;
    }

    public Task<int?> WaitingAsync(string destination, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        return Task.FromResult(Waiting);
    }
}

file sealed class CountingHandler : IDispatchHandler
{
    public ConcurrentBag<string> Handled { get; } = [];

    public Task HandleAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        Handled.Add(delivery.Id);
        return Task.CompletedTask;
    }
}

file sealed class OneDestination : IHubConfigurationSource
{
    public HubConfiguration Current { get; } = new()
    {
        Generation = 1,
        Fingerprint = "x",
        Partners = new[]
        {
            new PartnerConfiguration
            {
                Code = "HOTICH",
                Name = "Hộ tịch",
                Organisation = OrganisationCode.Parse("G15", null),
                Production = false,
                Permissions = new PartnerPermissions { Kinds = FrozenSet<PacketKind>.Empty, Issues = [] },
                Destination = new DestinationConfiguration { AdapterType = "civil-status", Policy = new DeliveryPolicy() },
            },
        }.ToFrozenDictionary(p => p.Code),
        Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
        Routes = new RouteTable([]),
        Organisations = OrganisationDirectory.Empty,
        UniqueSchemes = FrozenSet<IdentifierScheme>.Empty,
    };

    public IDisposable OnChange(Action<HubConfiguration> changed) => new CancellationTokenSource();
}

file sealed class NoControls : IDueDeliveries
{
    public Task<IReadOnlyList<DestinationControl>> ControlsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DestinationControl>>([]);

    public Task<IReadOnlyList<ReadyDelivery>> DueAsync(string destination, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadyDelivery>> NewestDueAsync(string destination, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ExpiredLease>> ExpiredAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadyDelivery>> GatesToPassAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> DestinationsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<DeliveryNews>> SilentAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<DeliveryNews>> NewsAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}

file sealed class NoLedger : ILedger
{
    public Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ActResult> ActAsync(OperatorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SilenceToldAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<ReadyDelivery>> TellAsync(DeliveryNews news, IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken) => throw new NotSupportedException();
}

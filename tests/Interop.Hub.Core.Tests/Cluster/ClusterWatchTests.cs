using System.Collections.Frozen;
using Interop.Contracts.Identifiers;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Tests.Cluster;

[TestFixture]
internal sealed class ClusterWatchTests
{
    private readonly ManualTime _time = new();

    [Test]
    public async Task Nodes_on_another_configuration_are_doubted_when_it_lasts_longer_than_a_reload()
    {
        Others others = new(MembershipTests.Line("b", configuration: "other"));
        var (watch, _) = Watch(others);
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(watch.Doubts, Is.Empty, "a reload reaches one node after the other");

        _time.Advance(TimeSpan.FromMinutes(1));
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(watch.Doubts, Has.One.Contains("another configuration than a: b"));

        others.Lines = [MembershipTests.Line("b", configuration: "same")];
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(watch.Doubts, Is.Empty);
    }

    [Test]
    public async Task A_clock_that_is_and_stays_wrong_is_doubted_in_either_direction()
    {
        var (wrong, right) = (MembershipTests.Line("b", configuration: "same", ahead: TimeSpan.FromSeconds(-40)), MembershipTests.Line("c", configuration: "same", ahead: TimeSpan.FromSeconds(1)));
        Others others = new(wrong, right with { ClockAhead = TimeSpan.FromSeconds(-5) });
        var (watch, _) = Watch(others);
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(watch.Doubts, Is.Empty, "a beat that had to wait looks the same");

        others.Lines = [wrong, right];
        await watch.BeatAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        others.Lines = [wrong, right with { ClockAhead = TimeSpan.FromSeconds(-5) }];
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(watch.Doubts, Has.Count.EqualTo(1), "the other waited twice, and was right between");
        Assert.That(watch.Doubts[0], Does.Contain("clock of b").And.Contain("-40"));
    }

    [Test]
    public async Task A_node_whose_machine_goes_wrong_goes_by_the_ledger_s_clock_and_says_what_its_machine_does()
    {
        var clock = new LedgerClock(_time);
        Others others = new() { LedgerAhead = TimeSpan.FromMinutes(3) };
        NodeIdentity node = new("a");
        ClusterWatch watch = new(others, new Membership(node), new Same(), node, new Lifetime(), clock, NullLogger<ClusterWatch>.Instance, clock);
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(clock.GetUtcNow() - _time.GetUtcNow(), Is.EqualTo(TimeSpan.FromMinutes(3)));
        Assert.That(others.Said, Is.EqualTo(_time.GetUtcNow()), "what is watched is the machine's");

        others.LedgerAhead = TimeSpan.FromMinutes(3) + TimeSpan.FromMilliseconds(800);
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(clock.GetUtcNow() - _time.GetUtcNow(), Is.EqualTo(TimeSpan.FromMinutes(3)), "a measurement is no better than that");

        others.LedgerAhead = TimeSpan.FromMilliseconds(300);
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(_time.GetUtcNow()), "its time server is back");
    }

    [Test]
    public async Task What_took_long_to_measure_is_not_believed()
    {
        var clock = new LedgerClock(_time);
        Others others = new() { LedgerAhead = TimeSpan.FromSeconds(2), Takes = TimeSpan.FromSeconds(2), Time = _time };
        NodeIdentity node = new("a");
        ClusterWatch watch = new(others, new Membership(node), new Same(), node, new Lifetime(), clock, NullLogger<ClusterWatch>.Instance, clock);
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(_time.GetUtcNow()));
    }

    [Test]
    public async Task Who_loses_the_name_to_another_process_stops()
    {
        var (watch, life) = Watch(new Others { TakesName = true });
        await watch.BeatAsync(CancellationToken.None);
        Assert.That(life.ApplicationStopping.IsCancellationRequested, Is.False, "it has just joined, and has the name");

        await watch.BeatAsync(CancellationToken.None);
        Assert.That(life.ApplicationStopping.IsCancellationRequested, Is.True);
    }

    private (ClusterWatch Watch, Lifetime Life) Watch(IClusterLedger ledger)
    {
        Lifetime life = new();
        NodeIdentity node = new("a");
        return (new ClusterWatch(ledger, new Membership(node), new Same(), node, life, _time, NullLogger<ClusterWatch>.Instance), life);
    }

    private sealed class Others(params NodeLine[] lines) : IClusterLedger
    {
        public NodeLine[] Lines { get; set; } = lines;

        public bool TakesName { get; init; }

        /// <summary>How far the ledger's clock is ahead of the machine's.</summary>
        public TimeSpan LedgerAhead { get; set; }

        /// <summary>How long a beat takes, by a clock that is moved.</summary>
        public TimeSpan Takes { get; init; }

        public ManualTime? Time { get; init; }

        public DateTimeOffset Said { get; private set; }

        public Task<ClusterView> BeatAsync(NodeBeat beat, CancellationToken cancellationToken)
        {
            Said = beat.Clock;
            Time?.Advance(Takes);
            return Task.FromResult(new ClusterView([MembershipTests.Line(beat.Node, TakesName && !beat.Joining ? "newcomer" : beat.Instance, beat.Configuration, -LedgerAhead), .. Lines]));
        }

        public Task LeaveAsync(string node, string instance, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Same : IHubConfigurationSource
    {
        public HubConfiguration Current { get; } = new()
        {
            Generation = 1,
            Fingerprint = "same",
            Partners = FrozenDictionary<string, PartnerConfiguration>.Empty,
            Procedures = FrozenDictionary<string, ProcedureConfiguration>.Empty,
            Routes = new RouteTable([]),
            Organisations = OrganisationDirectory.Empty,
            UniqueSchemes = FrozenSet<IdentifierScheme>.Empty,
        };

        public IDisposable OnChange(Action<HubConfiguration> changed) => throw new NotSupportedException();
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}

using Interop.Adapters.Configuration;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Retention;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Core.Tests.Retention;

/// <summary>Retention walks through all there is, takes what is due in small commits, and returns the space.</summary>
[TestFixture]
public sealed class RetentionServiceTests
{
    private readonly ManualTime _time = new();

    [Test]
    public async Task Only_what_is_due_goes_in_batches_page_after_page()
    {
        var ledger = new Shelf(Enumerable.Range(1, 25).Select(i => Packet(i, open: i % 5 == 0, days: i % 2 == 0 ? 800 : 10)));
        await RunAsync(ledger);
        Assert.That(ledger.Purged.SelectMany(p => p), Is.EqualTo(Enumerable.Range(1, 25).Where(i => i % 2 == 0 && i % 5 != 0).Select(i => (long)i)));
        Assert.That(ledger.Purged, Has.All.Count.LessThanOrEqualTo(3));
        Assert.That(ledger.Asked, Is.EqualTo(new long[] { 0, 7, 14, 21 }), "page after page, to the end");
        Assert.That(ledger.Returns, Is.EqualTo(4), "until there is no more to return");
    }

    [TestCase(0, 20)]
    [TestCase(4, 20)]
    [TestCase(60, 240)]
    public void The_longer_a_question_takes_the_longer_the_ledger_is_left_alone(int tookMilliseconds, int restMilliseconds) =>
        Assert.That(new RetentionOptions().RestAfter(TimeSpan.FromMilliseconds(tookMilliseconds)), Is.EqualTo(TimeSpan.FromMilliseconds(restMilliseconds)));

    [Test]
    public async Task Between_two_slow_questions_it_rests()
    {
        var ledger = new Shelf(Enumerable.Range(1, 10).Select(i => Packet(i, open: true, days: 1))) { Takes = () => _time.Advance(TimeSpan.FromMilliseconds(100)) };
        var round = RunAsync(ledger);
        Assert.That(ledger.Asked, Is.EqualTo(new long[] { 0 }), "it rests for four times as long as it asked");
        await round.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(ledger.Asked, Is.EqualTo(new long[] { 0, 7 }));
    }

    [Test]
    public void A_round_that_fails_leaves_the_next_to_begin_anew()
    {
        var ledger = new Shelf([Packet(1, open: false, days: 800)]) { Away = true };
        Assert.That(() => RunAsync(ledger), Throws.TypeOf<LedgerUnavailableException>());
        ledger.Away = false;
        Assert.That(async () => await RunAsync(ledger), Is.EqualTo(1));
    }

    private RetainedPacket Packet(long key, bool open, int days) => new()
    {
        Key = key, Kind = PacketKind.Progress, SettledAt = _time.GetUtcNow().AddDays(-days), IsOpen = open, IsAwaited = false, HasFiles = false, Arrived = [],
    };

    private async Task<int> RunAsync(Shelf ledger)
    {
        using var service = new RetentionService(
            ledger, new Source(), new None(), new Membership(new NodeIdentity("a")), new RetentionOptions { Batch = 3, Page = 7, Pause = TimeSpan.Zero }, _time, NullLogger<RetentionService>.Instance);
        return await service.RunAsync(CancellationToken.None);
    }

    private sealed class Shelf(IEnumerable<RetainedPacket> packets) : IRetentionLedger
    {
        private readonly List<RetainedPacket> _packets = [.. packets];

        public bool Away { get; set; }

        /// <summary>Lets the time pass that a question takes.</summary>
        public Action Takes { get; set; } = () => { };

        public List<long> Asked { get; } = [];

        public List<IReadOnlyList<long>> Purged { get; } = [];

        public int Returns { get; private set; }

        public Task<RetentionPage> RetainedAsync(RetentionCut cut, long after, int limit, CancellationToken cancellationToken)
        {
            if (Away)
            {
                throw new LedgerUnavailableException("away");
            }

            Takes();
            Asked.Add(after);
            var page = _packets.Where(p => p.Key > after).Take(limit).ToList();
            return Task.FromResult(new RetentionPage(page, page.Count == limit ? page[^1].Key : null));
        }

        public Task<int> PurgeAsync(IReadOnlyList<long> packets, DateTimeOffset at, CancellationToken cancellationToken)
        {
            Purged.Add(packets);
            return Task.FromResult(packets.Count);
        }

        public Task<ReturnedSpace> ReturnSpaceAsync(CancellationToken cancellationToken) => Task.FromResult(new ReturnedSpace(1, ++Returns < 4));
    }

    private sealed class Source : IHubConfigurationSource
    {
        public HubConfiguration Current { get; } = Configured.With();

        public IDisposable OnChange(Action<HubConfiguration> changed) => throw new NotSupportedException();
    }

    private sealed class None : IAdapterRegistry
    {
        public AdapterInstance? Get(string destination) => null;
    }
}

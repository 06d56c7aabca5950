using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Tests.Servers;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>Several nodes write one ledger at once: it reads as if one had.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SeveralNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private PostgresHarness _harness = null!;
    private PostgresLedger[] _nodes = [];
    private Sample _make = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _harness = await PostgresHarness.OpenAsync();
        _nodes = [_harness.Store, await _harness.NodeAsync("node-b"), await _harness.NodeAsync("node-c")];
        _make = new Sample(_harness.Clock);
    }

    [TearDown]
    public async Task CloseAsync() => await _harness.DisposeAsync();

    [Test]
    public async Task One_packet_sent_to_every_node_at_once_is_one_dossier()
    {
        for (var round = 0; round < 10; round++)
        {
            var packet = _make.Submission($"N-{round}", $"A{round}", Sample.Ministry);
            var answers = await EverywhereAsync(30, (node, _) => node.AcceptAsync(packet with { Id = _make.Id() }, CancellationToken.None));
            Assert.That(answers.OfType<AcceptResult.Recorded>().Count(), Is.EqualTo(1));
            var receipt = answers.OfType<AcceptResult.Recorded>().Single().Receipt.ReceiptId;
            Assert.That(answers.OfType<AcceptResult.Repeated>().Select(r => r.Receipt.ReceiptId), Has.Exactly(29).EqualTo(receipt));
        }
    }

    [Test]
    public async Task What_every_node_accepts_for_one_dossier_stands_in_one_order_and_one_at_a_time()
    {
        await _nodes[0].AcceptAsync(_make.Submission("N-1", "A1", Sample.Ministry), CancellationToken.None);
        var events = Enumerable.Range(0, 60).Select(i => _make.Progress("N-1", $"e{i}", BusinessStatus.Registered, Sample.Ministry)).ToList();
        await EverywhereAsync(60, (node, i) => node.AcceptAsync(events[i], CancellationToken.None));

        var dossier = (await _nodes[1].ResolveAsync("N-1", null, null, CancellationToken.None))!.Value;
        var order = (await _nodes[2].DossierAsync(dossier, CancellationToken.None))!.Packets.SelectMany(p => p.Deliveries).Select(d => d.Id).ToList();
        Assert.That(order, Has.Count.EqualTo(61).And.Unique);

        List<string> delivered = [];
        while (delivered.Count < 20)
        {
            // Every node tries for everything: one gets one, and it is the next.
            var claims = (await EverywhereAsync(3 * order.Count, (node, i) => node.ClaimAsync(Ask(order[i / 3]), CancellationToken.None))).OfType<Claim>().ToList();
            Assert.That(claims, Has.Count.EqualTo(1));
            var results = await EverywhereAsync(3, (node, _) => node.RecordAsync(Delivered(claims[0]), CancellationToken.None));
            Assert.That(results.Count(r => r.Taken), Is.EqualTo(1), "an outcome is taken once, wherever it is recorded");
            delivered.Add(claims[0].DeliveryId);
        }

        Assert.That(delivered, Is.EqualTo(order.Take(20)));
    }

    [Test]
    public async Task A_node_that_wakes_after_its_lease_changes_nothing()
    {
        await _nodes[0].AcceptAsync(_make.Submission("N-1", "A1", Sample.Ministry), CancellationToken.None);
        var due = (await _nodes[0].DueAsync(Sample.Ministry, 1, CancellationToken.None)).Single();
        var asleep = (await _nodes[0].ClaimAsync(Ask(due.Id), CancellationToken.None))!;
        _harness.Clock.Advance(TimeSpan.FromMinutes(2));

        var lost = (await _nodes[1].ExpiredAsync(10, CancellationToken.None)).Single();
        var adopted = await _nodes[1].RecordAsync(
            Delivered(asleep) with { Outcome = "lost", Token = lost.Token, Next = new NextStep(DeliveryState.Ready, _harness.Clock.Now) }, CancellationToken.None);
        Assert.That(adopted.Taken, Is.True);
        var awake = (await _nodes[2].ClaimAsync(Ask(due.Id), CancellationToken.None))!;
        Assert.That(awake.Token, Is.GreaterThan(asleep.Token));

        Assert.That((await _nodes[0].RecordAsync(Delivered(asleep), CancellationToken.None)).Taken, Is.False, "kept as evidence only");
        Assert.That((await _nodes[2].RecordAsync(Delivered(awake), CancellationToken.None)).Taken, Is.True);
    }

    [Test]
    public async Task Random_traffic_on_all_nodes_leaves_every_lane_whole_and_every_chain_valid()
    {
        var numbers = Enumerable.Range(0, 12).Select(i => $"N-{i}").ToList();
        await EverywhereAsync(12, (node, i) => node.AcceptAsync(_make.Submission(numbers[i], $"A{i}", Sample.Ministry, Sample.Portal), CancellationToken.None));
        await EverywhereAsync(120, (node, i) => node.AcceptAsync(_make.Progress(numbers[i % 12], $"e{i}", BusinessStatus.Registered, Sample.Ministry, Sample.Portal), CancellationToken.None));

        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var due = (await Task.WhenAll(new[] { Sample.Ministry, Sample.Portal }.Select(d => _nodes[0].DueAsync(d, 200, limit.Token)))).SelectMany(d => d).ToList();
            if (due.Count == 0)
            {
                break;
            }

            await EverywhereAsync(due.Count * 3, async (node, i) => await node.ClaimAsync(Ask(due[i / 3].Id), limit.Token) is { } claim && (await node.RecordAsync(Delivered(claim), limit.Token)).Taken);
        }

        foreach (var number in numbers)
        {
            var key = (await _nodes[0].ResolveAsync(number, null, null, limit.Token))!.Value;
            var view = (await _nodes[0].DossierAsync(key, limit.Token))!;
            Assert.That(view.Packets.SelectMany(p => p.Deliveries).Select(d => d.State), Has.All.EqualTo(DeliveryState.Delivered));
            Assert.That(view.Packets.SelectMany(p => p.Deliveries).Select(d => d.History.Count(h => h.Taken)), Has.All.EqualTo(1));
        }

        var report = await EvidenceVerifier.VerifyAsync(new PostgresLedgerOptions { ConnectionString = _harness.Connection }, [], limit.Token);
        Assert.That(report.Break, Is.Null);
        Assert.That((report.Acceptances, report.Attempts), Is.EqualTo((132, 264)));
    }

    [Test]
    public async Task A_node_that_vanishes_in_the_middle_of_a_commit_holds_its_locks_for_seconds_only()
    {
        await _nodes[0].AcceptAsync(_make.Submission("N-1", "A1", Sample.Ministry), CancellationToken.None);
        await using var cut = await CutProxy.StartAsync(LedgerServer.Server.Host, LedgerServer.Server.Port);
        var far = await _harness.NodeAsync("node-far", new NpgsqlConnectionStringBuilder(_harness.Connection) { Port = cut.Port }.ConnectionString);

        // The far node has locked the dossier and reads on: there it is cut off.
        await using var db = new NpgsqlConnection(_harness.Connection);
        await db.OpenAsync();
        await using (var other = await db.BeginTransactionAsync())
        {
            await using NpgsqlCommand hold = new("lock table lane in access exclusive mode", db);
            await hold.ExecuteNonQueryAsync();
            var lost = far.AcceptAsync(_make.Progress("N-1", "e-lost", BusinessStatus.Registered, Sample.Ministry), CancellationToken.None);
            await WaitingAsync();
            cut.Mode = CutMode.DropBoth;
            _ = lost.ContinueWith(t => t.Exception, TaskScheduler.Default);
        }

        var answer = await _nodes[1].AcceptAsync(_make.Progress("N-1", "e-next", BusinessStatus.Registered, Sample.Ministry), CancellationToken.None).WaitAsync(Patience);
        Assert.That(answer, Is.TypeOf<AcceptResult.Recorded>());

        // On a connection of its own: within a transaction the server shows one picture of its activity for ever.
        async Task WaitingAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            while (await LedgerServer.Server.QueryAsync("postgres", "select count(*) from pg_stat_activity where application_name like 'interop node-far%' and wait_event_type = 'Lock'", limit.Token) is "0")
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }

    [Test]
    public async Task Nodes_know_of_each_other_and_a_name_belongs_to_the_process_that_joined_last()
    {
        var first = Beat("node-b", "1", joining: true);
        await _nodes[1].BeatAsync(first, CancellationToken.None);
        var seen = await _nodes[2].BeatAsync(Beat("node-c", "9", joining: true) with { Clock = _harness.Clock.Now.AddSeconds(-3) }, CancellationToken.None);
        Assert.That(seen.Live.Select(n => n.Node), Is.EqualTo(new[] { "node-b", "node-c" }));
        Assert.That(seen.Live[1].ClockAhead, Is.EqualTo(TimeSpan.FromSeconds(-3)));

        await _nodes[0].BeatAsync(Beat("node-b", "2", joining: true), CancellationToken.None);
        var told = await _nodes[1].BeatAsync(first with { Joining = false }, CancellationToken.None);
        Assert.That(told.Live.Single(n => n.Node == "node-b").Instance, Is.EqualTo("2"), "the older process sees that it lost its name");

        await _nodes[1].LeaveAsync("node-b", "1", CancellationToken.None);
        await _nodes[2].LeaveAsync("node-c", "9", CancellationToken.None);
        Assert.That((await _nodes[0].BeatAsync(Beat("node-b", "2", joining: false), CancellationToken.None)).Live.Select(n => n.Node), Is.EqualTo(new[] { "node-b" }));

        await _nodes[2].BeatAsync(Beat("node-c", "9", joining: true), CancellationToken.None);
        _harness.Clock.Advance(ClusterView.Life + TimeSpan.FromSeconds(1));
        Assert.That((await _nodes[0].BeatAsync(Beat("node-b", "2", joining: false), CancellationToken.None)).Live.Select(n => n.Node), Is.EqualTo(new[] { "node-b" }), "silence is noticed");
    }

    private NodeBeat Beat(string node, string instance, bool joining) => new(node, instance, "c", "1", _harness.Clock.Now, joining);

    private static ClaimRequest Ask(string delivery) => new() { DeliveryId = delivery, Node = "n", Lease = TimeSpan.FromSeconds(60), WithDossier = _ => false };

    private AttemptRecord Delivered(Claim claim) => new()
    {
        DeliveryId = claim.DeliveryId,
        Token = claim.Token,
        Purpose = ClaimPurpose.Send,
        StartedAt = _harness.Clock.Now,
        Duration = TimeSpan.FromMilliseconds(3),
        Outcome = "accepted",
        Next = new NextStep(DeliveryState.Delivered),
        Node = "n",
    };

    private Task<T[]> EverywhereAsync<T>(int count, Func<PostgresLedger, int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => act(_nodes[i % _nodes.Length], i)))).WaitAsync(Patience);
}

using System.Globalization;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Postgres.Writing;
using Interop.Hub.Ledger.Rules;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Tests.Servers;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>
/// A database that crashes before anything of a transaction has reached its disk gives the transaction's number anew, and
/// says "committed" of it once another has committed under it. Nobody is answered on the strength of that.
/// </summary>
[TestFixture]
internal sealed class CommitTraceTests : LedgerVerbs
{
    /// <summary>Numbers given out anew after the crash: more than the test takes before it.</summary>
    private const int Numbers = 200;

    private PostgresHarness _store = null!;
    private CutProxy _wire = null!;
    private PostgresLedger _far = null!;

    [SetUp]
    public async Task Join()
    {
        _wire = await CutProxy.StartAsync(LedgerServer.Server.Host, LedgerServer.Server.Port);
        _far = await _store.NodeAsync("far", new NpgsqlConnectionStringBuilder(_store.Connection) { Port = _wire.Port }.ConnectionString);
    }

    [TearDown]
    public async Task Cut() => await _wire.DisposeAsync();

    [Test]
    public async Task A_packet_whose_commit_never_ran_is_recorded_before_its_receipt()
    {
        var packet = Make.Submission("N-1", "A1", Sample.Ministry);
        var answer = await ThroughACrashAsync(n => n.Packets.Add(packet), scope => Acceptance.Run(scope, packet));
        Assert.That(answer, Is.TypeOf<AcceptResult.Recorded>());
        Assert.That(await _store.AskAsync("select count(*) from packet"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_claim_whose_commit_never_ran_is_made_before_the_first_byte()
    {
        var packet = Make.Submission("N-1", "A1", Sample.Ministry);
        await RecordedAsync(packet);
        var request = new ClaimRequest { DeliveryId = To(packet, Sample.Ministry), Node = "far", Lease = TimeSpan.FromSeconds(60), WithDossier = _ => false };
        var id = Ids.Bytes(request.DeliveryId);
        var claim = await ThroughACrashAsync(
            n => n.Claims[Key.Of(id)] = request.WithDossier, scope => scope.Holds(id) ? Claiming.Run(scope, request) : null);
        Assert.That(claim, Is.Not.Null);
        Assert.That(await _store.AskAsync("select count(*) from delivery where state = 4 and node = 'far'"), Is.EqualTo(1), "nobody else may claim it");
    }

    /// <summary>A stalled disk or a slow replica: the connection goes, the commit goes on, and gets through after the node is back.</summary>
    [Test]
    public async Task A_claim_whose_commit_was_still_under_way_when_the_node_came_back_is_not_made_again()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (first, second) = (Make.Submission("N-1", "A1", Sample.Ministry), Make.Submission("N-2", "A2", Sample.Ministry));
        await RecordedAsync(first);
        await RecordedAsync(second);
        await _far.ClaimAsync(Request(first), limit.Token);

        // The far node's next mark waits for this, and its commit for that.
        await using var holder = new NpgsqlConnection(_store.Connection);
        await holder.OpenAsync(limit.Token);
        await using var hold = await holder.BeginTransactionAsync(limit.Token);
        await using (var held = new NpgsqlCommand("select 1 from commit_mark where node = 'far' for update", holder, hold))
        {
            Assert.That(await held.ExecuteScalarAsync(limit.Token), Is.EqualTo(1));
        }

        var runs = 0;
        var id = Ids.Bytes(Request(second).DeliveryId);
        var claim = _far.Writer.RunAsync(
            n => n.Claims[Key.Of(id)] = Request(second).WithDossier,
            scope =>
            {
                runs++;
                return scope.Holds(id) ? Claiming.Run(scope, Request(second)) : null;
            },
            0,
            sheddable: false,
            CancellationToken.None);
        await UntilAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%commit_mark%'", limit.Token);
        _wire.Mode = CutMode.Refuse;
        _wire.Mode = CutMode.Pass;
        await UntilAsync("select count(*) from pg_stat_activity where query like 'select pg_xact_status%' and pid <> pg_backend_pid()", limit.Token);
        Assert.That(claim.IsCompleted, Is.False, "nobody knows yet");

        await hold.RollbackAsync(limit.Token);
        Assert.That(await claim.WaitAsync(limit.Token), Is.Not.Null, "it has the claim");
        Assert.That((runs, await _store.AskAsync("select count(*) from delivery where state = 4 and node = 'far'")), Is.EqualTo((1, 2)));

        ClaimRequest Request(AcceptPacket packet) => new() { DeliveryId = To(packet, Sample.Ministry), Node = "far", Lease = TimeSpan.FromSeconds(60), WithDossier = _ => false };
    }

    protected override async Task<ILedgerHarness> OpenAsync() => _store = await PostgresHarness.OpenAsync();

    /// <summary>The database crashes after the rules have run and before the commit comes; the node finds it again when the number is another's.</summary>
    private async Task<T> ThroughACrashAsync<T>(Action<Needs> touch, Func<PostgresScope, T> work)
    {
        var crashed = false;
        var next = await NumberAsync();
        var answer = _far.Writer.RunAsync(
            touch,
            scope =>
            {
                if (!crashed)
                {
                    crashed = true;
                    _wire.Mode = CutMode.Refuse;
                    LedgerServer.Server.Kill();
                }

                return work(scope);
            },
            0,
            sheddable: false,
            CancellationToken.None);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!Volatile.Read(ref crashed))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        await LedgerServer.Server.RestartAsync(limit.Token);
        Assert.That(await NumberAsync(), Is.LessThanOrEqualTo(next + 10), "numbers are given anew");
        await LedgerServer.ExecuteAsync(
            _store.Connection, string.Create(CultureInfo.InvariantCulture, $"do $$ begin for i in 1..{Numbers} loop perform pg_current_xact_id(); commit; end loop; end $$"));
        _wire.Mode = CutMode.Pass;
        return await answer.WaitAsync(limit.Token);
    }

    private async Task UntilAsync(string count, CancellationToken cancellationToken)
    {
        while (await _store.AskAsync(count) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    private Task<long> NumberAsync() => _store.AskAsync("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
}

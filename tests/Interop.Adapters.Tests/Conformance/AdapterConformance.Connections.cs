using Interop.Contracts.Faults;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Conformance;

// Before, during and after the connection.
public abstract partial class AdapterConformance
{
    [Test]
    public async Task A_refused_connection_is_deferred_as_unreachable()
    {
        var adapter = await ConnectAsync();
        await Partner.GoDownAsync();

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Deferred));
            Assert.That(attempted.Fault!.Code, Is.EqualTo("partner.unreachable"));
            Assert.That((attempted.Fault.Scope, attempted.Fault.Remedy), Is.EqualTo((FaultScope.Destination, Remedy.Time)));
            Assert.That(Partner.Records.Counts.Effects, Is.Zero);
        });
    }

    [Test]
    public async Task After_an_outage_the_same_adapter_delivers()
    {
        var adapter = await ConnectAsync();
        await TryAsync(adapter, "d1", Number(1));
        await Partner.GoDownAsync();
        await TryAsync(adapter, "d2", Number(2));
        await Partner.ComeBackAsync();

        var attempted = await TryAsync(adapter, "d2", Number(2));

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Accepted));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_connection_taken_and_dropped_is_never_called_accepted_or_rejected()
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { Down = Outage.Dropped });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Ending.Deferred).Or.EqualTo(Unclear));
            Assert.That(Partner.Records.Counts.Effects, Is.Zero);
        });
    }

    [Test]
    public async Task Connections_reset_at_once_never_make_it_throw()
    {
        await using var peer = new ResettingPeer();
        var adapter = _bench.Make(Factory, Settings(peer.Url));

        var attempted = new List<Attempted>();
        for (var turn = 0; turn < 25; turn++)
        {
            attempted.AddRange(await Task.WhenAll(Enumerable.Range(turn * 16, 16).Select(i => Task.Run(() => TryAsync(adapter, $"d{i}", Number(i))))));
        }

        Assert.That(attempted.Select(a => a.Ending), Is.All.EqualTo(Ending.Deferred).Or.EqualTo(Unclear));
    }

    [Test]
    public async Task An_answer_that_does_not_come_in_time_leaves_the_outcome_open()
    {
        var adapter = await ConnectAsync(settings: s => s[TimeoutSetting] = "00:00:00.5");
        await TryAsync(adapter, "d1", Number(1));
        await Partner.SetFaultsAsync(new FaultSettings { Hold = true });

        var attempted = await TryAsync(adapter, "d2", Number(2));

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(attempted.Fault!.Code, Is.EqualTo("partner.no-answer"));
        });
    }

    [Test]
    public async Task Cancelled_before_the_first_byte_it_says_so_by_an_exception()
    {
        var adapter = await ConnectAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Multiple(() =>
        {
            Assert.That(
                async () => await AttemptAsync(adapter, "d1", Number(1), cancelled.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(Partner.Records.Counts.Requests, Is.Zero);
        });
    }

    [Test]
    public async Task Cancelled_after_bytes_were_sent_it_leaves_the_outcome_open()
    {
        var adapter = await ConnectAsync();
        await TryAsync(adapter, "d1", Number(1));
        await Partner.SetFaultsAsync(new FaultSettings { Hold = true });
        var arrived = Partner.Records.Requests.Count;
        using var cancelled = new CancellationTokenSource();

        var running = AttemptAsync(adapter, "d2", Number(2), cancelled.Token);
        await UntilAsync(() => Partner.Records.Requests.Count > arrived);
        await cancelled.CancelAsync();

        Assert.That(Checked(await running).Ending, Is.EqualTo(Unclear));
    }

    [Test]
    public async Task An_answer_lost_after_the_effect_leaves_the_outcome_open()
    {
        var adapter = await ConnectAsync();
        await Partner.SetFaultsAsync(new FaultSettings { AnswerLostNext = 1 });

        var attempted = await TryAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(attempted.Ending, Is.EqualTo(Unclear));
            Assert.That(Partner.Records.Counts.Effects, Is.EqualTo(1));
        });
    }

    [Test]
    public async Task The_reachability_check_says_what_is_wrong_and_has_no_business_effect()
    {
        var adapter = await ConnectAsync();

        var well = await adapter.Reachability!.CheckAsync(CancellationToken.None);
        await Partner.GoDownAsync();
        var down = await adapter.Reachability.CheckAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(well, Is.Null);
            Assert.That(down?.Code, Is.EqualTo("partner.unreachable"));
            Assert.That(Partner.Records.Counts.Dossiers, Is.Zero.Or.EqualTo(ChecksThatLookUp));
        });
    }

    /// <summary>Look-ups of nobody that a check may leave in the partner's books.</summary>
    protected virtual int ChecksThatLookUp => 0;
}

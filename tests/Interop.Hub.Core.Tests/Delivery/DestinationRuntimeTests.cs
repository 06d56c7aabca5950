using Interop.Contracts.Faults;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Tests.Cluster;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What a destination may hold of this node: guarantee 5.</summary>
public sealed class DestinationRuntimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();

    [Test]
    public void Hints_never_exceed_the_window_and_the_rest_is_left_to_the_scheduler()
    {
        using var runtime = Runtime(new DeliveryPolicy { HandOverWindow = 4 });
        Assert.That(Enumerable.Range(0, 10).Count(i => runtime.TryHint($"d{i}")), Is.EqualTo(4));
        Assert.That(runtime.TryHint("d0"), Is.False, "the same delivery is hinted once");
        Assert.That(new[] { runtime.HintDone("d0"), runtime.HintDone("d1") }, Is.EqualTo(new[] { false, true }), "the scheduler is woken once, when half the window is free");
    }

    [Test]
    public void A_closed_door_takes_no_hint_and_gives_no_permit()
    {
        using var runtime = Runtime(new DeliveryPolicy());
        runtime.Turn(d => d with { Door = Door.PausedByFault });
        Assert.That((runtime.TryHint("d"), runtime.TryEnter(), runtime.FreeHints), Is.EqualTo((false, false, 0)));
    }

    [Test]
    public void A_lost_hint_is_forgotten_when_no_attempt_can_still_be_at_it()
    {
        using var runtime = Runtime(new DeliveryPolicy { HandOverWindow = 1 });
        Assert.That(runtime.TryHint("lost"));
        Assert.That((runtime.TryHint("next"), runtime.IsHinted("lost")), Is.EqualTo((false, true)));
        _time.Advance(TimeSpan.FromSeconds(91));
        Assert.That((runtime.IsHinted("lost"), runtime.TryHint("next")), Is.EqualTo((false, true)));
    }

    [Test]
    public void Hints_that_left_the_queue_without_ending_here_are_forgotten_and_those_in_it_are_not()
    {
        using var runtime = Runtime(new DeliveryPolicy { HandOverWindow = 4 });
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            Assert.That(runtime.TryHint(id));
            if (id != "d")
            {
                runtime.HintSent(id);
            }

            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.That(runtime.WaitsForHints);
        runtime.Recount(waiting: 3, _time.GetTimestamp());
        Assert.That(runtime.WaitsForHints, "three of its own may wait, and the fourth is on its way");
        runtime.Recount(waiting: 1, _time.GetTimestamp());
        Assert.That(new[] { "a", "b", "c", "d" }.Where(runtime.IsHinted), Is.EqualTo(new[] { "c", "d" }), "first in, first out");
        Assert.That((runtime.WaitsForHints, runtime.FreeHints), Is.EqualTo((false, 2)));

        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        runtime.HintSent("d");
        runtime.Recount(waiting: 0, asked);
        Assert.That(new[] { "a", "b", "c", "d" }.Where(runtime.IsHinted), Is.EqualTo(new[] { "d" }), "what was sent after the question is not in the answer");
    }

    [Test]
    public void What_this_node_has_in_hand_is_in_no_queue_and_is_not_taken_for_another_node_s()
    {
        using var runtime = Runtime(new DeliveryPolicy { HandOverWindow = 4 });
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            Assert.That(runtime.TryHint(id));
            if (id == "a")
            {
                runtime.HintTaken(id);
            }

            // Its confirmation may come after it.
            runtime.HintSent(id);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        runtime.HintTaken("b");
        runtime.HintTaken("another node's");
        runtime.Recount(waiting: 0, _time.GetTimestamp());
        Assert.That(new[] { "a", "b", "c", "d", "another node's" }.Where(runtime.IsHinted), Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void What_the_scheduler_had_no_room_for_wakes_it_when_half_the_window_is_free()
    {
        using var runtime = Runtime(new DeliveryPolicy { HandOverWindow = 4 });
        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            Assert.That(runtime.TryHint(id));
        }

        Assert.That(new[] { runtime.HintDone("a"), runtime.HintDone("b") }, Is.EqualTo(new[] { false, false }), "nothing is known to wait");
        Assert.That(runtime.TryHint("e"));
        runtime.LeaveRest();
        Assert.That(new[] { runtime.HintDone("c"), runtime.HintDone("d") }, Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void A_backlog_is_looked_for_half_a_window_at_a_time_where_the_other_half_keeps_every_permit_busy()
    {
        using var wide = Runtime(new DeliveryPolicy { HandOverWindow = 8, MaxConcurrency = 2 });
        using var narrow = Runtime(new DeliveryPolicy { HandOverWindow = 8, MaxConcurrency = 3 });
        foreach (var runtime in (DestinationRuntime[])[wide, narrow])
        {
            Assert.That(Enumerable.Range(0, 8).All(i => runtime.TryHint($"d{i}")) && runtime.TryEnter());
            runtime.LeaveRest();
            Assert.That(Enumerable.Range(0, 3).Any(i => runtime.HintDone($"d{i}")), Is.False);
        }

        Assert.That((wide.Wanted, wide.FreeHints, narrow.Wanted), Is.EqualTo((0, 3, 3)));
        Assert.That(wide.WaitsForHints, "others may have taken the five that are left");
        Assert.That((wide.HintDone("d3"), wide.Wanted), Is.EqualTo((true, 4)));
    }

    [Test]
    public async Task At_an_open_door_hints_wait_their_turn_instead_of_being_given_back()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 2 });
        var entered = Enumerable.Range(0, 4).Select(_ => runtime.EnterAsync(CancellationToken.None).AsTask()).ToArray();
        Assert.That(entered.Select(e => e.IsCompleted), Is.EqualTo(new[] { true, true, false, false }));
        runtime.Leave();
        Assert.That(await entered[2], Is.True);
        Assert.That(entered[3].IsCompleted, Is.False, "in order, as many as there are permits");

        runtime.Turn(d => d with { Door = Door.PausedByFault });
        Assert.That(await entered[3], Is.False, "nobody waits behind a closed door");
        Assert.That(await runtime.EnterAsync(CancellationToken.None), Is.False);
    }

    [Test]
    public async Task Who_gives_up_his_turn_takes_no_permit_with_him_and_a_node_that_stops_sends_the_others_away()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1 });
        using var givenUp = new CancellationTokenSource();
        Assert.That(await runtime.EnterAsync(CancellationToken.None), Is.True);
        var (gone, next) = (runtime.EnterAsync(givenUp.Token).AsTask(), runtime.EnterAsync(CancellationToken.None).AsTask());
        await givenUp.CancelAsync();
        Assert.That(async () => await gone, Throws.InstanceOf<OperationCanceledException>());
        runtime.Leave();
        Assert.That(await next, Is.True);

        var last = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.SendAway();
        Assert.That(await last, Is.False);
    }

    [Test]
    public async Task A_packet_takes_a_permit_ahead_of_its_commit_only_while_nobody_waits_for_one()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1 });
        Assert.That((runtime.TryEnterAhead(), runtime.TryEnterAhead()), Is.EqualTo((true, false)));
        var waits = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.Leave();
        Assert.That(await waits, Is.True);
        var waitsToo = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.Leave();
        Assert.That((await waitsToo, runtime.TryEnterAhead()), Is.EqualTo((true, false)));
        runtime.Leave();
        Assert.That(runtime.TryEnterAhead(), "nobody waits, and it is free");
        runtime.Leave();

        runtime.Turn(d => d with { Door = Door.Returning });
        Assert.That(runtime.TryEnterAhead(), Is.False, "a door that opens in stages lets in one by one");
        using var rated = Runtime(new DeliveryPolicy { RatePerSecond = 10 });
        Assert.That(rated.TryEnterAhead(), Is.False, "a duplicate would use up what the rate allows");
    }

    [Test]
    public void A_hint_without_a_permit_wakes_nobody_while_every_permit_is_taken()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 2 });
        Assert.That((runtime.TryHint("a"), runtime.TryHint("b"), runtime.TryEnter(), runtime.TryEnter()), Is.EqualTo((true, true, true, false)));
        Assert.That(runtime.HintDone("b"), Is.False, "it would be offered, refused and offered again, for as long as the attempt takes");
        runtime.Leave();
        Assert.That(runtime.HintDone("a"), "the end of the attempt wakes the scheduler");
    }

    [Test]
    public void Where_the_rate_is_the_limit_no_more_hints_go_than_there_are_permits()
    {
        using var runtime = Runtime(new DeliveryPolicy { RatePerSecond = 0.01 });
        Assert.That(runtime.FreeHints, Is.EqualTo(1));
        Assert.That(runtime.TryHint("a") && runtime.TryEnter());
        Assert.That((runtime.FreeHints, runtime.TryHint("b")), Is.EqualTo((0, false)));
        Assert.That(runtime.HintDone("a"), Is.False, "the tick looks again, not the end of the attempt");
    }

    [Test]
    public void Permits_follow_the_door_s_width()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 8 });
        runtime.Turn(d => DoorRules.Resume(d with { Door = Door.PausedByOperator }, _time.GetUtcNow()));
        Assert.That(runtime.TryEnter(), Is.False, "nobody has taken it on itself to bring it back");
        runtime.Turn(d => DoorRules.TakeOver(d, "a", runtime.Policy, _time.GetUtcNow()));
        Assert.That((runtime.TryEnter(), runtime.TryEnter()), Is.EqualTo((true, false)), "the first stage of return is one");
        runtime.Leave();
        Assert.That(runtime.TryEnter());
    }

    [Test]
    public void The_rate_is_kept()
    {
        using var runtime = Runtime(new DeliveryPolicy { RatePerSecond = 5, MaxConcurrency = 100 });
        Assert.That(Enumerable.Range(0, 50).Count(_ => runtime.TryEnter()), Is.InRange(5, 6));
    }

    [Test]
    public void A_part_of_the_rate_that_is_made_anew_begins_empty()
    {
        var cluster = new Membership(new NodeIdentity("a"));
        using var rate = new RateShare(0.5, cluster, follows: false);
        Assert.That(rate.TryTake());
        cluster.Update(new ClusterView([MembershipTests.Line("a"), MembershipTests.Line("b")]));
        Assert.That((rate.Free, rate.TryTake()), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task Another_policy_counts_what_is_under_way_and_lets_in_who_waits_as_far_as_it_has_room()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1, HandOverWindow = 2 });
        Assert.That(runtime.TryHint("a") && runtime.TryHint("b") && runtime.TryEnter());
        var waits = Enumerable.Range(0, 3).Select(_ => runtime.EnterAsync(CancellationToken.None).AsTask()).ToArray();

        runtime.Adopt(runtime.Policy with { MaxConcurrency = 3, HandOverWindow = 3 });
        Assert.That(await waits[0].WaitAsync(Patience) && await waits[1].WaitAsync(Patience));
        Assert.That((waits[2].IsCompleted, runtime.TryEnter(), runtime.IsHinted("a"), runtime.FreeHints), Is.EqualTo((false, false, true, 1)));

        runtime.Adopt(runtime.Policy with { MaxConcurrency = 1 });
        runtime.Leave();
        runtime.Leave();
        Assert.That(waits[2].IsCompleted, Is.False, "one is still under way, and there is room for one");
        runtime.Leave();
        Assert.That(await waits[2].WaitAsync(Patience));
    }

    [Test]
    public async Task Where_a_rate_comes_in_nobody_waits_and_it_begins_empty()
    {
        using var runtime = Runtime(new DeliveryPolicy { MaxConcurrency = 1 });
        Assert.That(runtime.TryEnter());
        var waits = runtime.EnterAsync(CancellationToken.None).AsTask();
        runtime.Adopt(runtime.Policy with { RatePerSecond = 0.5 });
        Assert.That(await waits, Is.False);
        runtime.Leave();
        Assert.That(runtime.TryEnter(), Is.False);
    }

    [Test]
    public void The_same_refusal_for_five_dossiers_in_a_row_is_the_destination_s_fault()
    {
        using var runtime = Runtime(new DeliveryPolicy());
        var refused = FaultCodes.RejectedData("x") with { PartnerCode = "99" };
        Assert.That(Enumerable.Range(0, 4).Any(i => runtime.NoteRejection(refused, $"dossier {i}")), Is.False);
        Assert.That(runtime.NoteRejection(refused, "dossier 0"), Is.False, "the same dossier again proves nothing");
        Assert.That(runtime.NoteRejection(refused, "dossier 5"));
        Assert.That(runtime.NoteRejection(refused with { PartnerCode = "98" }, "dossier 6"), Is.False, "another refusal starts anew");
        Enumerable.Range(0, 3).ToList().ForEach(i => runtime.NoteRejection(refused, $"d{i}"));
        runtime.NoteAcceptance();
        Assert.That(runtime.NoteRejection(refused, "d9") || runtime.NoteRejection(refused, "d10"), Is.False, "something passed in between");
    }

    [Test]
    public async Task Overlapping_saves_store_the_last_door_and_never_turn_it_back()
    {
        using var runtime = Runtime(new DeliveryPolicy { BreakAfter = 40 });
        var ledger = new SlowControls();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            runtime.Turn(d => DoorRules.After(d, DoorSignal.Fails, FaultCodes.Unreachable("x"), runtime.Policy, _time.GetUtcNow(), 0));
            await runtime.SaveAsync(ledger, CancellationToken.None);
        })));
        Assert.Multiple(() =>
        {
            Assert.That(runtime.Control.Door, Is.EqualTo(Door.Broken));
            Assert.That(ledger.Stored, Is.EqualTo(runtime.Control));
            Assert.That(ledger.Stored!.FailedProbes, Is.EqualTo(10), "forty broke it, ten more failed behind it");
        });
    }

    [Test]
    public async Task Another_node_s_door_is_taken_over()
    {
        using var runtime = Runtime(new DeliveryPolicy());
        var ledger = new SlowControls { Stored = runtime.Control with { Door = Door.PausedByOperator, Version = 7 } };
        runtime.Turn(d => d with { Failures = 1 });
        await runtime.SaveAsync(ledger, CancellationToken.None);
        Assert.That(runtime.Control, Is.EqualTo(ledger.Stored));
    }

    private DestinationRuntime Runtime(DeliveryPolicy policy) =>
        new("HOTICH", policy, new DestinationControl { Destination = "HOTICH", Since = _time.GetUtcNow() }, new Membership(new NodeIdentity("a")), _time);
}

/// <summary>A ledger that keeps one control row, slowly, with its version as the lock.</summary>
file sealed class SlowControls : ILedger
{
    private readonly Lock _lock = new();

    public DestinationControl? Stored { get; set; }

    public Task SilenceToldAsync(IReadOnlyList<string> deliveries, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<DestinationControl> SaveControlAsync(DestinationControl control, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            if (Stored is null || Stored.Version == control.Version)
            {
                Stored = control with { Version = control.Version + 1 };
            }

            return Stored;
        }
    }

    public Task<AcceptResult> AcceptAsync(AcceptPacket packet, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Claim?> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AttemptResult> RecordAsync(AttemptRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task NoteAsync(DoorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadyDelivery>?> ActAsync(OperatorAct act, CancellationToken cancellationToken) => throw new NotSupportedException();
}

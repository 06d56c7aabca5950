using Interop.Contracts.Faults;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What a destination may hold of this node: guarantee 5.</summary>
public sealed class DestinationRuntimeTests
{
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

    private DestinationRuntime Runtime(DeliveryPolicy policy) =>
        new("HOTICH", policy, new DestinationControl { Destination = "HOTICH", Since = _time.GetUtcNow() }, new Membership(new NodeIdentity("a")), _time);
}

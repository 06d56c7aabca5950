using FsCheck;
using FsCheck.Fluent;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>The door of a destination, held to a model over random histories.</summary>
public sealed class DoorRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 3, 1, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryPolicy Policy = new() { MaxConcurrency = 64 };
    private static readonly Fault Down = FaultCodes.Unreachable("x");

    private static DestinationControl Closed => new() { Destination = "HOTICH", Since = Start };

    [Test]
    public void Three_failures_in_a_row_break_it_and_a_success_between_them_does_not()
    {
        var door = Signal(Closed, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Works, DoorSignal.Fails, DoorSignal.Fails);
        Assert.That(door.Door, Is.EqualTo(Door.Open));
        Assert.That(Signal(door, DoorSignal.Fails).Door, Is.EqualTo(Door.Broken));
    }

    [Test]
    public void While_broken_one_probe_at_a_time_and_none_before_it_is_due()
    {
        var door = Signal(Closed, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Fails);
        Assert.Multiple(() =>
        {
            Assert.That(Width(door, Start), Is.Zero);
            Assert.That(Width(Taken(door, door.ProbeAt!.Value), door.ProbeAt!.Value), Is.EqualTo(1));
            Assert.That(Width(Taken(door, door.ProbeAt!.Value), door.ProbeAt!.Value, "another"), Is.Zero, "one in the whole cluster");
            Assert.That(Width(door, door.ProbeAt!.Value), Is.Zero, "nobody has taken it");
            Assert.That(door.ProbeAt - Start, Is.EqualTo(Policy.ProbeSchedule[0]), "jitter is zero here");
        });
        var later = Signal(door, DoorSignal.Fails);
        Assert.That(later.ProbeAt - Start, Is.EqualTo(Policy.ProbeSchedule[1]), "each failed probe waits longer");
    }

    [Test]
    public void It_returns_in_stages_each_after_the_last_succeeded()
    {
        var door = Signal(Closed, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Works);
        List<int> widths = [];
        while (door.Door == Door.Returning)
        {
            door = Taken(door, Start);
            Assert.That(Width(door, Start, "another"), Is.Zero, "one node brings it back");
            widths.Add(Width(door, Start));
            door = Signal(door, DoorSignal.Works);
        }

        Assert.That(door.Door, Is.EqualTo(Door.Open));
        Assert.That(widths, Is.EqualTo(DoorRules.ReturnStages.SelectMany(stage => Enumerable.Repeat(stage, stage))));
    }

    [Test]
    public void A_failure_while_returning_breaks_it_again_at_once()
    {
        var door = Signal(Closed, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Works, DoorSignal.Works, DoorSignal.Fails);
        Assert.That(door.Door, Is.EqualTo(Door.Broken));
    }

    [Test]
    public void An_expired_password_pauses_it_until_a_person_acts()
    {
        var door = DoorRules.After(Closed, DoorSignal.Faulty, FaultCodes.Credentials("the password has expired"), Policy, Start, 0);
        Assert.Multiple(() =>
        {
            Assert.That(door.Door, Is.EqualTo(Door.PausedByFault));
            Assert.That(door.Reason, Is.EqualTo("the password has expired"));
            Assert.That(Width(Taken(door, Start.AddYears(1)), Start.AddYears(1)), Is.Zero, "no attempt against a locked account, ever");
            Assert.That(Signal(door, DoorSignal.Works, DoorSignal.Fails), Is.SameAs(door), "what was under way changes nothing");
            Assert.That(DoorRules.Resume(door, Start).Door, Is.EqualTo(Door.Returning));
        });
    }

    [Test]
    public void Over_any_history_the_width_is_bounded_and_closed_time_is_counted_once()
    {
        var steps = (from signal in Gen.Elements(DoorSignal.Works, DoorSignal.Fails, DoorSignal.Faulty, DoorSignal.None)
                     from resume in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
                     from seconds in Gen.Choose(0, 300)
                     from node in Gen.Elements("a", "b")
                     select (signal, resume, seconds, node)).ListOf();
        Prop.ForAll(steps.ToArbitrary(), history =>
        {
            var (door, now, closed) = (Closed, Start, TimeSpan.Zero);
            foreach (var (signal, resume, seconds, node) in history)
            {
                if (door.IsClosed)
                {
                    closed += TimeSpan.FromSeconds(seconds);
                }

                now += TimeSpan.FromSeconds(seconds);
                Assert.That(door.ClosedUntil(now), Is.EqualTo(closed));
                door = Taken(door, now, node);
                Assert.That(Width(door, now), Is.InRange(0, door.Door == Door.Broken ? 1 : Policy.MaxConcurrency));
                Assert.That(door.Door == Door.Open || Width(door, now) == 0 || Width(door, now, "b") == 0, "a closed or returning door has one owner");
                door = resume ? DoorRules.Resume(door, now) : DoorRules.After(door, signal, Down, Policy, now, 0);
                Assert.That(door.ClosedUntil(now), Is.EqualTo(closed), "turning the door neither adds nor loses time");
            }
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Signals_read_the_destination_not_the_packet()
    {
        Assert.Multiple(() =>
        {
            Assert.That(DoorRules.SignalOf(new DeliveryOutcome.Rejected(FaultCodes.RejectedData("x")), false), Is.EqualTo(DoorSignal.Works), "a refusal is an answer");
            Assert.That(DoorRules.SignalOf(new DeliveryOutcome.Rejected(FaultCodes.RejectedData("x")), true), Is.EqualTo(DoorSignal.Faulty), "the same refusal for everybody");
            Assert.That(DoorRules.SignalOf(new DeliveryOutcome.Rejected(FaultCodes.NotDeliverable("x")), false), Is.EqualTo(DoorSignal.None), "refused before sending proves nothing");
            Assert.That(DoorRules.SignalOf(new DeliveryOutcome.Deferred(FaultCodes.MappingFailed("x")), false), Is.EqualTo(DoorSignal.None));
            Assert.That(DoorRules.SignalOf(new DeliveryOutcome.Unknown(FaultCodes.NoAnswer("x")), false), Is.EqualTo(DoorSignal.Fails), "a black hole is down too");
            Assert.That(DoorRules.SignalOf(new ProbeOutcome.Absent()), Is.EqualTo(DoorSignal.Works));
            Assert.That(DoorRules.SignalOf(new ProbeOutcome.CannotTell(FaultCodes.Credentials("x"))), Is.EqualTo(DoorSignal.Faulty));
            Assert.That(DoorRules.SignalOf(new ProbeOutcome.CannotTell(FaultCodes.WrongEndpoint("x"))), Is.EqualTo(DoorSignal.None), "a question that is not offered");
        });
    }

    private static DestinationControl Signal(DestinationControl door, params DoorSignal[] signals) =>
        signals.Aggregate(door, (d, s) => DoorRules.After(d, s, Down, Policy, Start, 0));

    [Test]
    public void A_door_is_taken_over_when_its_owner_has_been_silent_for_an_attempt_and_not_before()
    {
        var door = Signal(Closed, DoorSignal.Fails, DoorSignal.Fails, DoorSignal.Fails);
        var probe = door.ProbeAt!.Value;
        door = Taken(door, probe);
        Assert.Multiple(() =>
        {
            Assert.That(Taken(door, probe, "b"), Is.SameAs(door), "a has it");
            Assert.That(Taken(door, door.OwnedUntil!.Value, "b").Owner, Is.EqualTo("b"), "a is gone");
            Assert.That(DoorRules.After(door, DoorSignal.Works, null, Policy, probe, 0).Owner, Is.EqualTo("a"), "who probed brings back");
            Assert.That(DoorRules.After(door, DoorSignal.Fails, null, Policy, probe, 0).Owner, Is.Null, "the next probe is anybody's");
        });
    }

    private static int Width(DestinationControl door, DateTimeOffset now, string node = "a") => DoorRules.Width(door, Policy, Policy.MaxConcurrency, node, now);

    private static DestinationControl Taken(DestinationControl door, DateTimeOffset now, string node = "a") => DoorRules.TakeOver(door, node, Policy, now);
}

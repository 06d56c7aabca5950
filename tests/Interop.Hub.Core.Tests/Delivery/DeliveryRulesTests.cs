using FsCheck;
using FsCheck.Fluent;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>Guarantees 6 and 7, as laws over every combination of facts and outcomes.</summary>
public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 3, 1, 15, 0, TimeSpan.Zero);

    private static readonly Fault[] Faults =
    [
        FaultCodes.Unreachable("x"), FaultCodes.Unavailable("x"), FaultCodes.Busy("x"), FaultCodes.NoAnswer("x"), FaultCodes.InternalError("x"),
        FaultCodes.Credentials("x"), FaultCodes.Certificate("x"), FaultCodes.SenderNotRegistered("x"), FaultCodes.WrongEndpoint("x"),
        FaultCodes.RejectedData("x"), FaultCodes.NotDeliverable("x"), FaultCodes.MappingFailed("x"), FaultCodes.LeaseExpired("x"), FaultCodes.GateRefused("x"),
    ];

    private static readonly Gen<AttemptFacts> AnyFacts =
        from idempotent in Gen.Elements(true, false)
        from probe in Gen.Elements(true, false)
        from attempts in Gen.Choose(0, 12)
        from probes in Gen.Choose(0, 12)
        from age in Gen.Choose(0, 20 * 24)
        from closed in Gen.Choose(0, 100)
        from jitter in Gen.Choose(-100, 100)
        from identical in Gen.Elements(true, false)
        select new AttemptFacts
        {
            Policy = new DeliveryPolicy(),
            Idempotent = idempotent,
            CanProbe = probe,
            SettleTime = TimeSpan.FromSeconds(3),
            Attempts = attempts,
            Probes = probes,
            FirstAttemptAt = Now - TimeSpan.FromHours(age),
            ClosedSinceFirst = TimeSpan.FromHours(age) * (closed / 100.0),
            Now = Now,
            Jitter = jitter / 100.0,
            RejectionsAreIdentical = identical,
        };

    private static readonly Gen<DeliveryOutcome> AnyOutcome =
        from fault in Gen.Elements(Faults)
        from wish in Gen.Choose(-10, 7200)
        from outcome in Gen.Elements<DeliveryOutcome>(
            new DeliveryOutcome.Accepted(new PartnerReceipt()),
            new DeliveryOutcome.Deferred(fault, wish < 0 ? null : Now.AddSeconds(wish)),
            new DeliveryOutcome.Rejected(fault),
            new DeliveryOutcome.Unknown(fault))
        select outcome;

    [Test]
    public void Whatever_happens_the_next_state_is_one_that_time_a_lane_or_an_operator_can_leave() => Law((facts, outcome) =>
    {
        var next = DeliveryRules.AfterAttempt(facts, outcome);
        Assert.That(next.State, Is.AnyOf(DeliveryState.Delivered, DeliveryState.Ready, DeliveryState.Scheduled, DeliveryState.Unknown, DeliveryState.Rejected, DeliveryState.Parked));
        Assert.That(next.DueAt is not null, Is.EqualTo(next.State.IsTimed()), "a timed state has a due time, and only a timed state");
        Assert.That(next.DueAt ?? Now, Is.GreaterThanOrEqualTo(Now));
        Assert.That(next.Park != ParkReason.None, Is.EqualTo(next.State == DeliveryState.Parked), "parked always says why");
    });

    [Test]
    public void A_destination_fault_that_a_person_must_mend_spends_no_attempt_and_rejects_nothing() => Law((facts, outcome) =>
    {
        var fault = outcome switch { DeliveryOutcome.Deferred d => d.Fault, DeliveryOutcome.Rejected r => r.Fault, _ => null };
        if (fault is { Scope: FaultScope.Destination } && (fault.Remedy == Remedy.Person || outcome is DeliveryOutcome.Rejected))
        {
            Assert.That(DeliveryRules.AfterAttempt(facts, outcome), Is.EqualTo(new NextStep(DeliveryState.Ready, Now, CountsAsAttempt: false)));
        }
    });

    [Test]
    public void Only_a_refusal_of_the_packet_itself_rejects() => Law((facts, outcome) =>
    {
        var rejected = DeliveryRules.AfterAttempt(facts, outcome).State == DeliveryState.Rejected;
        Assert.That(rejected, Is.EqualTo(outcome is DeliveryOutcome.Rejected { Fault.Scope: FaultScope.Packet } && !facts.RejectionsAreIdentical));
    });

    [Test]
    public void An_unknown_outcome_is_never_sent_again_blindly() => Law((facts, outcome) =>
    {
        if (outcome is not DeliveryOutcome.Unknown)
        {
            return;
        }

        var next = DeliveryRules.AfterAttempt(facts, outcome);
        if (!facts.Idempotent && !facts.CanProbe)
        {
            Assert.That((next.State, next.Park), Is.EqualTo((DeliveryState.Parked, ParkReason.AskPartner)));
        }
        else if (next.State == DeliveryState.Unknown)
        {
            Assert.That(DeliveryRules.PurposeOf(next.State, facts.Idempotent), Is.EqualTo(facts.Idempotent ? ClaimPurpose.Send : ClaimPurpose.Probe));
        }
        else
        {
            Assert.That(next.Park, Is.EqualTo(ParkReason.AskPartner));
            Assert.That(facts.WindowIsUsedUp);
        }
    });

    [Test]
    public void Of_one_that_cannot_be_asked_at_all_only_a_person_learns_more() => Law((facts, _) =>
    {
        var next = DeliveryRules.AfterProbe(facts with { CanProbe = false }, new ProbeOutcome.CannotTell(FaultCodes.NoAnswer("x")));
        Assert.That((next.State, next.Park, next.CountsAsAttempt), Is.EqualTo((DeliveryState.Parked, ParkReason.AskPartner, false)));
    });

    [Test]
    public void Who_answers_and_never_says_is_asked_as_often_as_the_schedule_has_steps() => Law((facts, _) =>
    {
        var (asked, steps) = (facts.Probes + 1, facts.Policy.Schedule.Count);
        foreach (var fault in new[] { FaultCodes.NotTold("x"), FaultCodes.RejectedData("x"), FaultCodes.WrongEndpoint("x") })
        {
            var next = DeliveryRules.AfterProbe(facts with { CanProbe = true, FirstAttemptAt = facts.Now }, new ProbeOutcome.CannotTell(fault));
            Assert.That((next.State, next.Park), Is.EqualTo(asked >= steps ? (DeliveryState.Parked, ParkReason.AskPartner) : (DeliveryState.Unknown, ParkReason.None)), fault.Code);
        }

        var untold = DeliveryRules.AfterProbe(facts with { CanProbe = true, FirstAttemptAt = facts.Now }, new ProbeOutcome.CannotTell(FaultCodes.NoAnswer("x")));
        Assert.That(untold.State, Is.EqualTo(DeliveryState.Unknown), "who does not answer may do so later");
    });

    [Test]
    public void A_lost_lease_is_an_unknown_outcome_unless_it_only_asked() => Law((facts, _) =>
    {
        Assert.That(DeliveryRules.AfterLostLease(facts, ClaimPurpose.Probe).State, Is.EqualTo(DeliveryState.Unknown));
        var next = DeliveryRules.AfterLostLease(facts, ClaimPurpose.Send);
        Assert.That(next.State, Is.AnyOf(DeliveryState.Unknown, DeliveryState.Parked));
        Assert.That(next.State == DeliveryState.Parked, Is.EqualTo(facts.WindowIsUsedUp || !(facts.Idempotent || facts.CanProbe)));
    });

    [Test]
    public void A_claim_that_was_not_used_leaves_the_doubt_that_it_found() => Law((facts, _) =>
    {
        foreach (var from in new[] { DeliveryState.Ready, DeliveryState.Scheduled, DeliveryState.Unknown })
        {
            var next = DeliveryRules.AfterRelease(from, facts);
            Assert.That((next.State, next.DueAt, next.CountsAsAttempt), Is.EqualTo((from == DeliveryState.Unknown ? DeliveryState.Unknown : DeliveryState.Ready, facts.Now, false)));
            Assert.That(DeliveryRules.PurposeOf(next.State, facts.Idempotent), Is.EqualTo(DeliveryRules.PurposeOf(from, facts.Idempotent)), "asked before, asked again");
        }
    });

    [Test]
    public void Delays_keep_to_the_schedule_within_the_jitter() => Law((facts, _) =>
    {
        var next = DeliveryRules.AfterAttempt(facts, new DeliveryOutcome.Deferred(FaultCodes.Unavailable("x")));
        if (facts.WindowIsUsedUp)
        {
            Assert.That((next.State, next.Park), Is.EqualTo((DeliveryState.Parked, ParkReason.Exhausted)));
            return;
        }

        var nominal = facts.Policy.Schedule[Math.Min(facts.Attempts, facts.Policy.Schedule.Count - 1)];
        Assert.That(next.DueAt!.Value - Now, Is.InRange(nominal * 0.8, nominal * 1.2));
    });

    [Test]
    public void Time_behind_a_closed_door_is_not_counted()
    {
        var facts = AnyFacts.Sample(1, 1).Single() with
        {
            FirstAttemptAt = Now.AddDays(-30),
            ClosedSinceFirst = TimeSpan.FromDays(24),
        };
        Assert.That(facts.WindowIsUsedUp, Is.False, "30 days, of which Tết and an outage took 24");
        Assert.That((facts with { ClosedSinceFirst = TimeSpan.FromDays(22) }).WindowIsUsedUp);
    }

    [Test]
    public void A_partners_wish_to_be_left_alone_is_honoured_when_it_is_later_than_ours()
    {
        var facts = AnyFacts.Sample(1, 1).Single() with { FirstAttemptAt = Now, Attempts = 0 };
        var next = DeliveryRules.AfterAttempt(facts, new DeliveryOutcome.Deferred(FaultCodes.Busy("x"), Now.AddHours(2)));
        Assert.That(next.DueAt, Is.EqualTo(Now.AddHours(2)));
    }

    [Test]
    public void A_probe_says_arrived_absent_or_ask_again()
    {
        var facts = AnyFacts.Sample(1, 1).Single() with { FirstAttemptAt = Now, Idempotent = false, CanProbe = true, IsSubmission = true };
        Assert.Multiple(() =>
        {
            Assert.That(DeliveryRules.AfterProbe(facts, new ProbeOutcome.Arrived(new PartnerReceipt())), Is.EqualTo(new NextStep(DeliveryState.Delivered, CountsAsAttempt: false, KnownToDestination: true)));
            Assert.That(DeliveryRules.AfterProbe(facts, new ProbeOutcome.Absent()).State, Is.EqualTo(DeliveryState.Ready));
            Assert.That(DeliveryRules.AfterProbe(facts, new ProbeOutcome.CannotTell(FaultCodes.NoAnswer("x"))).State, Is.EqualTo(DeliveryState.Unknown));
            Assert.That(
                DeliveryRules.AfterProbe(facts with { FirstAttemptAt = Now.AddDays(-8), ClosedSinceFirst = TimeSpan.Zero }, new ProbeOutcome.CannotTell(FaultCodes.NoAnswer("x"))).Park,
                Is.EqualTo(ParkReason.AskPartner));
        });
    }

    [Test]
    public void A_probe_that_closes_no_door_is_never_due_at_once()
    {
        var facts = AnyFacts.Sample(1, 1).Single() with { FirstAttemptAt = Now, Probes = 0 };
        Assert.Multiple(() =>
        {
            foreach (var fault in Faults)
            {
                var outcome = new ProbeOutcome.CannotTell(fault);
                var closes = DoorRules.SignalOf(outcome) == DoorSignal.Faulty;
                Assert.That(DeliveryRules.AfterProbe(facts, outcome).DueAt == Now, Is.EqualTo(closes), fault.Code);
            }
        });
    }

    private static void Law(Action<AttemptFacts, DeliveryOutcome> law) =>
        Prop.ForAll(
            (from f in AnyFacts from o in AnyOutcome select (f, o)).ToArbitrary(),
            x => law(x.f, x.o)).QuickCheckThrowOnFailure();
}

using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>What the rules must know of a claim to say what comes next.</summary>
public sealed record AttemptFacts
{
    /// <summary>The destination's policy.</summary>
    public required DeliveryPolicy Policy { get; init; }

    /// <summary>True when sending again has no second effect at the destination.</summary>
    public required bool Idempotent { get; init; }

    /// <summary>True when the destination can be asked what became of a packet.</summary>
    public required bool CanProbe { get; init; }

    /// <summary>How long after an unanswered attempt "absent" is final.</summary>
    public TimeSpan SettleTime { get; init; }

    /// <summary>Attempts that counted, before this one.</summary>
    public required int Attempts { get; init; }

    /// <summary>Probes made, before this one.</summary>
    public int Probes { get; init; }

    /// <summary>When the first attempt began.</summary>
    public required DateTimeOffset FirstAttemptAt { get; init; }

    /// <summary>Time since the first attempt that the destination's door was closed: not counted.</summary>
    public TimeSpan ClosedSinceFirst { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where in the jitter's range, -1 to 1.</summary>
    public required double Jitter { get; init; }

    /// <summary>True when the packet makes the dossier known to the destination (a submission or correction).</summary>
    public bool IsSubmission { get; init; }

    /// <summary>True when a rejection is judged a fault of the destination (identical ones across dossiers).</summary>
    public bool RejectionsAreIdentical { get; init; }

    /// <summary>Tried for longer than the policy's window, closed doors not counted.</summary>
    public bool WindowIsUsedUp => Now - FirstAttemptAt - ClosedSinceFirst >= Policy.Window;
}

/// <summary>
/// Guarantees 6 and 7, pure: what a delivery becomes after an attempt, a probe or a lost lease.
/// <code>
/// Accepted  → Delivered
/// Deferred  → Ready (a person must mend the destination: nothing spent) | Scheduled | Parked (window used up)
/// Rejected  → Rejected (packet) | Ready (a fault of the destination after all)
/// Unknown   → Unknown, due (sent again where idempotent, else probed) | Parked (only the partner can say)
/// </code>
/// </summary>
public static class DeliveryRules
{
    /// <summary>After an attempt to send.</summary>
    public static NextStep AfterAttempt(AttemptFacts facts, DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted => new NextStep(DeliveryState.Delivered, KnownToDestination: facts.IsSubmission),
        DeliveryOutcome.Deferred d => AfterDeferral(facts, d.Fault, d.NotBefore),
        DeliveryOutcome.Rejected { Fault.Scope: FaultScope.Destination } r => AfterDeferral(facts, r.Fault with { Remedy = Remedy.Person }, null),
        DeliveryOutcome.Rejected when facts.RejectionsAreIdentical => new NextStep(DeliveryState.Ready, facts.Now, CountsAsAttempt: false),
        DeliveryOutcome.Rejected => new NextStep(DeliveryState.Rejected),
        DeliveryOutcome.Unknown => AfterUnknown(facts),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>After a probe.</summary>
    public static NextStep AfterProbe(AttemptFacts facts, ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.Arrived => new NextStep(DeliveryState.Delivered, CountsAsAttempt: false, KnownToDestination: facts.IsSubmission),
        ProbeOutcome.Absent => new NextStep(DeliveryState.Ready, facts.Now, CountsAsAttempt: false),
        // Due at once, but behind a door that closes with the same fault; a question the partner does not offer closes none.
        ProbeOutcome.CannotTell { Fault: { Scope: FaultScope.Destination, Remedy: Remedy.Person, Code: not DoorRules.NoSuchQuestion } } => new NextStep(DeliveryState.Unknown, facts.Now, CountsAsAttempt: false),
        // It answers, and does not say, or offers no such question: asked as often as the schedule has steps, it never will.
        ProbeOutcome.CannotTell { Fault.Remedy: Remedy.Person } when facts.Probes + 1 >= facts.Policy.Schedule.Count => AskPartner(counts: false),
        // Of one that cannot be asked at all (in doubt since a restore, or its probe was taken out of the configuration) nobody but a person learns more.
        ProbeOutcome.CannotTell when facts.WindowIsUsedUp || !facts.CanProbe => AskPartner(counts: false),
        ProbeOutcome.CannotTell => new NextStep(DeliveryState.Unknown, facts.Now + Delay(facts, facts.Probes), CountsAsAttempt: false),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>
    /// After a lease that ended with no outcome: the node died, and the bytes may have been sent. A lost probe is only asked again.
    /// What is sent again without harm goes at once the first time; what was lost before may be what nodes die of, and waits as
    /// after any failure.
    /// </summary>
    public static NextStep AfterLostLease(AttemptFacts facts, ClaimPurpose purpose) =>
        purpose == ClaimPurpose.Probe
            ? new NextStep(DeliveryState.Unknown, facts.Now, CountsAsAttempt: false)
            : AfterUnknown(facts) is { State: DeliveryState.Unknown } next && facts is { Idempotent: true, Attempts: 0 }
                ? next with { DueAt = facts.Now }
                : AfterUnknown(facts);

    /// <summary>
    /// After a claim that was not used, since too little of its lease was left: nothing was sent, and nothing was learned
    /// either. What was in doubt stays so: offered as ready it would be sent a second time.
    /// </summary>
    public static NextStep AfterRelease(DeliveryState from, AttemptFacts facts) =>
        new(from == DeliveryState.Unknown ? DeliveryState.Unknown : DeliveryState.Ready, facts.Now, CountsAsAttempt: false);

    /// <summary>After a claim whose body does not open: nothing was sent, and nothing can be; but what was in doubt only the partner can say.</summary>
    public static NextStep AfterDamage(DeliveryState from) =>
        new(DeliveryState.Parked, Park: from == DeliveryState.Unknown ? ParkReason.AskPartner : ParkReason.HubFault, CountsAsAttempt: false);

    /// <summary>True when the claim of an <see cref="DeliveryState.Unknown"/> delivery must ask before it sends.</summary>
    public static ClaimPurpose PurposeOf(DeliveryState from, bool idempotent) =>
        from == DeliveryState.Unknown && !idempotent ? ClaimPurpose.Probe : ClaimPurpose.Send;

    private static NextStep AfterDeferral(AttemptFacts facts, Fault fault, DateTimeOffset? notBefore)
    {
        if (fault.Remedy == Remedy.Person)
        {
            // The destination's door closes with it, so Ready is not a busy loop: nobody claims behind a closed door.
            return fault.Scope == FaultScope.Destination
                ? new NextStep(DeliveryState.Ready, facts.Now, CountsAsAttempt: false)
                : new NextStep(DeliveryState.Parked, Park: ParkReason.HubFault);
        }

        if (facts.WindowIsUsedUp)
        {
            return new NextStep(DeliveryState.Parked, Park: ParkReason.Exhausted);
        }

        var due = facts.Now + Delay(facts, facts.Attempts);
        return new NextStep(DeliveryState.Scheduled, notBefore > due ? notBefore : due);
    }

    private static NextStep AfterUnknown(AttemptFacts facts)
    {
        if (facts.WindowIsUsedUp || !(facts.Idempotent || facts.CanProbe))
        {
            return AskPartner(counts: true);
        }

        return facts.Idempotent
            ? new NextStep(DeliveryState.Unknown, facts.Now + Delay(facts, facts.Attempts))
            : new NextStep(DeliveryState.Unknown, facts.Now + facts.SettleTime);
    }

    private static NextStep AskPartner(bool counts) => new(DeliveryState.Parked, Park: ParkReason.AskPartner, CountsAsAttempt: counts);

    private static TimeSpan Delay(AttemptFacts facts, int made) => Backoff.Delay(facts.Policy.Schedule, made, facts.Policy.Jitter, facts.Jitter);
}

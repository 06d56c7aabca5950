using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>What an attempt said about its destination, whatever it said about its packet.</summary>
public enum DoorSignal
{
    /// <summary>It answered and works.</summary>
    Works,

    /// <summary>It did not answer, or said that it cannot now.</summary>
    Fails,

    /// <summary>A person must mend it: credentials, certificate, registration, endpoint.</summary>
    Faulty,

    /// <summary>Nothing was learned (the attempt never left the hub).</summary>
    None,
}

/// <summary>
/// The door of a destination, pure: circuit with one probe, staged return, pause by fault.
/// <code>
/// Open ──(BreakAfter failures in a row)──► Broken ──(the one probe answers)──► Returning 1,2,5,10,20,50 ──► Open
///   ▲                                        ▲  └─(it fails: later)─┘                │(fails)
///   │                                        └──────────────────────────────────────┘
///   └─ any state ──(a person must mend it)──► PausedByFault ──(an operator, or a changed configuration)──► Returning
/// </code>
/// </summary>
public static class DoorRules
{
    /// <summary>The fault of a probe that the partner does not offer: nothing about sending is wrong.</summary>
    internal const string NoSuchQuestion = "partner.wrong-endpoint";

    /// <summary>How many may be under way at once, stage by stage; each stage lasts as many successes.</summary>
    public static IReadOnlyList<int> ReturnStages { get; } = [1, 2, 5, 10, 20, 50];

    /// <summary>Reads an outcome's signal.</summary>
    public static DoorSignal SignalOf(DeliveryOutcome outcome, bool rejectionsAreIdentical) => outcome switch
    {
        DeliveryOutcome.Accepted => DoorSignal.Works,
        DeliveryOutcome.Rejected { Fault.Scope: FaultScope.Destination } => DoorSignal.Faulty,
        DeliveryOutcome.Rejected when rejectionsAreIdentical => DoorSignal.Faulty,
        // A packet refused inside the hub proves nothing about the partner.
        DeliveryOutcome.Rejected { Fault.Code: var code } => code.StartsWith("hub.", StringComparison.Ordinal) ? DoorSignal.None : DoorSignal.Works,
        DeliveryOutcome.Deferred { Fault: var f } => Of(f),
        DeliveryOutcome.Unknown => DoorSignal.Fails,
        _ => DoorSignal.None,
    };

    /// <summary>Reads a probe's signal. A partner that has no such question is not a partner that is down.</summary>
    public static DoorSignal SignalOf(ProbeOutcome outcome) => outcome switch
    {
        ProbeOutcome.CannotTell { Fault.Code: NoSuchQuestion } => DoorSignal.None,
        ProbeOutcome.CannotTell { Fault: var f } => f.Scope == FaultScope.Destination ? Of(f) : DoorSignal.None,
        _ => DoorSignal.Works,
    };

    /// <summary>The door after a signal. The same instance when nothing changed: then nothing needs saving.</summary>
    public static DestinationControl After(DestinationControl door, DoorSignal signal, Fault? fault, DeliveryPolicy policy, DateTimeOffset now, double jitter) =>
        (signal, door.Door) switch
        {
            (DoorSignal.None, _) => door,
            (_, Door.PausedByFault or Door.PausedByOperator) => door,
            (DoorSignal.Faulty, _) => Turn(door, Door.PausedByFault, now) with { FaultCode = fault?.Code, Cause = FaultCause.Of(fault), Reason = fault?.Message },
            (DoorSignal.Works, Door.Open) => door.Failures == 0 ? door : door with { Failures = 0 },
            (DoorSignal.Works, Door.Broken) => Return(door, now),
            (DoorSignal.Works, Door.Returning) => Advance(door, policy, now),
            (DoorSignal.Fails, Door.Open) when door.Failures + 1 < policy.BreakAfter => door with { Failures = door.Failures + 1 },
            (DoorSignal.Fails, Door.Broken) => door with
            {
                Owner = null,
                OwnedUntil = null,
                FailedProbes = door.FailedProbes + 1,
                ProbeAt = now + Backoff.Delay(policy.ProbeSchedule, door.FailedProbes + 1, policy.Jitter, jitter),
            },
            (DoorSignal.Fails, _) => Turn(door, Door.Broken, now) with
            {
                FaultCode = fault?.Code,
                Reason = fault?.Message,
                ProbeAt = now + Backoff.Delay(policy.ProbeSchedule, 0, policy.Jitter, jitter),
            },
            _ => door,
        };

    /// <summary>
    /// How many attempts one node may have under way at once now. While broken: the one probe, once it is due; while
    /// returning: the stage. Both belong to the one node that owns the door, so that they hold for the whole cluster.
    /// Outside the destination's service hours: none.
    /// </summary>
    /// <param name="door">The door.</param>
    /// <param name="policy">The destination's policy.</param>
    /// <param name="share">This node's share of the policy's concurrency.</param>
    /// <param name="node">This node.</param>
    /// <param name="now">Now.</param>
    public static int Width(DestinationControl door, DeliveryPolicy policy, int share, string node, DateTimeOffset now) => door.Door switch
    {
        _ when !policy.Hours.IsOpen(now) => 0,
        Door.Open => share,
        Door.Returning when door.IsOwnedBy(node, now) => Math.Min(policy.MaxConcurrency, ReturnStages[door.ReturnStage]),
        Door.Broken when door.IsOwnedBy(node, now) => door.ProbeAt <= now ? 1 : 0,
        _ => 0,
    };

    /// <summary>True when some node should probe or bring back, and none does.</summary>
    public static bool WantsOwner(DestinationControl door, DateTimeOffset now) =>
        (door.Door == Door.Returning || (door.Door == Door.Broken && door.ProbeAt <= now)) && !(door.OwnedUntil > now);

    /// <summary>
    /// A node takes it on itself to probe or bring back; the same instance when another does or there is nothing to do. It
    /// holds once it is saved, for the save is under the row's version.
    /// </summary>
    public static DestinationControl TakeOver(DestinationControl door, string node, DeliveryPolicy policy, DateTimeOffset now) =>
        WantsOwner(door, now) ? door with { Owner = node, OwnedUntil = now + Hold(policy) } : door;

    /// <summary>An operator closes the door.</summary>
    public static DestinationControl Pause(DestinationControl door, string reason, DateTimeOffset now) =>
        Turn(door, Door.PausedByOperator, now) with { Reason = reason };

    /// <summary>An operator opens it, or its configuration changed: it comes back in stages, never all at once.</summary>
    public static DestinationControl Resume(DestinationControl door, DateTimeOffset now) => door.IsClosed ? Return(door, now) : door;

    /// <summary>The door of a destination that is never called: open, or closed by an operator. There is nothing to break, and nothing to bring back.</summary>
    public static DestinationControl OfInbox(DestinationControl door, DateTimeOffset now) =>
        door.Door is Door.Open or Door.PausedByOperator ? door : Turn(door, Door.Open, now);

    private static DoorSignal Of(Fault fault) =>
        fault.Code.StartsWith("hub.", StringComparison.Ordinal) ? DoorSignal.None
        : fault.Scope == FaultScope.Packet ? DoorSignal.Works
        : fault.Remedy == Remedy.Person ? DoorSignal.Faulty
        : DoorSignal.Fails;

    /// <summary>Who probed brings back.</summary>
    private static DestinationControl Return(DestinationControl door, DateTimeOffset now) =>
        Turn(door, Door.Returning, now) with { ReturnStage = 0, ReturnLeft = ReturnStages[0], Owner = door.Owner, OwnedUntil = door.OwnedUntil };

    /// <summary>As long as an attempt of the owner may take: after that nobody waits for a node that died.</summary>
    private static TimeSpan Hold(DeliveryPolicy policy) => policy.Lease + policy.AttemptTimeout;

    private static DestinationControl Advance(DestinationControl door, DeliveryPolicy policy, DateTimeOffset now) =>
        door.ReturnLeft > 1 ? door with { ReturnLeft = door.ReturnLeft - 1, OwnedUntil = now + Hold(policy) }
        : door.ReturnStage + 1 < ReturnStages.Count
            ? door with { ReturnStage = door.ReturnStage + 1, ReturnLeft = ReturnStages[door.ReturnStage + 1], OwnedUntil = now + Hold(policy) }
        : Turn(door, Door.Open, now);

    private static DestinationControl Turn(DestinationControl door, Door to, DateTimeOffset now) => door with
    {
        Door = to,
        Since = now,
        ClosedTotal = door.ClosedUntil(now),
        Failures = 0,
        FailedProbes = 0,
        ProbeAt = null,
        ReturnStage = 0,
        ReturnLeft = 0,
        FaultCode = null,
        Cause = null,
        Reason = null,
        Owner = null,
        OwnedUntil = null,
    };
}

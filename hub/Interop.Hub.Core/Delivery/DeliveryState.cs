namespace Interop.Hub.Core.Delivery;

/// <summary>
/// The state of one delivery. Stored as its number: never reused.
/// <code>
/// Waiting(lane | gate) → Ready → InFlight → Delivered | Scheduled | Unknown | Rejected | Parked
///                          ↑________________________________|___________|        |          |
///                                                                    Superseded ←┘ (by a correction)
/// by an operator, with a reason: Ready, Delivered, Cancelled, Skipped
/// </code>
/// </summary>
public enum DeliveryState
{
    /// <summary>Another delivery of its lane goes first.</summary>
    WaitingLane = 1,

    /// <summary>First in its lane; a gate before it is not passed.</summary>
    WaitingGate = 2,

    /// <summary>May be claimed now.</summary>
    Ready = 3,

    /// <summary>Claimed by a node under a lease and a fencing token.</summary>
    InFlight = 4,

    /// <summary>May be claimed again at its due time.</summary>
    Scheduled = 5,

    /// <summary>Sent and unanswered; at its due time it is probed, or sent again where the destination is idempotent.</summary>
    Unknown = 6,

    /// <summary>The partner has it. Final.</summary>
    Delivered = 7,

    /// <summary>The partner refused its data. Holds its lane until corrected or judged by an operator.</summary>
    Rejected = 8,

    /// <summary>Stopped until an operator judges. Holds its lane.</summary>
    Parked = 9,

    /// <summary>A correction took its place. Final.</summary>
    Superseded = 10,

    /// <summary>An operator called it off. Final.</summary>
    Cancelled = 11,

    /// <summary>Passed over: by an operator, or because its route is a shadow. Final.</summary>
    Skipped = 12,
}

/// <summary>Why a delivery is parked. Stored by name.</summary>
public enum ParkReason
{
    /// <summary>Not parked.</summary>
    None = 0,

    /// <summary>The retry window is used up.</summary>
    Exhausted = 1,

    /// <summary>It may or may not have arrived, and only the partner can say.</summary>
    AskPartner = 2,

    /// <summary>Its packet would move the dossier out of a terminal state.</summary>
    Quarantined = 3,

    /// <summary>Its destination is no longer configured.</summary>
    DestinationRemoved = 4,

    /// <summary>The hub could not make the message: a mapping or a document failed.</summary>
    HubFault = 5,

    /// <summary>Handed out by the inbox as often as is allowed, and never acknowledged.</summary>
    Unacknowledged = 6,
}

/// <summary>Facts of states that both the rules and the stores rely on.</summary>
public static class DeliveryStates
{
    /// <summary>True when the lane goes on behind it.</summary>
    public static bool IsPassed(this DeliveryState state) =>
        state is DeliveryState.Delivered or DeliveryState.Superseded or DeliveryState.Cancelled or DeliveryState.Skipped;

    /// <summary>True when time alone makes it claimable: it has a due time.</summary>
    public static bool IsTimed(this DeliveryState state) =>
        state is DeliveryState.Ready or DeliveryState.Scheduled or DeliveryState.Unknown;
}

/// <summary>What a delivery does at its destination.</summary>
public enum DeliveryRole
{
    /// <summary>Sends the packet.</summary>
    Send = 1,

    /// <summary>A gate: asks the destination about the packet, and releases the deliveries behind it.</summary>
    Check = 2,

    /// <summary>A shadow route: transformed and compared, never sent.</summary>
    Shadow = 3,
}

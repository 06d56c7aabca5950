using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>
/// What became of a claim, and what the rules made of it: recorded in one commit, only with the latest token. A late
/// outcome (an older token) is kept as evidence and changes nothing.
/// </summary>
public sealed record AttemptRecord
{
    /// <summary>The delivery.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The fencing token of the claim.</summary>
    public required long Token { get; init; }

    /// <summary>Send or probe.</summary>
    public required ClaimPurpose Purpose { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What came of it: <c>accepted</c>, <c>deferred</c>, <c>rejected</c>, <c>unknown</c>, <c>arrived</c>, <c>absent</c>, <c>cannot-tell</c>, <c>released</c>, <c>lost</c>, <c>shadow</c>, <c>unacknowledged</c> (handed out by the inbox, and no word of it).</summary>
    public required string Outcome { get; init; }

    /// <summary>The fault, when there was one.</summary>
    public Fault? Fault { get; init; }

    /// <summary>The partner's word, when it has it.</summary>
    public PartnerReceipt? Receipt { get; init; }

    /// <summary>Codes that the partner gave the dossier, checked: the partner issues them.</summary>
    public IReadOnlyList<IdentifierClaim> Identifiers { get; init; } = [];

    /// <summary>What is next.</summary>
    public required NextStep Next { get; init; }

    /// <summary>What the destination's total of closed-door time was when it began.</summary>
    public TimeSpan ClosedTotal { get; init; }

    /// <summary>Packets of the hub's own to be recorded with it (fault, delivery status), each with its deliveries.</summary>
    public IReadOnlyList<AcceptPacket> Notices { get; init; } = [];

    /// <summary>Trace id of the attempt, 32 hexadecimal digits; null when not traced.</summary>
    public string? TraceId { get; init; }

    /// <summary>The node.</summary>
    public required string Node { get; init; }
}

/// <summary>What the rules say a delivery becomes.</summary>
/// <param name="State">The next state.</param>
/// <param name="DueAt">When it is due, for a timed state.</param>
/// <param name="Park">Why, when parked.</param>
/// <param name="CountsAsAttempt">False when the attempt is not spent (a destination fault).</param>
/// <param name="KnownToDestination">True when the destination now has a submission of this dossier.</param>
/// <param name="StartsWindow">False when the window of tries does not run from it: the partner fetches, and nothing is tried.</param>
public sealed record NextStep(
    DeliveryState State,
    DateTimeOffset? DueAt = null,
    ParkReason Park = ParkReason.None,
    bool CountsAsAttempt = true,
    bool KnownToDestination = false,
    bool StartsWindow = true);

/// <summary>What recording an outcome did.</summary>
/// <param name="Taken">False when the token was not the latest: kept as evidence only.</param>
/// <param name="Ready">Deliveries that may now go: the lane's next, those behind a passed gate, notices.</param>
public sealed record AttemptResult(bool Taken, IReadOnlyList<ReadyDelivery> Ready);

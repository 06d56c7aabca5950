namespace Interop.Hub.Core.Ledger;

/// <summary>The door of one destination, as every node sees it.</summary>
public enum Door
{
    /// <summary>Open to traffic.</summary>
    Open = 0,

    /// <summary>The circuit is broken: one probe at a time.</summary>
    Broken = 1,

    /// <summary>Coming back: a growing window.</summary>
    Returning = 2,

    /// <summary>Paused for a destination fault that a person must mend.</summary>
    PausedByFault = 3,

    /// <summary>Paused by an operator.</summary>
    PausedByOperator = 4,
}

/// <summary>
/// One row per destination: circuit, return window, pause. Immutable; changed by the rules and saved with
/// <see cref="Version"/> as the optimistic lock.
/// </summary>
public sealed record DestinationControl
{
    /// <summary>The destination's code.</summary>
    public required string Destination { get; init; }

    /// <summary>The door.</summary>
    public Door Door { get; init; }

    /// <summary>Since when the door is as it is.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Consecutive failures of destination scope while the door is open.</summary>
    public int Failures { get; init; }

    /// <summary>When the next probe may go, while broken.</summary>
    public DateTimeOffset? ProbeAt { get; init; }

    /// <summary>How many probes failed in a row.</summary>
    public int FailedProbes { get; init; }

    /// <summary>Index into the stages of return.</summary>
    public int ReturnStage { get; init; }

    /// <summary>Successes still to come before the next stage.</summary>
    public int ReturnLeft { get; init; }

    /// <summary>Time spent behind a closed door before <see cref="Since"/>: retry windows do not count it.</summary>
    public TimeSpan ClosedTotal { get; init; }

    /// <summary>The fault that closed it; its message only, never a partner's text.</summary>
    public string? FaultCode { get; init; }

    /// <summary>A digest of the fault to the partner's own word: two refusals with one code need not have one cause.</summary>
    public string? Cause { get; init; }

    /// <summary>In our words, why it is closed.</summary>
    public string? Reason { get; init; }

    /// <summary>The node that probes it, or brings it back: one in the whole cluster. Null while nobody does.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when, unless it goes on being successful; then another node may take over.</summary>
    public DateTimeOffset? OwnedUntil { get; init; }

    /// <summary>Row version.</summary>
    public long Version { get; init; }

    /// <summary>True when ordinary traffic may not pass.</summary>
    public bool IsClosed => Door is Door.Broken or Door.PausedByFault or Door.PausedByOperator;

    /// <summary>True when a node is the one that probes it, or brings it back, now.</summary>
    public bool IsOwnedBy(string node, DateTimeOffset now) => Owner == node && OwnedUntil > now;

    /// <summary>All time spent behind a closed door until <paramref name="now"/>.</summary>
    public TimeSpan ClosedUntil(DateTimeOffset now) => ClosedTotal + (IsClosed && now > Since ? now - Since : TimeSpan.Zero);
}

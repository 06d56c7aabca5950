using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>What is stuck, and the orders to send it again. An order is a row: it survives the node that carries it out.</summary>
public interface IReplayLedger
{
    /// <summary>What is stuck (unknown, rejected, parked), grouped by destination, state and fault; largest group first.</summary>
    Task<IReadOnlyList<FailureGroup>> FailuresAsync(CancellationToken cancellationToken);

    /// <summary>How many deliveries a filter means that have been as they are since a time.</summary>
    Task<long> CountAsync(ReplayFilter filter, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The next deliveries that a filter means, after a key, in the order of acceptance.</summary>
    Task<IReadOnlyList<StuckDelivery>> StuckAsync(ReplayFilter filter, DateTimeOffset since, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Records an order; its version becomes 1.</summary>
    Task<ReplayOrder> OrderAsync(ReplayOrder order, CancellationToken cancellationToken);

    /// <summary>Orders, newest first.</summary>
    Task<IReadOnlyList<ReplayOrder>> OrdersAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Every order that is running, oldest first: however many were given since, one that waits for a closed door goes on when it opens.</summary>
    Task<IReadOnlyList<ReplayOrder>> RunningAsync(CancellationToken cancellationToken);

    /// <summary>Saves an order if its version is the stored one; returns the stored row. Null: there is no such order.</summary>
    Task<ReplayOrder?> SaveAsync(ReplayOrder order, CancellationToken cancellationToken);
}

/// <summary>Which deliveries an order means.</summary>
/// <param name="Destination">The destination.</param>
/// <param name="States">Their states: of Scheduled, Unknown, Rejected, Parked.</param>
/// <param name="FaultCode">The fault of the latest attempt; null: any, or none.</param>
/// <param name="Kind">The packet's kind; null: any.</param>
public sealed record ReplayFilter(string Destination, IReadOnlyList<DeliveryState> States, string? FaultCode = null, PacketKind? Kind = null)
{
    /// <summary>The states from which a delivery may be sent again. Unknown ones may have an effect already: they go only where named.</summary>
    public static IReadOnlyList<DeliveryState> Possible { get; } = [DeliveryState.Scheduled, DeliveryState.Unknown, DeliveryState.Rejected, DeliveryState.Parked];

    /// <inheritdoc/>
    public bool Equals(ReplayFilter? other) =>
        other is not null && Destination == other.Destination && FaultCode == other.FaultCode && Kind == other.Kind && States.SequenceEqual(other.States);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Destination, FaultCode, Kind, States.Count);
}

/// <summary>One stuck delivery.</summary>
/// <param name="Key">The ledger's key: where the next page begins.</param>
/// <param name="Id">Its id.</param>
public readonly record struct StuckDelivery(long Key, string Id);

/// <summary>Deliveries that are stuck for one reason.</summary>
/// <param name="Destination">Destination.</param>
/// <param name="State">State.</param>
/// <param name="Park">Why, when parked.</param>
/// <param name="FaultCode">Fault of the latest attempt; null: there was none.</param>
/// <param name="Count">How many.</param>
/// <param name="First">Since when the longest has been so.</param>
/// <param name="Last">Since when the latest has been so.</param>
/// <param name="Sample">One of them.</param>
public sealed record FailureGroup(string Destination, DeliveryState State, ParkReason Park, string? FaultCode, long Count, DateTimeOffset First, DateTimeOffset Last, string Sample);

/// <summary>What becomes of an order. Stored as its number.</summary>
public enum ReplayState
{
    /// <summary>It goes on.</summary>
    Running = 1,

    /// <summary>An operator holds it.</summary>
    Paused = 2,

    /// <summary>Nothing is left of what it meant. Final.</summary>
    Finished = 3,

    /// <summary>An operator called it off; what was sent again stays so. Final.</summary>
    Cancelled = 4,
}

/// <summary>An order to send stuck deliveries again. Immutable; saved with <see cref="Version"/> as the optimistic lock.</summary>
public sealed record ReplayOrder
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it means. Only what has been stuck since before <see cref="CreatedAt"/>: what fails again is not sent a third time.</summary>
    public required ReplayFilter Filter { get; init; }

    /// <summary>Deliveries a second at most, more than 0.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>Who ordered it.</summary>
    public required string Operator { get; init; }

    /// <summary>Why; kept with every delivery's act, sealed.</summary>
    public required string Reason { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What has become of it.</summary>
    public ReplayState State { get; init; } = ReplayState.Running;

    /// <summary>How many it meant when it was ordered.</summary>
    public long Meant { get; init; }

    /// <summary>Key of the last delivery that it came to.</summary>
    public long Cursor { get; init; }

    /// <summary>How many were sent again.</summary>
    public long Sent { get; init; }

    /// <summary>How many had moved on meanwhile and were left alone.</summary>
    public long LeftAlone { get; init; }

    /// <summary>Row version.</summary>
    public long Version { get; init; }
}

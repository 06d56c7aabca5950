using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>What an operator sees of, and does to, the destinations' doors.</summary>
public interface IDestinationOperations
{
    /// <summary>Every configured destination's door, by code.</summary>
    IReadOnlyList<DestinationControl> Doors { get; }

    /// <summary>What moves through a destination's door on this node now; null when there is no such destination.</summary>
    DoorTraffic? TrafficOf(string destination);

    /// <summary>Closes a door, and keeps who and why, under evidence. False when there is no such destination.</summary>
    /// <exception cref="LedgerUnavailableException">It could not be kept; the door stands as it stood.</exception>
    Task<bool> PauseAsync(string destination, string who, string reason, CancellationToken cancellationToken);

    /// <summary>Opens a closed door, which comes back in stages, and keeps who and why. False when there is no such destination.</summary>
    /// <exception cref="LedgerUnavailableException">It could not be kept; the door stands as it stood.</exception>
    Task<bool> ResumeAsync(string destination, string who, string reason, CancellationToken cancellationToken);
}

/// <summary>What moves through a destination's door on one node at one time.</summary>
/// <param name="AtOnce">How many attempts may be under way at once: this node's share; while the destination returns, its stage; 0 behind a closed door and outside its service hours.</param>
/// <param name="UnderWay">How many are.</param>
/// <param name="Hints">Hints that this node has given to the bus and that have not ended, those under way with them. What else is due waits in the ledger.</param>
/// <param name="OpensAt">When its service hours begin again; null: it may be called now.</param>
public sealed record DoorTraffic(int AtOnce, int UnderWay, int Hints, DateTimeOffset? OpensAt);

using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>What an operator sees of, and does to, the destinations' doors.</summary>
public interface IDestinationOperations
{
    /// <summary>Every configured destination's door, by code.</summary>
    IReadOnlyList<DestinationControl> Doors { get; }

    /// <summary>Closes a door. False when there is no such destination.</summary>
    Task<bool> PauseAsync(string destination, string reason, CancellationToken cancellationToken);

    /// <summary>Opens a closed door: it comes back in stages. False when there is no such destination.</summary>
    Task<bool> ResumeAsync(string destination, CancellationToken cancellationToken);
}

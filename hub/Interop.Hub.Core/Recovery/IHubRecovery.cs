using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Recovery;

/// <summary>Whether the hub is held after a restore, as this node knows it.</summary>
public interface IHubRecovery
{
    /// <summary>What the ledger said last.</summary>
    RecoveryView Current { get; }

    /// <summary>True while nothing is taken and nothing is sent; also before the ledger was asked the first time.</summary>
    bool IsHeld { get; }

    /// <summary>The partners that send: those that are told by a packet, and those that a person must tell.</summary>
    (IReadOnlyList<string> Told, IReadOnlyList<string> Untold) Senders { get; }

    /// <summary>True for a packet of before the newest restore: it may have been here, and on its way, before.</summary>
    /// <param name="madeAt">When it was made, by its sender.</param>
    bool MayHaveBeenHere(DateTimeOffset madeAt);

    /// <summary>Asks the ledger.</summary>
    Task RefreshAsync(CancellationToken cancellationToken);

    /// <summary>Holds the hub, on every node, when this sign has not held it before.</summary>
    Task HoldAsync(HoldSign sign, CancellationToken cancellationToken);

    /// <summary>Lets the hub go on.</summary>
    Task<ReleaseVerdict> ReleaseAsync(HoldRelease release, CancellationToken cancellationToken);
}

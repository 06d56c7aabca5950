using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Retention;

/// <summary>What retention must know of a packet whose content is still here.</summary>
public sealed record RetainedPacket
{
    /// <summary>The ledger's key.</summary>
    public required long Key { get; init; }

    /// <summary>Kind.</summary>
    public required PacketKind Kind { get; init; }

    /// <summary>The latest of: its acceptance, the last change of each of its deliveries, and when its sender was told of a silence.</summary>
    public required DateTimeOffset SettledAt { get; init; }

    /// <summary>True while one of its deliveries is not passed.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>True while a partner's answer to it is awaited, until its silence was told.</summary>
    public required bool IsAwaited { get; init; }

    /// <summary>True when it refers to files.</summary>
    public required bool HasFiles { get; init; }

    /// <summary>Destinations that it was sent to and that have it.</summary>
    public required IReadOnlyList<string> Arrived { get; init; }

    /// <summary>Its dossier; null: it has none.</summary>
    public RetainedDossier? Dossier { get; init; }
}

/// <summary>What retention must know of a packet's dossier.</summary>
/// <param name="Procedure">Short procedure code.</param>
/// <param name="Status">Business status.</param>
/// <param name="Result">Result axis.</param>
/// <param name="UpdatedAt">When something last happened to it.</param>
/// <param name="IsInForce">True when the packet is the submission in force: what later packets may need beside their own.</param>
/// <param name="IsBusy">For the submission in force: true while any delivery of the dossier is not passed, or an answer awaited.</param>
public sealed record RetainedDossier(string Procedure, BusinessStatus? Status, ResultStatus Result, DateTimeOffset UpdatedAt, bool IsInForce, bool IsBusy);

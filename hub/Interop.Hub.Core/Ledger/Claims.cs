using Interop.Adapters.Delivery;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>What a claim is for.</summary>
public enum ClaimPurpose
{
    /// <summary>Send it.</summary>
    Send = 1,

    /// <summary>Ask what became of it.</summary>
    Probe = 2,
}

/// <summary>A delivery held by this node, with all that is needed to act on it: nothing is read back after the claim.</summary>
public sealed record Claim
{
    /// <summary>The delivery.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The destination.</summary>
    public required string Destination { get; init; }

    /// <summary>Its role.</summary>
    public required DeliveryRole Role { get; init; }

    /// <summary>For a gate: its name.</summary>
    public string? Gate { get; init; }

    /// <summary>The fencing token: an outcome is taken only with the latest one.</summary>
    public required long Token { get; init; }

    /// <summary>When the lease ends, by the ledger's clock.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>The state it was claimed from.</summary>
    public required DeliveryState From { get; init; }

    /// <summary>Attempts made before this one that count.</summary>
    public required int Attempts { get; init; }

    /// <summary>Probes made before.</summary>
    public required int Probes { get; init; }

    /// <summary>When the first attempt was made; null: this is the first.</summary>
    public DateTimeOffset? FirstAttemptAt { get; init; }

    /// <summary>What the destination's total of closed-door time was at the first attempt, see <see cref="DestinationControl.ClosedUntil"/>.</summary>
    public TimeSpan ClosedAtFirst { get; init; }

    /// <summary>The hub's id of the packet.</summary>
    public required string PacketKey { get; init; }

    /// <summary>The sender.</summary>
    public required string Sender { get; init; }

    /// <summary>The sender's id of the packet.</summary>
    public required string PacketId { get; init; }

    /// <summary>What it is.</summary>
    public required PacketKind Kind { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The packet, UTF-8 JSON, in the clear; empty when <see cref="IsDamaged"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True when a sealed body does not open: nothing can be sent until somebody restores it.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>The ledger's id of the dossier; null for a document without one.</summary>
    public long? DossierKey { get; init; }

    /// <summary>The deciding number.</summary>
    public string? DossierNumber { get; init; }

    /// <summary>All codes of the dossier.</summary>
    public IReadOnlyList<DossierIdentifier> Identifiers { get; init; } = [];

    /// <summary>Facts of the dossier; null when it has none.</summary>
    public DossierFacts? Facts { get; init; }

    /// <summary>Business status now.</summary>
    public BusinessStatus? BusinessStatus { get; init; }

    /// <summary>The body of the latest submission or correction, when <see cref="ClaimRequest.WithDossier"/> asked for it.</summary>
    public ReadOnlyMemory<byte> DossierBody { get; init; }

    /// <summary>True when this destination accepted a submission of the dossier before.</summary>
    public bool KnownToDestination { get; init; }

    /// <summary>What the gates before it learned.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>When a business answer is due after delivery; null: none expected.</summary>
    public TimeSpan? AnswerWithin { get; init; }

    /// <summary>traceparent of the packet's intake.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Asks for one delivery.</summary>
public sealed record ClaimRequest
{
    /// <summary>The delivery.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>This node's name.</summary>
    public required string Node { get; init; }

    /// <summary>How long the lease is.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The kinds for which the latest submission's body is wanted too.</summary>
    public required Func<PacketKind, bool> WithDossier { get; init; }
}

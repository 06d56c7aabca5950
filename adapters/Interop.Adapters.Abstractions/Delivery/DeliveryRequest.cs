using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Delivery;

/// <summary>One packet for one destination, with all that the hub knows and the adapter may need.</summary>
public sealed record DeliveryRequest
{
    /// <summary>
    /// The hub's id of this delivery: the same in every attempt and every probe. Sent to partners that honour it, so
    /// that a second attempt has no second effect. 32 hexadecimal digits.
    /// </summary>
    public required string DeliveryId { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The destination's code.</summary>
    public required string Destination { get; init; }

    /// <summary>The code of the partner that sent the packet to the hub.</summary>
    public required string Sender { get; init; }

    /// <summary>The packet, as accepted.</summary>
    public required Packet Packet { get; init; }

    /// <summary>
    /// The packet's canonical JSON, UTF-8, byte for byte as accepted, for adapters that hand it on as it is. Empty where a
    /// shorthand route named its kind or its dossier, so that the body alone does not say all: then <see cref="Packet"/> is
    /// to be written.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the hub accepted the packet, UTC.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Every code of the dossier that the hub knows, those of this packet included.</summary>
    public required IReadOnlyList<DossierIdentifier> Identifiers { get; init; }

    /// <summary>The number that decides the dossier's identity. Null for a document without a dossier.</summary>
    public required string? DossierNumber { get; init; }

    /// <summary>
    /// The dossier as last submitted or corrected, for kinds that must send the whole again. Null when the manifest
    /// does not ask for it or the hub never saw a submission.
    /// </summary>
    public Dossier? Dossier { get; init; }

    /// <summary>The business status now, null when unknown.</summary>
    public BusinessStatus? BusinessStatus { get; init; }

    /// <summary>True when this destination accepted a submission of the dossier before: send an update, not a create.</summary>
    public bool KnownToDestination { get; init; }

    /// <summary>What the gates before this delivery learned, such as an identity that was verified.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The files that the packet refers to.</summary>
    public required IDocumentSource Documents { get; init; }
}

/// <summary>What a gate learned about one subject of a packet.</summary>
/// <param name="Gate">The gate, such as <c>identity</c>.</param>
/// <param name="Subject">JSON pointer into the packet, such as <c>/content/dossier/eForm/data/mother</c>.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="At">When, UTC.</param>
public sealed record Finding(string Gate, string Subject, Verdict Verdict, DateTimeOffset At);

/// <summary>A gate's verdict on one subject.</summary>
public enum Verdict
{
    /// <summary>The authority confirms it.</summary>
    Confirmed = 1,

    /// <summary>The authority says it is otherwise.</summary>
    Contradicted = 2,

    /// <summary>The authority knows no such subject.</summary>
    NotFound = 3,

    /// <summary>Nothing to ask about: the packet names no number.</summary>
    NotAsked = 4,

    /// <summary>The authority could not be asked in time and the procedure says to go on, flagged.</summary>
    Unavailable = 5,
}

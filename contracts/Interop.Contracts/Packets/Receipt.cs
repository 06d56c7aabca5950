using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Packets;

/// <summary>What the hub made of a packet.</summary>
public enum Disposition
{
    /// <summary>A dossier the hub did not know.</summary>
    New = 1,

    /// <summary>A change or an event of a known dossier.</summary>
    Update = 2,

    /// <summary>Nothing new: the content is that of an accepted packet.</summary>
    Duplicate = 3,

    /// <summary>The dossier is not known yet: held, shown, and joined when its submission comes.</summary>
    Held = 4,
}

/// <summary>
/// The hub's word that a packet and its documents are on disk. Given once per packet and repeated word for word to a
/// sender that asks again.
/// </summary>
public sealed record Receipt
{
    /// <summary>The hub's id of the packet.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>The sender's id of the packet.</summary>
    public required string PacketId { get; init; }

    /// <summary>The dossier's number in the scheme that decides its identity; null for a document without a dossier.</summary>
    public string? DossierNumber { get; init; }

    /// <summary>All codes that the hub knows of the dossier.</summary>
    public IReadOnlyList<DossierIdentifier> Identifiers { get; init => field = value ?? []; } = [];

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>What it was.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>For a duplicate: the receipt id of the packet it repeats.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Doubts that did not stop it, each with its place.</summary>
    public IReadOnlyList<Warning> Warnings { get; init => field = value ?? []; } = [];

    /// <summary>
    /// For a duplicate of what has not arrived everywhere: where not, and how it stands at this moment. No part of the
    /// receipt that is kept; null where there is nothing to tell.
    /// </summary>
    public IReadOnlyList<PendingDelivery>? Pending { get; init; }
}

/// <summary>Where a packet has not arrived yet.</summary>
/// <param name="Destination">The destination's code. 1 to 64 characters.</param>
/// <param name="State"><c>waitingLane</c>, <c>waitingGate</c>, <c>ready</c>, <c>inFlight</c>, <c>scheduled</c>, <c>unknown</c>, <c>rejected</c> or <c>parked</c>.</param>
/// <param name="DueAt">When it is tried next; null: that is not known.</param>
public sealed record PendingDelivery(string Destination, string State, DateTimeOffset? DueAt);

/// <summary>A doubt that does not stop a packet.</summary>
/// <param name="Pointer">JSON pointer of the place.</param>
/// <param name="Message">What is doubtful; without the value itself.</param>
public sealed record Warning(string Pointer, string Message);

using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>What waits.</summary>
/// <param name="Count">How many, counted up to 10,000.</param>
/// <param name="Waiting">The first of them, at most 100.</param>
public sealed record ListedInbox(int Count, IReadOnlyList<ListedDelivery> Waiting);

/// <summary>A line of it.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="ReceiptId">The hub's id of the packet.</param>
/// <param name="Kind">Its kind, as the packet says it.</param>
/// <param name="Sender">The sender's code.</param>
/// <param name="AcceptedAt">When the hub took it.</param>
/// <param name="DossierNumber">The dossier; null: of none.</param>
/// <param name="HandOuts">How often it was fetched and not acknowledged.</param>
public sealed record ListedDelivery(string DeliveryId, string ReceiptId, string Kind, string Sender, DateTimeOffset AcceptedAt, string? DossierNumber, int HandOuts);

/// <summary>What was fetched, at most 50.</summary>
/// <param name="Deliveries">In order.</param>
public sealed record FetchedInbox(IReadOnlyList<FetchedDelivery> Deliveries);

/// <summary>A packet handed out.</summary>
public sealed record FetchedDelivery
{
    /// <summary>As in the list; <see cref="ListedDelivery.HandOuts"/> are those before.</summary>
    public required ListedDelivery Delivery { get; init; }

    /// <summary>This hand-out's token.</summary>
    public required long Token { get; init; }

    /// <summary>Until when it is the caller's.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>True when it may have come before by another way, or before the hub was restored.</summary>
    public bool MayBeKnown { get; init; }

    /// <summary>The packet, canonical JSON.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<FetchedFile> Files { get; init; } = [];
}

/// <summary>A file of a packet handed out.</summary>
/// <param name="Reference">How the packet names it.</param>
/// <param name="Address">Where the caller reads it.</param>
/// <param name="Data">Its bytes; null: only at the address.</param>
public sealed record FetchedFile(DocumentReference Reference, Uri Address, ReadOnlyMemory<byte>? Data);

/// <summary>What a delivery is by the caller's word.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="State"><c>delivered</c>, <c>rejected</c> or <c>skipped</c>.</param>
public sealed record TakenWord(string DeliveryId, string State);

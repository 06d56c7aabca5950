using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>A document as the hub has it.</summary>
public sealed record FoundDocument
{
    /// <summary>The hub's id of its packet.</summary>
    public required string ReceiptId { get; init; }

    /// <summary>Code of the partner that sent it.</summary>
    public required string Sender { get; init; }

    /// <summary>When the hub took it.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The dossier that it belongs to; null: none.</summary>
    public string? DossierNumber { get; init; }

    /// <summary>What was sent; null: its content was taken.</summary>
    public ElectronicDocument? Document { get; init; }

    /// <summary>When its content was taken; null: it is there.</summary>
    public DateTimeOffset? ContentGoneAt { get; init; }

    /// <summary>How far it has come to each receiver.</summary>
    public IReadOnlyList<ReceiverState> Receivers { get; init; } = [];

    /// <summary>What receivers and sender said of it, oldest first, at most the last 200.</summary>
    public IReadOnlyList<KnownStatus> Statuses { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<FetchedFile> Files { get; init; } = [];
}

/// <summary>How far a document has come to a receiver.</summary>
/// <param name="Destination">The receiver's code as a partner.</param>
/// <param name="State">The delivery's state, such as <c>delivered</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reference">The receiver's own number of it; null: none.</param>
public sealed record ReceiverState(string Destination, string State, DateTimeOffset Since, string? Reference);

/// <summary>A status that the hub knows of a document.</summary>
/// <param name="Status">The status.</param>
/// <param name="Sender">Code of the partner that sent it.</param>
/// <param name="AcceptedAt">When the hub took it.</param>
public sealed record KnownStatus(DocumentStatus Status, string Sender, DateTimeOffset AcceptedAt);

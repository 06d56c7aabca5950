using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>What both packets of documents carry.</summary>
public abstract record DocumentCall
{
    /// <summary>The sender's id of the packet: 1 to 64 letters, digits, <c>. _ : -</c>.</summary>
    public required string PacketId { get; init; }

    /// <summary>The dossier that it belongs to, as sent, blanks collapsed; null: none.</summary>
    public string? DossierNumber { get; init; }
}

/// <summary>An electronic document is sent (operation SendDocument).</summary>
public sealed record SendDocumentCall : DocumentCall
{
    /// <summary>The document, still without the message's files.</summary>
    public required ElectronicDocument Document { get; init; }

    /// <summary>The files of the message, kept, 0 to 50.</summary>
    public IReadOnlyList<IssuedFile> Files { get; init; } = [];

    /// <summary>Without the document: its subject may name somebody.</summary>
    public override string ToString() => $"SendDocumentCall ({PacketId}, {Files.Count} files)";
}

/// <summary>A receiver's status of a document (operation UpdateStatus).</summary>
public sealed record UpdateStatusCall : DocumentCall
{
    /// <summary>The status.</summary>
    public required DocumentStatus Status { get; init; }

    /// <summary>Without the status: its description may name somebody.</summary>
    public override string ToString() => $"UpdateStatusCall ({PacketId}, {Status.Code})";
}

/// <summary>A document is asked for (operation GetDocument).</summary>
/// <param name="ReceiptId">The hub's id of its packet, 32 hexadecimal digits in lower case.</param>
public sealed record GetDocumentCall(string ReceiptId);

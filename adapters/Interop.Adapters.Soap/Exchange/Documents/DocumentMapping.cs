using Interop.Contracts.Documents;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Soap.Exchange.Documents;

/// <summary>Calls about documents as canonical packets. Pure. A dossier is named beside the packet, as a route would name it.</summary>
public static class DocumentMapping
{
    /// <summary>The document with the message's files.</summary>
    public static Packet Document(SendDocumentCall call) => new()
    {
        PacketId = call.PacketId,
        Kind = PacketKind.Document,
        Content = call.Document with { Files = [.. call.Files.Select(Reference)] },
    };

    /// <summary>The status. Its document, receiver, code and time identify it.</summary>
    public static Packet Status(UpdateStatusCall call) => new() { PacketId = call.PacketId, Kind = PacketKind.DocumentStatus, Content = call.Status };

    private static DocumentReference Reference(IssuedFile file) =>
        new() { Name = file.Name, MediaType = file.MediaType, Size = file.Size, Sha256 = file.Sha256 };
}

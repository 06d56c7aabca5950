using Interop.Contracts.Packets;

namespace Interop.Hub.Core.Ledger;

/// <summary>What packets say, for those to whom it may be shown: who that is, the asker knows.</summary>
public interface IPacketContents
{
    /// <summary>A packet with its content; null: there is no such packet, or its content was taken.</summary>
    /// <param name="id">The hub's id of the packet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PacketBody?> BodyAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Packets of kind <see cref="PacketKind.DocumentStatus"/> about an electronic document, oldest first, of more than
    /// <paramref name="limit"/> the newest. Whose id begins with this one and a slash may be among them: the content decides.
    /// </summary>
    Task<IReadOnlyList<PacketBody>> StatusesAsync(string documentId, int limit, CancellationToken cancellationToken);
}

/// <summary>A packet with its content.</summary>
/// <param name="Id">The hub's id of it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sender">Code of the partner that sent it.</param>
/// <param name="AcceptedAt">When the hub took it.</param>
/// <param name="Json">Canonical JSON as received.</param>
public sealed record PacketBody(string Id, PacketKind Kind, string Sender, DateTimeOffset AcceptedAt, ReadOnlyMemory<byte> Json)
{
    /// <summary>Without its content: that is somebody's.</summary>
    public override string ToString() => $"PacketBody ({Id}, {Kind})";
}

using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Packets;

/// <summary>
/// What crosses an organisation's border: an envelope and one kind of content. JSON and XML carry the same fields.
/// </summary>
public sealed record Packet
{
    /// <summary>
    /// The sender's id of this packet, unique for the sender for ever: 1 to 64 letters, digits, <c>. _ : -</c>.
    /// The same id with the same content is the same packet; with other content it is an error.
    /// </summary>
    public required string PacketId { get; init; }

    /// <summary>What the content is.</summary>
    public required PacketKind Kind { get; init; }

    /// <summary>When the sender sent it. Transport data: no part of the content's identity.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The dossier's codes, as far as the sender knows them. At least one in a submission; 0 to 10.</summary>
    public IReadOnlyList<DossierIdentifier> Identifiers { get; init => field = value ?? []; } = [];

    /// <summary>The content, of the type that <see cref="Kind"/> names.</summary>
    public required PacketContent Content { get; init; }
}

/// <summary>The content of a packet: one record per <see cref="PacketKind"/>.</summary>
public abstract record PacketContent;

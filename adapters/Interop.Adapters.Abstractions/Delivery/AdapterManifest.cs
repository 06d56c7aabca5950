using System.Collections.Frozen;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Delivery;

/// <summary>What an adapter can do, and how the hub must treat its destination.</summary>
public sealed record AdapterManifest
{
    /// <summary>The packet kinds it delivers. A live route of another kind is refused at start.</summary>
    public required FrozenSet<PacketKind> Kinds { get; init; }

    /// <summary>How files are passed.</summary>
    public required FilePassing FilePassing { get; init; }

    /// <summary>
    /// True when the partner honours our delivery id or the dossier's natural key: sending again has no second effect.
    /// May depend on configuration.
    /// </summary>
    public required bool Idempotent { get; init; }

    /// <summary>How long after an unanswered attempt a probe's "absent" is final. Zero when the partner cannot be probed or is at once consistent.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.Zero;

    /// <summary>The largest sum of file sizes it can pass in one packet, in bytes.</summary>
    public long MaxFileBytes { get; init; } = long.MaxValue;

    /// <summary>The kinds for which <see cref="DeliveryRequest.Dossier"/> must be filled.</summary>
    public FrozenSet<PacketKind> NeedsDossier { get; init; } = FrozenSet<PacketKind>.Empty;

    /// <summary>The kinds for which a business answer is expected from the partner after delivery.</summary>
    public FrozenSet<PacketKind> ExpectsAnswer { get; init; } = FrozenSet<PacketKind>.Empty;
}

/// <summary>How files reach a partner.</summary>
public enum FilePassing
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Base64 inside the message.</summary>
    Inline = 1,

    /// <summary>By a signed link that the partner fetches.</summary>
    SignedLink = 2,

    /// <summary>As an attachment of the message.</summary>
    Attachment = 3,

    /// <summary>MTOM/XOP.</summary>
    Mtom = 4,

    /// <summary>A ZIP in base64 (edXML).</summary>
    Zip = 5,
}

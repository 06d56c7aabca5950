namespace Interop.Simulators;

/// <summary>A file that came with an effect.</summary>
/// <param name="Name">Its name as sent.</param>
/// <param name="Sha256">Of the bytes received, lower-case hexadecimal.</param>
/// <param name="Bytes">Their number.</param>
public sealed record ReceivedFile(string Name, string Sha256, long Bytes);

/// <summary>Something that happened in the partner's books: what a second send must not cause twice.</summary>
public sealed record Effect
{
    /// <summary>Arrival order over the whole simulator, from 1.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The dossier's number as the partner was told it; empty when the call names none.</summary>
    public required string DossierNumber { get; init; }

    /// <summary>Arrival order within the dossier, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>The sender's delivery id; empty when the call carries none.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Packet kind, service or operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The business status it carries, in the partner's own code; null when it carries none.</summary>
    public int? BusinessStatus { get; init; }

    /// <summary>The partner's own reference for it.</summary>
    public required string Reference { get; init; }

    /// <summary>SHA-256 of the content that had the effect, lower-case hexadecimal.</summary>
    public required string ContentDigest { get; init; }

    /// <summary>The request it came with.</summary>
    public required long RequestOrdinal { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True: the same delivery, operation and content had its effect before. This is the double effect that must not be.</summary>
    public required bool IsRepeat { get; init; }

    /// <summary>The files inline in the call.</summary>
    public IReadOnlyList<ReceivedFile> Files { get; init; } = [];

    /// <summary>What it tells about another packet, where it is such a notice; else null.</summary>
    public ReceivedNotice? Notice { get; init; }
}

/// <summary>
/// What identifies an effect. One delivery may rightly have several (an update, then steps), told apart by operation and part;
/// the whole content does not decide, because signed file addresses differ from attempt to attempt.
/// </summary>
internal readonly record struct EffectKey(string DeliveryId, string Operation, string DossierNumber, string Part);

/// <summary>An effect about to be applied.</summary>
internal sealed record EffectDraft(string DeliveryId, string Operation, string DossierNumber, string ContentDigest, int? BusinessStatus)
{
    public IReadOnlyList<ReceivedFile> Files { get; init; } = [];

    /// <summary>What it tells about another packet; null when it is no notice.</summary>
    public ReceivedNotice? Notice { get; init; }

    /// <summary>Tells apart several effects of one delivery with the same operation, such as steps; empty when there is only one.</summary>
    public string Part { get; init; } = "";

    public EffectKey Key => new(DeliveryId, Operation, DossierNumber, Part);
}

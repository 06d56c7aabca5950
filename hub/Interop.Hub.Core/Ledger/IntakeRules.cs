namespace Interop.Hub.Core.Ledger;

/// <summary>What the store knows when it decides about a packet, inside the commit.</summary>
public sealed record IntakeFacts
{
    /// <summary>Digest stored under the request key; null: the key is new.</summary>
    public ReadOnlyMemory<byte>? KeyDigest { get; init; }

    /// <summary>Digest stored under the sender's packet id; null: the id is new.</summary>
    public ReadOnlyMemory<byte>? PacketIdDigest { get; init; }

    /// <summary>The distinct dossiers that the claimed identifiers of unique schemes name, in order of the claims; null entries: not known.</summary>
    public required IReadOnlyList<long?> NamedBy { get; init; }

    /// <summary>The dossier that the route named (<see cref="AcceptPacket.Dossier"/>); null: none.</summary>
    public long? NamedByRoute { get; init; }

    /// <summary>True when the sender is a party to the named dossier.</summary>
    public bool IsParty { get; init; }

    /// <summary>Digest of the latest accepted submission or correction of the dossier; null: none.</summary>
    public ReadOnlyMemory<byte>? LatestSubmission { get; init; }

    /// <summary>True when the dossier was erased.</summary>
    public bool IsErased { get; init; }

    /// <summary>Digest under the event key of (dossier, kind, event); null: the event is new.</summary>
    public ReadOnlyMemory<byte>? EventDigest { get; init; }
}

/// <summary>What a packet is, judged against the ledger.</summary>
public enum IntakeVerdict
{
    /// <summary>The first of its dossier.</summary>
    New,

    /// <summary>A change or an event of a known dossier.</summary>
    Update,

    /// <summary>Same key or packet id, same content: the same receipt.</summary>
    Repeated,

    /// <summary>Same key or packet id, other content.</summary>
    KeyReused,

    /// <summary>Content equal to the latest submission, or an event already taken.</summary>
    Duplicate,

    /// <summary>The identifiers name two dossiers.</summary>
    Conflict,

    /// <summary>No dossier, or not the sender's to see.</summary>
    Unknown,

    /// <summary>A code that the sender may not attach.</summary>
    NotIssuer,

    /// <summary>The dossier was erased.</summary>
    Erased,
}

/// <summary>Guarantee 3, pure: idempotence for life. The stores call it inside the commit.</summary>
public static class IntakeRules
{
    /// <summary>
    /// Judges a packet. The order matters: the request key first (a repeated request must get its receipt even if the
    /// world moved on), then identity, then rights, then content.
    /// </summary>
    public static IntakeVerdict Judge(AcceptPacket packet, IntakeFacts facts)
    {
        if (facts.KeyDigest is { } byKey)
        {
            return Same(byKey, packet.Digest) ? IntakeVerdict.Repeated : IntakeVerdict.KeyReused;
        }

        if (facts.PacketIdDigest is { } byPacketId)
        {
            return Same(byPacketId, packet.Digest) ? IntakeVerdict.Repeated : IntakeVerdict.KeyReused;
        }

        long? dossier = facts.NamedByRoute;
        foreach (var named in facts.NamedBy)
        {
            if (named is { } key)
            {
                if (dossier is { } other && other != key)
                {
                    // Two dossiers of which the sender may see only one must look like none at all.
                    return packet.MustBeParty && !facts.IsParty ? IntakeVerdict.Unknown : IntakeVerdict.Conflict;
                }

                dossier = key;
            }
        }

        // A submission by a stranger to the dossier needs a code of the stranger's own issue, known or not: the answer
        // must not tell whether the dossier exists.
        if (packet.Facts is not null && !facts.IsParty && !packet.Identifiers.Any(c => c is { Unique: true, MayAttach: true }))
        {
            return IntakeVerdict.NotIssuer;
        }

        if (dossier is null)
        {
            return packet.Facts is not null && !packet.MustBeParty ? IntakeVerdict.New
                : packet.Identifiers.Count == 0 && !packet.MustBeParty ? IntakeVerdict.New
                : IntakeVerdict.Unknown;
        }

        if (packet.MustBeParty && !facts.IsParty)
        {
            return IntakeVerdict.Unknown;
        }

        // Behind the keys, so that a repeated request gets its receipt, and behind the rights, so that a stranger learns
        // nothing. What was taken before is not called a duplicate: its content is gone, and is not kept a second time.
        if (facts.IsErased)
        {
            return IntakeVerdict.Erased;
        }

        for (var i = 0; i < packet.Identifiers.Count; i++)
        {
            if (facts.NamedBy[i] is null && packet.Identifiers[i] is { Unique: true, MayAttach: false })
            {
                return IntakeVerdict.NotIssuer;
            }
        }

        var earlier = packet.Facts is null ? facts.EventDigest : facts.LatestSubmission;
        return earlier is { } known && Same(known, packet.Digest) ? IntakeVerdict.Duplicate
            : packet.Facts is null && earlier is not null ? IntakeVerdict.KeyReused
            : IntakeVerdict.Update;
    }

    private static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) => left.Span.SequenceEqual(right.Span);
}

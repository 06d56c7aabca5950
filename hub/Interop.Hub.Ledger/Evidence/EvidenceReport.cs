namespace Interop.Hub.Ledger.Evidence;

/// <summary>What a verification found.</summary>
public sealed record EvidenceReport
{
    /// <summary>Entries that hold.</summary>
    public required long Entries { get; init; }

    /// <summary>Acceptances that hold.</summary>
    public required long Acceptances { get; init; }

    /// <summary>Attempts and probes that hold, late outcomes included.</summary>
    public required long Attempts { get; init; }

    /// <summary>Operators' acts that hold.</summary>
    public required long Acts { get; init; }

    /// <summary>The last entry that holds: what a checkpoint signs. Null: there is none.</summary>
    public EvidenceCheckpoint? Head { get; init; }

    /// <summary>The first entry that does not hold; null: all do.</summary>
    public EvidenceBreak? Break { get; init; }

    /// <summary>True when all holds.</summary>
    public bool Holds => Break is null;
}

/// <summary>A place in the chain that is known from outside the database. With one, a cut tail and a rewritten chain are found.</summary>
/// <param name="Entry">Number of the entry.</param>
/// <param name="Digest">Its digest, 32 bytes.</param>
public sealed record EvidenceCheckpoint(long Entry, ReadOnlyMemory<byte> Digest);

/// <summary>Where the evidence breaks.</summary>
/// <param name="Entry">Number of the entry; 0: none in particular.</param>
/// <param name="Flaw">What is wrong.</param>
/// <param name="Detail">In words, free of personal data.</param>
public sealed record EvidenceBreak(long Entry, EvidenceFlaw Flaw, string Detail);

/// <summary>What can be wrong with evidence.</summary>
public enum EvidenceFlaw
{
    /// <summary>An entry is missing: its number is skipped.</summary>
    EntryMissing = 1,

    /// <summary>An entry was changed: its digest is not that of its fields.</summary>
    EntryChanged = 2,

    /// <summary>An entry does not follow the one before it.</summary>
    ChainBroken = 3,

    /// <summary>An entry has fewer or more items than it says, or others: its root is not theirs.</summary>
    ItemsChanged = 4,

    /// <summary>What an item is about is no longer there.</summary>
    SubjectMissing = 5,

    /// <summary>What an item is about was changed after it was recorded.</summary>
    SubjectChanged = 6,

    /// <summary>A sealed body was changed or exchanged.</summary>
    BodyChanged = 7,

    /// <summary>The ledger holds packets, attempts or acts that no entry vouches for.</summary>
    Uncovered = 8,

    /// <summary>The chain does not contain the checkpoint: its tail was cut, or it was written anew.</summary>
    CheckpointMissing = 9,
}

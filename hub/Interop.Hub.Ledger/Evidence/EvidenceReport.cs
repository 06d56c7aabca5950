using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>What a verification found.</summary>
public sealed record EvidenceReport
{
    /// <summary>Entries that hold, of all chains.</summary>
    public long Entries => Chains.Sum(c => c.Entries);

    /// <summary>Acceptances that hold.</summary>
    public required long Acceptances { get; init; }

    /// <summary>Attempts and probes that hold, late outcomes included.</summary>
    public required long Attempts { get; init; }

    /// <summary>Operators' acts that hold.</summary>
    public required long Acts { get; init; }

    /// <summary>Heads of other nodes' chains that hold: what ties the chains together.</summary>
    public long Anchors { get; init; }

    /// <summary>Restores that were stated and holds that were released, that hold.</summary>
    public long Recoveries { get; init; }

    /// <summary>The restores that the ledger knows of, oldest first. What they say is vouched for where all holds.</summary>
    public IReadOnlyList<RecoveryStatement> Epochs { get; init; } = [];

    /// <summary>Removals that hold: rounds of retention, and erased dossiers.</summary>
    public long Removals { get; init; }

    /// <summary>Acceptances whose packet's content was taken by such a removal: of these the evidence remains, and nothing else can.</summary>
    public long Removed { get; init; }

    /// <summary>Items of erased dossiers: their place in the chain holds, and what they say can no longer be told.</summary>
    public long Erased { get; init; }

    /// <summary>Every chain, by its node's name: one in an embedded ledger (none while it is empty), one per node in a shared one.</summary>
    public required IReadOnlyList<EvidenceChainReport> Chains { get; init; }

    /// <summary>The last entry that holds, where there is one chain: what a checkpoint signs. Null: there is none, or there are several.</summary>
    public EvidenceCheckpoint? Head => Chains is [var only] ? only.Head : null;

    /// <summary>The first thing that does not hold; null: all does. Other chains' breaks stand in <see cref="Chains"/>.</summary>
    public EvidenceBreak? Break { get; init; }

    /// <summary>True when all holds.</summary>
    public bool Holds => Break is null;
}

/// <summary>What a verification found of one chain.</summary>
/// <param name="Node">The node that writes it; in an embedded ledger the one that wrote last.</param>
/// <param name="Entries">Entries that hold, from the first on.</param>
/// <param name="Head">The last of them; null: there is none.</param>
/// <param name="Break">Its first entry that does not hold; null: all do.</param>
public sealed record EvidenceChainReport(string Node, long Entries, EvidenceCheckpoint? Head, EvidenceBreak? Break);

/// <summary>A place in a chain that is known from outside the database. With one, a cut tail and a rewritten chain are found.</summary>
/// <param name="Node">The node whose chain it is.</param>
/// <param name="Entry">Number of the entry, from 1.</param>
/// <param name="Digest">Its digest, 32 bytes.</param>
public sealed record EvidenceCheckpoint(string Node, long Entry, ReadOnlyMemory<byte> Digest)
{
    /// <summary>How many restores the ledger had been through by then.</summary>
    public long Epoch { get; init; }

    /// <summary>When it was signed, to the second; null: it was not, or not with a time.</summary>
    public DateTimeOffset? SignedAt { get; init; }
}

/// <summary>Where the evidence breaks.</summary>
/// <param name="Entry">Number of the entry; 0: none in particular.</param>
/// <param name="Flaw">What is wrong.</param>
/// <param name="Detail">In words, free of personal data.</param>
public sealed record EvidenceBreak(long Entry, EvidenceFlaw Flaw, string Detail);

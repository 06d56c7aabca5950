namespace Interop.Hub.Ledger.Evidence;

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

    /// <summary>The chain does not contain what another node's chain saw of it: its tail was cut, or it was written anew.</summary>
    AnchorMissing = 10,

    /// <summary>Of one claim two outcomes counted: the later came from a node that had lost it.</summary>
    OutcomeTwice = 11,

    /// <summary>A body is gone, and no removal that the evidence vouches for took it.</summary>
    BodyMissing = 12,

    /// <summary>An item's salt is gone, and its dossier was not erased.</summary>
    SaltMissing = 13,
}

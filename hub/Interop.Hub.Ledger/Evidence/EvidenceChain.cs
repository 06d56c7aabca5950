namespace Interop.Hub.Ledger.Evidence;

/// <summary>
/// Judges one chain, entry by entry from the first on, without a store: it is given each entry with what the ledger
/// holds of its items' subjects. What it keeps does not grow with the chain.
/// </summary>
internal sealed class EvidenceChain
{
    private readonly EvidenceCounts _counts;
    private readonly Queue<EvidenceCheckpoint> _checkpoints;
    private string _node;
    private long _entries;
    private byte[] _head = EvidenceDigest.Genesis;
    private long _lastPacket;
    private EvidenceBreak? _break;

    /// <param name="node">The node's name; where one chain has had several, any.</param>
    /// <param name="checkpoints">Places in this chain that are known from outside.</param>
    /// <param name="counts">Items that hold, by kind; shared by the chains of a ledger.</param>
    public EvidenceChain(string node, IEnumerable<EvidenceCheckpoint> checkpoints, EvidenceCounts counts)
    {
        _node = node;
        _checkpoints = new(checkpoints.OrderBy(c => c.Entry));
        _counts = counts;
    }

    /// <summary>Judges the next entry.</summary>
    /// <returns>False when it does not hold: what comes after it proves nothing.</returns>
    public bool Take(EvidenceEntry entry, IReadOnlyList<EvidenceSubject> subjects)
    {
        _break ??= Place(entry) ?? Items(entry, subjects) ?? Known(entry);
        if (_break is not null)
        {
            return false;
        }

        _node = entry.Node;
        _entries = entry.Number;
        _head = entry.Digest;
        return true;
    }

    /// <summary>Judges the end of the chain.</summary>
    public EvidenceChainReport End()
    {
        if (_break is null && _checkpoints.TryPeek(out var beyond))
        {
            _break = new EvidenceBreak(
                beyond.Entry, EvidenceFlaw.CheckpointMissing, $"The chain ends at entry {_entries}; entry {beyond.Entry} was exported, so its tail was cut off.");
        }

        return new EvidenceChainReport(_node, _entries, _entries == 0 ? null : new EvidenceCheckpoint(_node, _entries, _head), _break);
    }

    private EvidenceBreak? Place(EvidenceEntry entry)
    {
        var number = entry.Number;
        return number != _entries + 1
            ? new EvidenceBreak(_entries + 1, EvidenceFlaw.EntryMissing, $"Entry {_entries + 1} is missing; the next there is, is {number}.")
            : !entry.Previous.AsSpan().SequenceEqual(_head)
            ? new EvidenceBreak(number, EvidenceFlaw.ChainBroken, $"Entry {number} does not follow entry {_entries}.")
            : !EvidenceDigest.OfEntry(number, entry.Node, entry.At, entry.Count, entry.Root, _head).AsSpan().SequenceEqual(entry.Digest)
            ? new EvidenceBreak(number, EvidenceFlaw.EntryChanged, $"Entry {number} was changed after it was written.")
            : null;
    }

    private EvidenceBreak? Items(EvidenceEntry entry, IReadOnlyList<EvidenceSubject> subjects)
    {
        var digests = new byte[entry.Items.Count][];
        for (var i = 0; i < digests.Length; i++)
        {
            if (Item(entry.Items[i], subjects[i]) is var (flaw, wrong))
            {
                var (kind, subject, number, _, _) = entry.Items[i];
                return new EvidenceBreak(entry.Number, flaw, $"Item {i} of entry {entry.Number} ({kind} {subject}{(number > 0 ? "/" + number : string.Empty)}): {wrong}");
            }

            digests[i] = entry.Items[i].Digest;
        }

        return digests.Length == entry.Count && EvidenceDigest.Root(digests).AsSpan().SequenceEqual(entry.Root)
            ? null
            : new EvidenceBreak(entry.Number, EvidenceFlaw.ItemsChanged, $"Entry {entry.Number} was written over {entry.Count} items; those it has now are not these.");
    }

    private (EvidenceFlaw Flaw, string Wrong)? Item(in EvidenceItem item, in EvidenceSubject subject)
    {
        if (subject.Content is null)
        {
            return (EvidenceFlaw.SubjectMissing, "what it vouches for is gone.");
        }

        if (item.Salt.Length == 0)
        {
            if (!subject.Erased)
            {
                return (EvidenceFlaw.SaltMissing, "its salt is gone, and no erasure of its dossier is recorded.");
            }

            _counts.Erased++;
        }
        else if (!EvidenceDigest.OfItem(item.Salt, subject.Content).AsSpan().SequenceEqual(item.Digest))
        {
            return (EvidenceFlaw.SubjectChanged, "what it vouches for was changed.");
        }

        if (item.Kind == EvidenceKind.Acceptance)
        {
            if (item.Subject <= _lastPacket)
            {
                return (EvidenceFlaw.ItemsChanged, "acceptances are out of order.");
            }

            _lastPacket = item.Subject;
        }

        _counts.Add(item.Kind);
        _counts.Removed += subject.Removed ? 1 : 0;
        return subject.Flaw switch
        {
            null => null,
            EvidenceFlaw.BodyMissing => (EvidenceFlaw.BodyMissing, "its sealed body is gone, and no recorded removal took it."),
            EvidenceFlaw.BodyChanged => (EvidenceFlaw.BodyChanged, "its sealed body was changed."),
            var other => (other.Value, "the other node's chain no longer has this entry: its tail was cut off, or it was written anew."),
        };
    }

    private EvidenceBreak? Known(EvidenceEntry entry)
    {
        while (_checkpoints.TryPeek(out var known) && known.Entry <= entry.Number)
        {
            if (!known.Digest.Span.SequenceEqual(entry.Digest))
            {
                return new EvidenceBreak(known.Entry, EvidenceFlaw.CheckpointMissing, $"Entry {known.Entry} is not the one that was exported: the chain was written anew.");
            }

            _checkpoints.Dequeue();
        }

        return null;
    }
}

using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>What checking a proof found.</summary>
/// <param name="Facts">What is proven, in the order of the proof.</param>
/// <param name="Flaws">Why the rest is not; empty: all holds.</param>
public sealed record ProofReport(IReadOnlyList<ProvenFact> Facts, IReadOnlyList<string> Flaws);

/// <summary>
/// Checks a proof: each item's digest leads to its entry's root, each entry's digest to the next, the last to a checkpoint
/// that a known key signed. It may come from anybody: whatever stands in it, this answers and does not throw.
/// </summary>
public static class ProofCheck
{
    private const int DigestSize = 32;

    // A path as long as this has more leaves below it than an entry can have items.
    private const int LongestPath = 32;

    /// <summary>Checks it.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="keys">The public keys that were in use.</param>
    public static ProofReport Check(EvidenceProof proof, IReadOnlyList<CheckpointKey> keys)
    {
        ArgumentNullException.ThrowIfNull(proof);
        List<ProvenFact> facts = [];
        List<string> flaws = [];
        for (var i = 0; i < proof.Stretches.Count; i++)
        {
            var stretch = proof.Stretches[i];
            if (Signed(stretch, keys, $"stretch {i + 1}", flaws) is { } signed && Follow(stretch, signed, $"stretch {i + 1}", flaws))
            {
                foreach (var entry in stretch.Entries)
                {
                    Take(entry, signed, facts, flaws);
                }
            }
        }

        if (facts.Count == 0 && flaws.Count == 0)
        {
            flaws.Add("It proves nothing: it has no items.");
        }

        return new ProofReport(facts, flaws);
    }

    private static EvidenceCheckpoint? Signed(ProvenStretch stretch, IReadOnlyList<CheckpointKey> keys, string where, List<string> flaws)
    {
        if (SignedCheckpoint.Parse(stretch.Checkpoint) is not { } line)
        {
            flaws.Add($"The checkpoint of {where} is none.");
        }
        else if (keys.FirstOrDefault(k => k.Id == line.Key) is not { } key)
        {
            flaws.Add($"The checkpoint of {where} is signed by key {line.Key}, which is none of those given.");
        }
        else if (line.Open(key) is { } signed)
        {
            return signed;
        }
        else
        {
            flaws.Add($"The checkpoint of {where} was changed: its signature does not hold.");
        }

        return null;
    }

    private static bool Follow(ProvenStretch stretch, EvidenceCheckpoint signed, string where, List<string> flaws)
    {
        byte[]? digest = null;
        var number = 0L;
        foreach (var entry in stretch.Entries)
        {
            if (entry is not { Root.Length: DigestSize, Previous.Length: DigestSize, Count: >= 0, Node.Length: <= 256 } || entry.At < 0 || entry.At > DateTime.MaxValue.Ticks
                || (digest is not null && (entry.Number != number + 1 || !entry.Previous.AsSpan().SequenceEqual(digest))))
            {
                flaws.Add($"Entry {entry.Number} of {where} does not follow the one before it.");
                return false;
            }

            number = entry.Number;
            digest = EvidenceDigest.OfEntry(entry.Number, entry.Node, new DateTimeOffset(entry.At, TimeSpan.Zero), entry.Count, entry.Root, entry.Previous);
        }

        if (digest is null || number != signed.Entry || !signed.Digest.Span.SequenceEqual(digest))
        {
            flaws.Add($"The checkpoint of {where} signs entry {signed.Entry}, and not what stands here.");
            return false;
        }

        return true;
    }

    private static void Take(ProvenEntry entry, EvidenceCheckpoint signed, List<ProvenFact> facts, List<string> flaws)
    {
        foreach (var item in entry.Items ?? [])
        {
            var root = item is { Salt.Length: EvidenceDigest.SaltSize, Path.Count: <= LongestPath } && item.Path.All(p => p.Length == DigestSize)
                ? EvidenceDigest.RootOf(EvidenceDigest.OfItem(item.Salt, item.Content), item.Place, entry.Count, item.Path)
                : null;
            if (root is null || !root.AsSpan().SequenceEqual(entry.Root))
            {
                flaws.Add($"Item {item.Place} of entry {entry.Number} is not what the entry vouches for.");
            }
            else if (ProvenFact.Describe(item.Content) is { } content)
            {
                facts.Add(new ProvenFact(entry.Node, entry.Number, new DateTimeOffset(entry.At, TimeSpan.Zero), signed.SignedAt, content));
            }
            else
            {
                flaws.Add($"Item {item.Place} of entry {entry.Number} is of a form that this version does not know.");
            }
        }
    }
}

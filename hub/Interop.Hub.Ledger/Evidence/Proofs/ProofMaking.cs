using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>What a proof is asked of.</summary>
/// <param name="Number">One of the dossier's numbers.</param>
/// <param name="Key">Its key, where several have the number; null: the only one.</param>
/// <param name="Checkpoints">The folder of exported checkpoints.</param>
/// <param name="Keys">The public keys they were signed with.</param>
public sealed record ProofOrder(string Number, long? Key, string Checkpoints, IReadOnlyList<CheckpointKey> Keys);

/// <summary>What came of it.</summary>
/// <param name="Proof">The proof; null: there is none.</param>
/// <param name="Gaps">What it does not prove, and why.</param>
public sealed record ProofResult(EvidenceProof? Proof, IReadOnlyList<string> Gaps);

/// <summary>
/// Makes the proof of one dossier: finds its items in the chains, and takes from each on the entries up to the next exported
/// checkpoint, which are those of a minute.
/// </summary>
internal static class ProofMaking
{
    public static async Task<ProofResult> MakeAsync(IProofSource source, ProofOrder order, CancellationToken cancellationToken)
    {
        var named = order.Key is { } key ? [key] : await source.DossiersAsync(order.Number, cancellationToken);
        if (named.Count > 1)
        {
            return new ProofResult(null, [$"Several dossiers have the number {order.Number}: say which, by its key: {string.Join(", ", named)}."]);
        }

        var sought = named is [var dossier] ? await source.AboutAsync(dossier, cancellationToken) : new HashSet<EvidenceAbout>();
        if (sought.Count == 0)
        {
            return new ProofResult(null, [$"There is no dossier {order.Number}."]);
        }

        var found = await EvidenceSearch.FindAsync(source, sought, cancellationToken);
        List<string> gaps = [];
        if (found.Places.Count < sought.Count)
        {
            gaps.Add($"{sought.Count - found.Places.Count} of {sought.Count} items stand in no entry: see ledger verify.");
        }

        var signed = await SignedLine.OfAsync(order.Checkpoints, order.Keys, cancellationToken);
        List<ProvenStretch> stretches = [];
        foreach (var chain in found.Places.GroupBy(p => p.Node, StringComparer.Ordinal))
        {
            // An embedded ledger has one chain, whatever its node was called in the course of time.
            var lines = signed.Where(s => chain.Key.Length == 0 || s.Place.Node == chain.Key).ToList();
            List<EvidencePlace> left = [.. chain.OrderBy(p => p.Entry).ThenBy(p => p.Ordinal)];
            while (left.Count > 0)
            {
                if (await StretchAsync(source, chain.Key, left, lines, gaps, cancellationToken) is not { } stretch)
                {
                    gaps.Add($"{left.Count} items from entry {left[0].Entry} on are not under an exported checkpoint yet: ask again in a minute, or look whether checkpoints are exported.");
                    break;
                }

                stretches.Add(stretch);
                left.RemoveAll(p => p.Entry <= stretch.Entries[^1].Number);
            }
        }

        return stretches.Count == 0
            ? new ProofResult(null, gaps)
            : new ProofResult(new EvidenceProof { Format = EvidenceProof.Version, Dossier = order.Number, Stretches = stretches }, gaps);
    }

    private static async Task<ProvenStretch?> StretchAsync(
        IProofSource source, string node, IReadOnlyList<EvidencePlace> left, IReadOnlyList<SignedLine> lines, List<string> gaps, CancellationToken cancellationToken)
    {
        var first = left[0].Entry;
        foreach (var line in lines.Where(l => l.Place.Entry >= first))
        {
            var places = left.Where(p => p.Entry <= line.Place.Entry).ToLookup(p => p.Entry, p => p.Ordinal);
            var entries = await source.EntriesAsync(node, first - 1, line.Place.Entry, places.Select(p => p.Key).ToHashSet(), cancellationToken);

            // A restore took what this line signed: the next one signs what stands there now.
            if (entries.Count > 0 && entries[^1].Number == line.Place.Entry && line.Place.Digest.Span.SequenceEqual(entries[^1].Digest))
            {
                List<ProvenEntry> proven = [];
                foreach (var entry in entries)
                {
                    proven.Add(await ProvenAsync(source, entry, [.. places[entry.Number]], gaps, cancellationToken));
                }

                return new ProvenStretch { Entries = proven, Checkpoint = line.Line };
            }
        }

        return null;
    }

    private static async Task<ProvenEntry> ProvenAsync(IProofSource source, EvidenceEntry entry, IReadOnlyList<int> places, List<string> gaps, CancellationToken cancellationToken)
    {
        List<ProvenItem> items = [];
        if (places.Count > 0)
        {
            var digests = entry.Items.Select(i => i.Digest).ToArray();
            var subjects = await source.SubjectsAsync([.. places.Select(p => entry.Items[p])], cancellationToken);
            for (var i = 0; i < places.Count; i++)
            {
                var item = entry.Items[places[i]];
                if (item.Salt.Length == 0 || subjects[i].Content is not { } content)
                {
                    gaps.Add($"Item {places[i]} of entry {entry.Number} can no longer be told: its dossier was erased.");
                    continue;
                }

                items.Add(new ProvenItem { Place = places[i], Salt = item.Salt, Content = content, Path = EvidenceDigest.Path(digests, places[i]) });
            }
        }

        return new ProvenEntry
        {
            Number = entry.Number,
            Node = entry.Node,
            At = entry.At.UtcTicks,
            Count = entry.Count,
            Root = entry.Root,
            Previous = entry.Previous,
            Items = items.Count == 0 ? null : items,
        };
    }
}

using System.Text.Json;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>What was found of one chain when a restore was stated.</summary>
/// <param name="Node">Whose it is; <see cref="ChainHead.Every"/> in an embedded ledger.</param>
/// <param name="Found">Its last entry; 0: there was none.</param>
/// <param name="FoundDigest">That entry's digest.</param>
/// <param name="Kept">Up to here it agrees with what was exported: <paramref name="Found"/>, unless the hub ran on after the restore and wrote over what was lost.</param>
/// <param name="Lost">The last entry that had been exported; 0: nothing beyond <paramref name="Kept"/> had been.</param>
/// <param name="LostDigest">That entry's digest.</param>
public sealed record RewoundChain(string Node, long Found, string FoundDigest, long Kept, long Lost, string LostDigest)
{
    /// <summary>Chains as the ledger keeps them.</summary>
    public static string Write(IReadOnlyList<RewoundChain> chains) => JsonSerializer.Serialize(chains, CheckpointJson.Default.IReadOnlyListRewoundChain);

    /// <summary>Reads them back.</summary>
    /// <exception cref="JsonException">They are none.</exception>
    public static IReadOnlyList<RewoundChain> Read(string text) => JsonSerializer.Deserialize(text, CheckpointJson.Default.IReadOnlyListRewoundChain) ?? [];
}

/// <summary>What a restore took from the ledger, as far as its chains and what was exported of them tell.</summary>
/// <param name="Chains">What was found of each chain.</param>
/// <param name="LostFrom">Receipts given before this are all there; null: nothing tells.</param>
/// <param name="LostAtLeastUntil">When the last lost checkpoint was signed; null: nothing is known to be lost.</param>
public sealed record Rewinding(IReadOnlyList<RewoundChain> Chains, DateTimeOffset? LostFrom, DateTimeOffset? LostAtLeastUntil)
{
    /// <summary>A receipt carries the time at which its packet came; its entry the later one of its commit. No packet waits longer for its commit.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Compares the chains with what was exported of them.</summary>
    /// <param name="evidence">The ledger's.</param>
    /// <param name="exported">The checkpoints that stand.</param>
    /// <param name="isEmbedded">True for an embedded ledger: one chain, whatever its node was called.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Rewinding> FindAsync(IEvidenceHead evidence, IReadOnlyList<EvidenceCheckpoint> exported, bool isEmbedded, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var heads = (await evidence.HeadsAsync(cancellationToken)).ToDictionary(h => h.Node, StringComparer.Ordinal);
        var lines = exported.ToLookup(c => isEmbedded ? ChainHead.Every : c.Node, StringComparer.Ordinal);
        List<RewoundChain> chains = [];
        List<DateTimeOffset> from = heads.Count == 0 ? [] : [heads.Values.Max(h => h.At)];
        DateTimeOffset? until = null;
        foreach (var node in heads.Keys.Union(lines.Select(l => l.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var head = heads.GetValueOrDefault(node) ?? new ChainHead(node, 0, EvidenceDigest.Genesis, default);
            var ordered = lines[node].OrderBy(c => c.Entry).ToList();
            var kept = head.Entry;
            DateTimeOffset? parted = null;
            // From the newest back: chains that agree in one entry agree in all before it.
            for (var i = ordered.Count - 1; i >= 0; i--)
            {
                var known = ordered[i];
                if (known.Entry > head.Entry)
                {
                    continue;
                }

                if (await evidence.DigestAsync(node, known.Entry, cancellationToken) is { } digest && known.Digest.Span.SequenceEqual(digest))
                {
                    break;
                }

                kept = i == 0 ? 0 : ordered[i - 1].Entry;
                // Since the last line that agrees; of those between, nothing is known.
                parted = ordered[Math.Max(0, i - 1)].SignedAt ?? DateTimeOffset.UnixEpoch;
            }

            if (parted is { } since)
            {
                from.Add(since);
            }

            var lost = ordered.LastOrDefault(c => c.Entry > kept);
            until = lost?.SignedAt > until || until is null ? lost?.SignedAt ?? until : until;
            chains.Add(new RewoundChain(
                node, head.Entry, Convert.ToHexStringLower(head.Digest.Span), kept, lost?.Entry ?? 0, lost is null ? string.Empty : Convert.ToHexStringLower(lost.Digest.Span)));
        }

        return new Rewinding(chains, from.Count == 0 ? null : from.Min() - Margin, until);
    }
}

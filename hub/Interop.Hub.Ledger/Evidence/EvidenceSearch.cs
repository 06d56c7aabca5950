namespace Interop.Hub.Ledger.Evidence;

/// <summary>An item as a search sees it.</summary>
internal readonly record struct EvidenceSeen(EvidencePlace Place, EvidenceAbout About);

/// <summary>The chains, as a search reads them.</summary>
internal interface IEvidenceChains
{
    /// <summary>Each chain with the number of its last entry.</summary>
    Task<IReadOnlyList<(string Node, long Last)>> ChainsAsync(CancellationToken cancellationToken);

    /// <summary>The packet of the first acceptance in or behind an entry; null: there is none.</summary>
    Task<long?> FirstAcceptanceAsync(string node, long entry, CancellationToken cancellationToken);

    /// <summary>The items of the next entries, whole entries, in order; <paramref name="entry"/> is the first of them.</summary>
    /// <returns>The items, and the entry behind them; null: the chain ends.</returns>
    Task<(IReadOnlyList<EvidenceSeen> Items, long? Next)> ItemsAsync(string node, long entry, CancellationToken cancellationToken);
}

/// <summary>
/// Finds where items stand, without an index over them: one would cost every commit, and is asked for when a dossier is
/// erased. Within a chain acceptances stand in the order of their packets, so the beginning is found by halving; from there
/// all chains are read side by side until everything was found, which is days of the ledger and not years of it.
/// </summary>
internal static class EvidenceSearch
{
    public static async Task<EvidenceFound> FindAsync(IEvidenceChains chains, IReadOnlySet<EvidenceAbout> sought, CancellationToken cancellationToken)
    {
        HashSet<EvidenceAbout> left = [.. sought];
        List<EvidencePlace> places = [];
        if (left.Count == 0)
        {
            return new EvidenceFound(sought, places);
        }

        var first = left.Where(a => a.Kind == EvidenceKind.Acceptance).Select(a => a.Subject).DefaultIfEmpty(0).Min();
        Queue<(string Node, long Entry)> open = [];
        foreach (var (node, last) in await chains.ChainsAsync(cancellationToken))
        {
            open.Enqueue((node, await BeginAsync(chains, node, last, first, cancellationToken)));
        }

        while (left.Count > 0 && open.TryDequeue(out var chain))
        {
            var (items, next) = await chains.ItemsAsync(chain.Node, chain.Entry, cancellationToken);
            places.AddRange(items.Where(i => left.Remove(i.About)).Select(i => i.Place));
            if (next is { } entry)
            {
                open.Enqueue((chain.Node, entry));
            }
        }

        return new EvidenceFound(sought, places);
    }

    /// <summary>The last entry whose first acceptance is not behind the packet: nothing about it stands before.</summary>
    private static async Task<long> BeginAsync(IEvidenceChains chains, string node, long last, long packet, CancellationToken cancellationToken)
    {
        var (low, high) = (1L, last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await chains.FirstAcceptanceAsync(node, middle, cancellationToken) is { } found && found <= packet)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return Math.Max(1, low - 1);
    }
}

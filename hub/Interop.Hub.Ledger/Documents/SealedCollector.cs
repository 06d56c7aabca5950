using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Removes files that nobody needs; any number of nodes may do so at once, beside uploads and acceptances.
/// <code>
/// 1 unreferred: struck in the ledger, unless a packet refers to it ─► its generation removed
/// 2 uploads nobody went on with: forgotten in the ledger ─► their parts removed
/// 3 strays: on the shelf, meant by nothing in the ledger, and too old ever to be entered ─► removed
/// </code>
/// The ledger decides first, in one commit, and only then something is removed: what a packet came to refer to in
/// between was not struck, and what was uploaded again is another generation.
/// </summary>
internal sealed class SealedCollector(ISealedShelf shelf, IDocumentIndex index, IUploadIndex uploads, TimeProvider time) : IDocumentCollector
{
    private const int Batch = 100;
    private const int SweptAtOnce = 500;

    public async Task<CollectedDocuments> CollectAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - olderThan;
        var unreferred = await UnreferredAsync(before, cancellationToken);
        var parts = await UploadsAsync(before, cancellationToken);
        var strays = await StraysAsync(before, cancellationToken) + await shelf.SweepUnfinishedAsync(before, cancellationToken);
        return new CollectedDocuments(unreferred, strays + parts);
    }

    private async Task<int> UnreferredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        HashSet<(string, Sha256Digest)> seen = [];
        while (await index.UnreferredAsync(before, Batch, cancellationToken) is { Count: > 0 } found)
        {
            var fresh = 0;
            foreach (var document in found.Where(d => seen.Add((d.Owner, d.Digest))))
            {
                fresh++;
                if (await index.StrikeAsync(document, before, cancellationToken))
                {
                    await shelf.RemoveAsync(SealedDocuments.NameOf(document), cancellationToken);
                    removed++;
                }
            }

            if (fresh == 0)
            {
                break;
            }
        }

        return removed;
    }

    private async Task<int> UploadsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (await uploads.ExpireAsync(before, Batch, cancellationToken) is { Count: > 0 } parts)
        {
            foreach (var part in parts)
            {
                await shelf.RemoveAsync(part.Generation.Name, cancellationToken);
                removed++;
            }
        }

        return removed;
    }

    private async Task<int> StraysAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        List<Generation> old = new(SweptAtOnce);
        await foreach (var name in shelf.ListAsync(cancellationToken))
        {
            if (Generation.FromName(name) is { } generation && generation.MadeAt < before)
            {
                old.Add(generation);
                if (old.Count == SweptAtOnce)
                {
                    removed += await SweepAsync(old, cancellationToken);
                    old.Clear();
                }
            }
        }

        return removed + (old.Count > 0 ? await SweepAsync(old, cancellationToken) : 0);
    }

    private async Task<int> SweepAsync(List<Generation> old, CancellationToken cancellationToken)
    {
        var strays = await index.StraysAsync(old, cancellationToken);
        foreach (var stray in strays)
        {
            await shelf.RemoveAsync(stray.Name, cancellationToken);
        }

        return strays.Count;
    }
}

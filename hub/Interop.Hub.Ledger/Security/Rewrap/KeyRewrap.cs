using System.Security.Cryptography;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Security.Rewrap;

/// <summary>
/// Walks through all wrapped keys and wraps those anew that are not under the current master key.
/// <code>
/// 1 keys of dossiers, of packets ─► 2 again, until a whole walk finds none ─► 3 files, each sealed anew under a key of its own
/// </code>
/// </summary>
internal sealed class KeyRewrap(IWrappedKeys store, DocumentRewrap documents, IKeyRing ring, TimeProvider time) : IKeyRewrap
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async Task<IReadOnlyList<string>> UnawareAsync(CancellationToken cancellationToken) =>
        [.. (await store.RingsAsync(cancellationToken)).Where(r => r.Ids.Count == 0 || r.Ids[0] != ring.CurrentId).Select(r => r.Node)];

    public async Task<RewrapReport> RunAsync(Action<RewrapReport> told, CancellationToken cancellationToken)
    {
        Dictionary<string, long> unopened = new(StringComparer.Ordinal);
        var report = new RewrapReport(0, 0, 0, unopened, Parts: false);
        long done;
        do
        {
            // 1, 2
            unopened.Clear();
            done = 0;
            await foreach (var count in WalkAsync(KeyPlace.Dossiers, unopened, cancellationToken))
            {
                done += count;
                told(report = report with { Dossiers = report.Dossiers + count });
            }

            await foreach (var count in WalkAsync(KeyPlace.Packets, unopened, cancellationToken))
            {
                done += count;
                told(report = report with { Packets = report.Packets + count });
            }
        }
        while (done > 0);

        // 3
        await foreach (var missing in documents.RunAsync(cancellationToken))
        {
            if (missing is { } key)
            {
                unopened[key] = unopened.GetValueOrDefault(key) + 1;
            }
            else
            {
                told(report = report with { Files = report.Files + 1 });
            }
        }

        return report with { Parts = await store.HasPartsAsync(cancellationToken) };
    }

    private async IAsyncEnumerable<int> WalkAsync(
        KeyPlace place, Dictionary<string, long> unopened, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long? next = 0; next is { } after;)
        {
            (var keys, next) = await store.OthersAsync(place, ring.CurrentId, after, cancellationToken);
            List<(PlacedKey, WrappedKey)> wrapped = new(keys.Count);
            foreach (var key in keys)
            {
                if (Rewrap(place, key) is { } fresh)
                {
                    wrapped.Add((key, fresh));
                }
                else
                {
                    unopened[key.Key.KeyId] = unopened.GetValueOrDefault(key.Key.KeyId) + 1;
                }
            }

            if (wrapped.Count > 0)
            {
                await store.ReplaceAsync(place, wrapped, cancellationToken);
                yield return wrapped.Count;
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private WrappedKey? Rewrap(KeyPlace place, PlacedKey placed)
    {
        var context = DataKeys.Context(place == KeyPlace.Dossiers ? placed.Row : -placed.Row);
        try
        {
            var key = ring.Unwrap(placed.Key.KeyId, placed.Key.Wrapped, context);
            try
            {
                return new WrappedKey(ring.CurrentId, ring.Wrap(key, context));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(key);
            }
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

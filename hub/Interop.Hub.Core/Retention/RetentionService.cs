using Interop.Adapters.Delivery;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Retention;

/// <summary>
/// Takes contents whose time has come, on the first node of those that live, in small commits with pauses between them;
/// then returns the space they freed.
/// <code>
/// each round: 1 walk through what is still here ─► 2 judge (RetentionRules) ─► 3 purge, batch by batch ─► 4 return space, step by step
/// </code>
/// A round that breaks off is harmless: the next begins from the ledger.
/// </summary>
internal sealed class RetentionService(
    IRetentionLedger ledger,
    IHubConfigurationSource source,
    IAdapterRegistry adapters,
    Membership membership,
    RetentionOptions options,
    TimeProvider time,
    ILogger<RetentionService> log) : BackgroundService
{
    /// <summary>One round.</summary>
    /// <returns>How many packets' contents were taken.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        var configuration = source.Current;
        var now = time.GetUtcNow();
        var cut = RetentionRules.CutOf(configuration, now);
        for (long? next = 0; next is { } after;)
        {
            // 1
            var asked = time.GetTimestamp();
            var page = await ledger.RetainedAsync(cut, after, options.Page, cancellationToken);
            var took = time.GetElapsedTime(asked);
            next = page.Next;

            // 2
            var due = page.Packets.Where(p => RetentionRules.DueAt(p, configuration, Fetches, options.LinkLifetime) <= now).Select(p => p.Key).ToList();

            // 3
            foreach (var batch in due.Chunk(options.Batch))
            {
                taken += await ledger.PurgeAsync(batch, now, cancellationToken);
                await Task.Delay(options.Pause, time, cancellationToken);
            }

            // A walk through a large ledger is as long as it is, and in nobody's way.
            if (next is not null)
            {
                await Task.Delay(options.RestAfter(took), time, cancellationToken);
            }
        }

        // 4
        long bytes = 0;
        for (var more = true; more;)
        {
            var returned = await ledger.ReturnSpaceAsync(cancellationToken);
            bytes += returned.Bytes;
            if (more = returned.More)
            {
                await Task.Delay(options.Pause, time, cancellationToken);
            }
        }

        if (taken > 0 || bytes > 0)
        {
            RetentionLog.Purged(log, taken, bytes);
        }

        return taken;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var first = source.Current.Retention.Every;
            await Task.Delay(first < options.First ? first : options.First, time, stoppingToken);
            while (true)
            {
                if (membership.IsFirst)
                {
                    await GuardedAsync(stoppingToken);
                }

                await Task.Delay(source.Current.Retention.Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task GuardedAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The ledger may be away; nothing is owed to anybody today.
            RetentionLog.Failed(log, e);
        }
    }

    /// <summary>A destination that is gone may have been one that fetches.</summary>
    private bool Fetches(string destination) => adapters.Get(destination)?.Delivery is not { } delivery || delivery.Manifest.FilePassing == FilePassing.SignedLink;
}

using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Hosting;

namespace Interop.Hub.Ledger.Postgres;

/// <summary>Ties this node's chain to the others' each minute; a database that is away is tried again in a minute.</summary>
internal sealed class AnchoringService(PostgresLedger ledger, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, time, stoppingToken);
                try
                {
                    await ledger.Anchoring.RunAsync(stoppingToken);
                }
                catch (LedgerUnavailableException)
                {
                    // Told where it hurts: by those who wanted to write a packet.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }
}

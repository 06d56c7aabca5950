using Interop.Hub.Bus.Broker;
using Interop.Hub.Core.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus.Poison;

/// <summary>
/// Looks into every destination's poison queues now and then. From outside, and not by counting what this node put
/// there: other nodes put there too, and operators take out.
/// </summary>
internal sealed partial class PoisonWatch(
    QueueDepths depths, PoisonLedger ledger, IHubConfigurationSource configuration, QueueNames names, BusOptions options, TimeProvider time, ILogger<PoisonWatch> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var queue in configuration.Current.Partners.Values.Where(p => p.Destination is not null).SelectMany(p => names.PoisonOf(p.Code)))
                {
                    ledger.Note(queue, await depths.OfPoisonAsync(queue, stoppingToken));
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // What was last seen stands until the broker answers again.
                NotSeen(log, e.GetType().Name);
            }

            await Task.Delay(options.PoisonLook, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2512, LogLevel.Information, "The poison queues could not be looked at: {Error}")]
    private static partial void NotSeen(ILogger log, string error);
}

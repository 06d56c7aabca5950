using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Telemetry;

namespace Interop.Hub.Host.Telemetry;

/// <summary>Reads the backlog now and then for the gauges, one question at a time; a ledger that is busy is asked later.</summary>
internal sealed partial class BacklogObserver(ILedgerReader reader, IDueDeliveries due, TimeProvider time, ILogger<BacklogObserver> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // Counting what waits takes the longer the more waits. However much that is, it may not take more than this share of a processor.
    private const int Share = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                LedgerTelemetry.Observe(await reader.BacklogAsync(stoppingToken), await due.ControlsAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotRead(e.GetType().Name);
            }

            await Task.Delay(PauseAfter(time.GetElapsedTime(began)), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How long the ledger is left alone after a look that took so long.</summary>
    internal static TimeSpan PauseAfter(TimeSpan took) => took * Share > Pause ? took * Share : Pause;

    [LoggerMessage(EventId = TelemetryEvents.BacklogNotRead, Level = LogLevel.Warning, Message = "The backlog could not be read for the gauges: {Error}")]
    private partial void LogNotRead(string error);
}

using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Telemetry;

namespace Interop.Hub.Host.Telemetry;

/// <summary>Reads the backlog now and then for the gauges, one question at a time; a ledger that is busy is asked later.</summary>
internal sealed partial class BacklogObserver(ILedgerReader reader, IDueDeliveries due, TimeProvider time, ILogger<BacklogObserver> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                LedgerTelemetry.Observe(await reader.BacklogAsync(stoppingToken), await due.ControlsAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotRead(e.GetType().Name);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = TelemetryEvents.BacklogNotRead, Level = LogLevel.Warning, Message = "The backlog could not be read for the gauges: {Error}")]
    private partial void LogNotRead(string error);
}

using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Retention;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Host.Composition;

/// <summary>
/// Once an hour, and at once when a dossier was erased, removes what no packet refers to: files of contents that were
/// taken, and uploads that none came to refer to within a day (the file of a refused submission, the remains of a crash). A sender that comes later is told that the file is missing, and uploads it again.
/// </summary>
internal sealed partial class DocumentCollection(IDocumentCollector collector, CollectionSignal signal, IHubRecovery recovery, TimeProvider time, ILogger<DocumentCollection> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await signal.WaitAsync(Every, time, stoppingToken);
                if (recovery.IsHeld)
                {
                    // A wrong backup may be replaced by a better one, which refers to what this one does not know.
                    continue;
                }

                try
                {
                    var removed = await collector.CollectAsync(Grace, stoppingToken);
                    if (removed.Unreferred + removed.Strays > 0)
                    {
                        Collected(log, removed.Unreferred, removed.Strays);
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // A full or failing disk is reported where it hurts; collecting tries again in an hour.
                    Failed(log, e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    [LoggerMessage(LogEvents.DocumentsCollected, LogLevel.Information, "Removed {Unreferred} uploads to which no packet refers and {Strays} remains of cut-off uploads")]
    private static partial void Collected(ILogger log, int unreferred, int strays);

    [LoggerMessage(LogEvents.CollectionFailed, LogLevel.Warning, "Uploads could not be collected; tried again in an hour")]
    private static partial void Failed(ILogger log, Exception exception);
}

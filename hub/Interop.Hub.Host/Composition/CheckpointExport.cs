using System.Globalization;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Host.Composition;

/// <summary>
/// Each minute, and once more when the hub stops, signs where this node's chain has come to and adds the line to a file
/// off the machine. What an intruder then cuts off or writes anew, the file contradicts. A ledger that does not have what
/// was exported, and of which nobody stated that it was restored, holds the hub: before it takes or sends anything.
/// </summary>
internal sealed partial class CheckpointExport(
    IEvidenceHead evidence, CheckpointFile file, CheckpointKey key, IHubRecovery recovery, TimeProvider time, ILogger<CheckpointExport> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private EvidenceCheckpoint? _last;
    private bool _begun;
    private bool _failing;
    private bool _wentBack;

    /// <summary>Exports the head, unless it is the one exported last. An outage is told once, and its end.</summary>
    public async Task ExportAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_begun)
            {
                _last = file.Last(key);
                _begun = true;
            }

            if (await IsWholeAsync(cancellationToken) && await evidence.HeadAsync(cancellationToken) is { } head && head.Entry > (_last?.Entry ?? 0))
            {
                file.Append(head, time.GetUtcNow(), key);
                _last = head;
            }

            if (_failing)
            {
                _failing = false;
                Resumed();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
            {
                _failing = true;
                Failed(file.Path, e);
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ExportAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ExportAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await ExportAsync(stoppingToken);
                await Task.Delay(Every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    /// <summary>A chain only grows. One that does not have what was exported was cut, rewritten or restored, and nothing is signed over it.</summary>
    private async Task<bool> IsWholeAsync(CancellationToken cancellationToken)
    {
        if (_last is not { } last
            || (await evidence.DigestAsync(last.Node, last.Entry, cancellationToken) is { } digest && last.Digest.Span.SequenceEqual(digest)))
        {
            return true;
        }

        if (!_wentBack)
        {
            var stands = (await evidence.HeadAsync(cancellationToken))?.Entry ?? 0;
            await recovery.HoldAsync(
                new HoldSign(
                    string.Create(CultureInfo.InvariantCulture, $"evidence/{last.Node}/{last.Entry}/{Convert.ToHexStringLower(last.Digest.Span[..8])}"),
                    string.Create(CultureInfo.InvariantCulture, $"The evidence of {last.Node} stands at entry {stands} and does not have entry {last.Entry}, which was exported: the ledger was cut, rewritten, or restored from a backup. After a restore, stop the hub and state it with \"ledger restored\"; else find out with \"ledger verify\" what happened.")),
                cancellationToken);
            _wentBack = true;
            WentBack(stands, last.Entry, file.Path);
        }

        return false;
    }

    [LoggerMessage(LogEvents.CheckpointFailed, LogLevel.Error, "The evidence's checkpoint could not be exported to {Path}; tried again each minute. Until then a tail cut off the ledger would show only up to the last one")]
    private partial void Failed(string path, Exception exception);

    [LoggerMessage(LogEvents.CheckpointResumed, LogLevel.Information, "The evidence's checkpoints are exported again")]
    private partial void Resumed();

    [LoggerMessage(LogEvents.EvidenceWentBack, LogLevel.Critical, "The evidence stands at entry {Entry} and does not have entry {Exported}, which was exported to {Path}: the ledger was cut, rewritten, or restored from a backup. After a restore, stop the hub and state it with \"ledger restored\"; else run \"ledger verify\" with the checkpoints")]
    private partial void WentBack(long entry, long exported, string path);
}

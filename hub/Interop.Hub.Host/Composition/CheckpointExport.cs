using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Host.Composition;

/// <summary>
/// Each minute, and once more when the hub stops, signs where this node's chain has come to and adds the line to a file
/// off the machine. What an intruder then cuts off or writes anew, the file contradicts.
/// </summary>
internal sealed partial class CheckpointExport(IEvidenceHead evidence, CheckpointFile file, CheckpointKey key, TimeProvider time, ILogger<CheckpointExport> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private (long Entry, string Digest)? _last;
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
                _last = file.Last();
                _begun = true;
            }

            if (await evidence.HeadAsync(cancellationToken) is { } head && IsNew(head))
            {
                file.Append(head, time.GetUtcNow(), key);
                _last = (head.Entry, Convert.ToHexStringLower(head.Digest.Span));
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

    /// <summary>A chain only grows. One that is shorter than what was exported was cut or restored, and nothing is signed over it.</summary>
    private bool IsNew(EvidenceCheckpoint head)
    {
        if (_last is not { } last || head.Entry > last.Entry)
        {
            return true;
        }

        if (head.Entry == last.Entry && Convert.ToHexStringLower(head.Digest.Span) == last.Digest)
        {
            return false;
        }

        if (!_wentBack)
        {
            _wentBack = true;
            WentBack(head.Entry, last.Entry, file.Path);
        }

        return false;
    }

    [LoggerMessage(LogEvents.CheckpointFailed, LogLevel.Error, "The evidence's checkpoint could not be exported to {Path}; tried again each minute. Until then a tail cut off the ledger would show only up to the last one")]
    private partial void Failed(string path, Exception exception);

    [LoggerMessage(LogEvents.CheckpointResumed, LogLevel.Information, "The evidence's checkpoints are exported again")]
    private partial void Resumed();

    [LoggerMessage(LogEvents.EvidenceWentBack, LogLevel.Critical, "The evidence stands at entry {Entry}, and entry {Exported} was exported: the ledger was cut, rewritten, or restored from a backup. Run \"ledger verify\" with the checkpoints; after a restore that was meant, put {Path} aside and keep it")]
    private partial void WentBack(long entry, long exported, string path);
}

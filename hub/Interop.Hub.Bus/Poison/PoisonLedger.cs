using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Interop.Hub.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus.Poison;

/// <summary>
/// How many hints could not be handled, by poison queue, as last seen. No dossier waits for them, the ledger has every
/// delivery; but each is a defect, of this hub or of something else that writes to its queues.
/// </summary>
internal sealed partial class PoisonLedger : IDisposable
{
    private readonly ConcurrentDictionary<string, int> _depths = new(StringComparer.Ordinal);
    private readonly ILogger<PoisonLedger> _log;
    private readonly Meter _meter = new(HubTelemetry.Name);

    public PoisonLedger(ILogger<PoisonLedger> log)
    {
        _log = log;
        _meter.CreateObservableGauge("interop.bus.poison", Measure, "{message}", "Messages that could not be handled and wait in a poison queue, by queue.");
    }

    /// <summary>The queues that hold any, with how many.</summary>
    public IReadOnlyList<(string Queue, int Depth)> Held => [.. _depths.Where(d => d.Value > 0).Select(d => (d.Key, d.Value)).OrderBy(d => d.Key, StringComparer.Ordinal)];

    /// <summary>Notes what a queue holds; more than before is told.</summary>
    public void Note(string queue, int depth)
    {
        var before = _depths.GetValueOrDefault(queue);
        _depths[queue] = depth;
        if (depth > before)
        {
            Grew(_log, queue, depth);
        }
        else if (depth == 0 && before > 0)
        {
            Emptied(_log, queue);
        }
    }

    /// <summary>Notes one more: the in-memory transport keeps none that could be counted.</summary>
    public void NoteOne(string queue) => Grew(_log, queue, _depths.AddOrUpdate(queue, 1, (_, before) => before + 1));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Measure() => _depths.Select(d => new Measurement<int>(d.Value, new KeyValuePair<string, object?>("queue", d.Key)));

    [LoggerMessage(2510, LogLevel.Warning, "{Queue} holds {Depth} messages that could not be handled. No dossier waits for them; look at why they are there, then purge the queue")]
    private static partial void Grew(ILogger log, string queue, int depth);

    [LoggerMessage(2511, LogLevel.Information, "{Queue} is empty again")]
    private static partial void Emptied(ILogger log, string queue);
}

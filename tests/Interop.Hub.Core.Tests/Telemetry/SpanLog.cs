using System.Diagnostics;
using System.Diagnostics.Metrics;
using Interop.Hub.Core.Telemetry;

namespace Interop.Hub.Core.Tests.Telemetry;

/// <summary>Everything the hub's source and meter say while it listens, as a collector would get it.</summary>
internal sealed class SpanLog : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _measurements = new();

    public SpanLog()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = s => s.Name == HubTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => { lock (Spans) { Spans.Add(a); } },
        };
        ActivitySource.AddActivityListener(_spans);
        _measurements.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == HubTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _measurements.SetMeasurementEventCallback<long>((i, v, tags, _) => Add(i, v, tags));
        _measurements.SetMeasurementEventCallback<int>((i, v, tags, _) => Add(i, v, tags));
        _measurements.SetMeasurementEventCallback<double>((i, v, tags, _) => Add(i, v, tags));
        _measurements.Start();
    }

    public List<Activity> Spans { get; } = [];

    public List<(string Name, double Value, string Tags)> Measurements { get; } = [];

    public void ReadGauges() => _measurements.RecordObservableInstruments();

    /// <summary>All words that would leave the machine.</summary>
    public string Words()
    {
        var spans = Spans.SelectMany(a => a.TagObjects.Select(t => $"{t.Key}={t.Value}")
            .Append(a.DisplayName).Append(a.StatusDescription ?? string.Empty)
            .Concat(a.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name} {t.Key}={t.Value}")))
            .Concat(a.Baggage.Select(b => $"{b.Key}={b.Value}"))
            .Append(a.TraceStateString ?? string.Empty));
        return string.Join('\n', spans.Concat(Measurements.Select(m => m.Name + " " + m.Tags)));
    }

    public void Dispose()
    {
        _spans.Dispose();
        _measurements.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> words = [];
        foreach (var tag in tags)
        {
            words.Add($"{tag.Key}={tag.Value}");
        }

        lock (Measurements)
        {
            Measurements.Add((instrument.Name, value, string.Join(',', words)));
        }
    }
}

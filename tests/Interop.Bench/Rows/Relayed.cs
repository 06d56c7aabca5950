using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Bench.Figures;
using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>
/// Relayed per second against the floor. REST out is the one-stop adapter: the leanest real one (one signed call for a
/// delivery, no session); SOAP out is civil status. Each window: floor, REST, SOAP.
/// </summary>
internal sealed class Relayed : IRow
{
    private const string Rest = "relayed-rest";
    private const string Soap = "relayed-soap";

    public IReadOnlyList<string> Names { get; } = [Rest, Soap];

    public async IAsyncEnumerable<RowResult> MeasureAsync(Run run, IReadOnlySet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var floor = await run.WarmFloorAsync(cancellationToken);
        List<Target> targets = [floor];
        var process = 0;
        foreach (var name in Names.Where(wanted.Contains))
        {
            var (hub, way) = await run.WarmHubAsync(name, name == Rest ? HubFolder.RestSender : HubFolder.SoapSender, cancellationToken);
            targets.Add(way);
            process = hub.ProcessId;
        }

        var windows = targets.ToDictionary(t => t.Name, _ => new List<Window>(), StringComparer.Ordinal);
        for (var i = 0; i < run.Options.Windows; i++)
        {
            foreach (var target in targets)
            {
                var window = await run.Load.FullAsync(target, run.Options.Length, cancellationToken);
                windows[target.Name].Add(window);
                Run.Say($"  {target.Name} {i + 1}/{run.Options.Windows}: {window.RelayedPerSecond:0} relayed/s, accepted {window.AcceptedPerSecond:0}/s (p50 {window.P50:0.0} ms, p99 {window.P99:0.0} ms), {window.CpuMicroseconds:0} µs of processor each, {window.Failed} refused");
            }
        }

        foreach (var target in targets.Skip(1))
        {
            yield return Row(run, target.Name, windows[target.Name], windows[floor.Name], process);
        }
    }

    private static RowResult Row(Run run, string name, List<Window> hub, List<Window> floor, int process) => new()
    {
        Name = name,
        Figure = $"relayed/s, REST→{(name == Rest ? "REST" : "SOAP")}",
        Unit = "/s",
        Reading = Reading.RatioUp,
        Hub = [.. hub.Select(w => w.RelayedPerSecond)],
        Base = [.. floor.Select(w => w.RelayedPerSecond)],
        BaseName = "floor",
        Must = name == Rest ? 0.5 : 0.4,
        Aim = name == Rest ? 0.85 : 0.7,
        Notes =
        [
            string.Create(CultureInfo.InvariantCulture, $"processor time of the relay per dossier: hub {Statistics.Median([.. hub.Select(w => w.CpuMicroseconds)]):0} µs, floor {Statistics.Median([.. floor.Select(w => w.CpuMicroseconds)]):0} µs"),
            string.Create(CultureInfo.InvariantCulture, $"accept p99 at full load: hub {Statistics.Median([.. hub.Select(w => w.P99)]):0.0} ms, floor {Statistics.Median([.. floor.Select(w => w.P99)]):0.0} ms; the hub's peak memory {ProcessFigures.PeakMiB(process):0} MiB"),
            string.Create(CultureInfo.InvariantCulture, $"refused: {hub.Sum(w => w.Failed)}; arrived twice in the whole run: {run.Sinks.Twice}; bytes of traces and metrics exported: {run.Sinks.TelemetryBytes}"),
        ],
    };
}

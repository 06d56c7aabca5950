using System.Globalization;
using Interop.Bench.Figures;
using Interop.Bench.Figures.Plot;
using Interop.Bench.Running;

namespace Interop.Bench.Return;

/// <summary>The story as a plot over time.</summary>
internal static class Picture
{
    /// <summary>Smoothing of rates and latencies, in seconds.</summary>
    private const double Around = 1;

    /// <returns>The file.</returns>
    public static async Task<string> DrawAsync(Run run, string what, IReadOnlyList<Moment> moments, IReadOnlyList<Phase> phases, IReadOnlyList<Phase> stages, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Tree.Artifacts, string.Create(CultureInfo.InvariantCulture, $"return-{run.Form.Name}-{run.Options.Full}-{what}.svg"));
        var rates = new Panel("Arrivals per second", [new Series("at the partner that returns", "#c0392b", Rates(moments, m => m.Served)), new Series("at the other", "#2471a3", Rates(moments, m => m.Others))]) { Logarithmic = true };
        var calls = new Panel(
            "Calls at once at the partner that returns, and what the hub let through",
            [new Series("let through at once", "#e59866", Of(moments, m => m.AtOnce)), new Series("under way at the partner", "#c0392b", Of(moments, m => m.Most))]) { Logarithmic = true };
        var bus = new Panel(
            "In the bus for it",
            [
                new Series("hints of the hub", "#7d3c98", Of(moments, m => m.Hints)),
                .. moments.Any(m => m.Messages is not null) ? (Series[])[new Series("messages in the broker", "#1e8449", Of(moments, m => m.Messages ?? double.NaN))] : [],
            ]) { Limit = (512, "window 512") };
        var memory = new Panel("Memory of the hub, MiB (resident)", [new Series("resident", "#1e8449", Of(moments, m => m.ResidentMiB))]) { Limit = (600, "must 600") };
        var latency = new Panel("Accept latency of the other's dossiers, ms", [new Series("p99", "#b9770e", Tails(moments, 99)), new Series("p50", "#2471a3", Tails(moments, 50))]) { Logarithmic = true };
        var svg = SvgPlot.Write(
            string.Create(CultureInfo.InvariantCulture, $"A partner returns for which {run.Options.Full:N0} waited ({run.Form.Name})"),
            string.Create(CultureInfo.InvariantCulture, $"{moments[^1].Served:N0} served by the end; looked at twice a second from outside; rates and latencies over {2 * Around:0} s"),
            [rates, calls, bus, memory, latency],
            [.. phases.Select((p, i) => new Band(Math.Max(p.From, moments[0].At), Math.Min(p.To, moments[^1].At), i % 2 == 0 ? "#f2f4f4" : "#dfecf5", p.Name)).Where(b => b.To > b.From)],
            [.. stages.Where(_ => what == "stages").Select(s => new Mark(s.From, $"≤ {s.Name}"))]);
        await File.WriteAllTextAsync(path, svg, cancellationToken);
        return path;
    }

    private static (double At, double Value)[] Of(IReadOnlyList<Moment> moments, Func<Moment, double> value) => [.. moments.Select(m => (m.At, value(m)))];

    private static (double At, double Value)[] Rates(IReadOnlyList<Moment> moments, Func<Moment, long> count) =>
        [.. moments.Select(m => (m.At, Near(moments, m.At) is [var first, .., var last] ? (count(last) - count(first)) / (last.At - first.At) : double.NaN))];

    private static (double At, double Value)[] Tails(IReadOnlyList<Moment> moments, double percent) =>
        [.. moments.Select(m => (m.At, Statistics.Percentile([.. Near(moments, m.At).SelectMany(n => n.Latencies).Order()], percent)))];

    private static Moment[] Near(IReadOnlyList<Moment> moments, double at) => [.. moments.Where(m => Math.Abs(m.At - at) <= Around)];
}

using System.Globalization;
using Interop.Bench.Figures;

namespace Interop.Bench.Return;

/// <summary>One part of the story: from when until when, and what it was.</summary>
internal sealed record Phase(string Name, double From, double To);

/// <summary>The story in parts, each with its figures.</summary>
internal static class Phases
{
    private static readonly string[] Head = ["phase", "from s", "for s", "served/s", "others/s", "accept p50 ms", "p99 ms", "memory MiB", "hints", "in the broker", "at once at the partner"];

    /// <summary>The stages of return that were seen, in order, each with its time.</summary>
    public static IReadOnlyList<Phase> Stages(IReadOnlyList<Moment> moments)
    {
        List<Phase> stages = [];
        var at = 0;
        while (at < moments.Count)
        {
            if (moments[at].Door != "returning")
            {
                at++;
                continue;
            }

            var first = at;
            while (at < moments.Count && moments[at].Door == "returning" && moments[at].AtOnce == moments[first].AtOnce)
            {
                at++;
            }

            stages.Add(new Phase(Text(moments[first].AtOnce), moments[first].At, at < moments.Count ? moments[at].At : moments[^1].At));
        }

        return stages;
    }

    /// <summary>Latencies between two times, in windows of a length; a rest that is shorter is left out.</summary>
    public static IReadOnlyList<double> P99(IReadOnlyList<Moment> moments, double from, double to, double length) =>
        [.. Enumerable.Range(0, (int)((to - from) / length)).Select(i => Percentile(Latencies(moments, from + (i * length), from + ((i + 1) * length)), 99)).Where(p => !double.IsNaN(p))];

    /// <summary>The most calls at the partner above what the stage allowed, over all that was seen while it returned.</summary>
    public static int Excess(IReadOnlyList<Moment> moments)
    {
        var most = 0;
        for (var i = 1; i < moments.Count; i++)
        {
            // The stage may have ended since the last look: then what it became was allowed. When it opened, the last stage is left.
            if (moments[i].Door == "returning")
            {
                most = Math.Max(most, moments[i].Most - Math.Max(Math.Max(1, moments[i - 1].AtOnce), moments[i].AtOnce));
            }
        }

        return most;
    }

    /// <summary>A table of the parts, one line each.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<Moment> moments, IReadOnlyList<Phase> phases)
    {
        string[][] lines = [Head, .. phases.Select(p => Line(moments, p))];
        var widths = Enumerable.Range(0, Head.Length).Select(i => lines.Max(l => l[i].Length)).ToArray();
        return lines.Select(l => string.Join("  ", l.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
    }

    private static string[] Line(IReadOnlyList<Moment> moments, Phase phase)
    {
        var own = moments.Where(m => m.At >= phase.From && m.At <= phase.To).DefaultIfEmpty(moments.MinBy(m => Math.Abs(m.At - phase.From))!).ToArray();
        var latencies = Latencies(moments, phase.From, phase.To);
        var length = Math.Max(0.001, own[^1].At - own[0].At);
        return
        [
            phase.Name,
            Text(phase.From),
            Text(phase.To - phase.From),
            Text((own[^1].Served - own[0].Served) / length),
            Text((own[^1].Others - own[0].Others) / length),
            Text(Percentile(latencies, 50)),
            Text(Percentile(latencies, 99)),
            Text(Math.Round(own.Max(m => m.ResidentMiB))),
            Text(own.Max(m => m.Hints)),
            own.Max(m => m.Messages) is { } messages ? Text(messages) : "–",
            Text(own.Max(m => m.Most)),
        ];
    }

    private static double[] Latencies(IReadOnlyList<Moment> moments, double from, double to) => [.. moments.Where(m => m.At > from && m.At <= to).SelectMany(m => m.Latencies)];

    private static double Percentile(double[] samples, double percent)
    {
        Array.Sort(samples);
        return Statistics.Percentile(samples, percent);
    }

    private static string Text(double number) => double.IsNaN(number) ? "–" : Math.Round(number, 1).ToString("#,0.#", CultureInfo.InvariantCulture);
}

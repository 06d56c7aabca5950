using System.Globalization;
using Interop.Bench.Figures;
using Interop.Bench.Load;
using Interop.Bench.Running;

namespace Interop.Bench.Rows;

/// <summary>Pairs of windows at one offered load.</summary>
internal static class Steady
{
    private const double Share = 0.5;

    /// <summary>The load to offer: half of what it relays at full load.</summary>
    public static async Task<double> RateAsync(Run run, Target way, CancellationToken cancellationToken)
    {
        var full = await run.Load.FullAsync(way, run.Options.Length, cancellationToken);
        return Math.Max(50, Math.Round(full.RelayedPerSecond * Share / 10) * 10);
    }

    public static async Task<IReadOnlyList<(Window Hub, Window Base)>> PairsAsync(Run run, Target hub, Target other, double rate, CancellationToken cancellationToken)
    {
        List<(Window, Window)> pairs = [];
        for (var i = 0; i < run.Options.Windows; i++)
        {
            var second = await run.Load.SteadyAsync(other, rate, run.Options.Length, cancellationToken);
            var first = await run.Load.SteadyAsync(hub, rate, run.Options.Length, cancellationToken);
            pairs.Add((first, second));
            Run.Say($"  {i + 1}/{run.Options.Windows} at {rate:0}/s: {other.Name} p99 {second.P99:0.0} ms, {hub.Name} p99 {first.P99:0.0} ms");
        }

        return pairs;
    }

    public static string Note(double rate, IReadOnlyList<(Window Hub, Window Base)> pairs) => string.Create(
        CultureInfo.InvariantCulture,
        $"open loop at {rate:0}/s, half of what the hub relayed at full load; p50 {Statistics.Median([.. pairs.Select(p => p.Hub.P50)]):0.0} against {Statistics.Median([.. pairs.Select(p => p.Base.P50)]):0.0} ms; refused {pairs.Sum(p => p.Hub.Failed)} and {pairs.Sum(p => p.Base.Failed)}");
}

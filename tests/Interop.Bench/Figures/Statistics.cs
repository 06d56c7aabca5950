namespace Interop.Bench.Figures;

/// <summary>Medians with their interval, and exact percentiles.</summary>
internal static class Statistics
{
    /// <summary>A percentile of sorted samples: the smallest that so many percent do not exceed.</summary>
    public static double Percentile(double[] sorted, double percent) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * percent / 100) - 1, 0, sorted.Length - 1)];

    /// <summary>The median.</summary>
    public static double Median(IReadOnlyList<double> samples)
    {
        if (samples.Count == 0)
        {
            return double.NaN;
        }

        var sorted = samples.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// The interval that holds the true median in at least 95 of 100 such runs, by the samples' ranks alone; with fewer
    /// than six samples all that there is, which is less.
    /// </summary>
    public static (double Low, double High) Interval(IReadOnlyList<double> samples)
    {
        var sorted = samples.Order().ToArray();
        var rank = 0;
        for (var tail = Math.Pow(0.5, sorted.Length); rank < sorted.Length / 2 && tail * 2 <= 0.05; tail += Binomial(sorted.Length, rank))
        {
            rank++;
        }

        rank = Math.Max(1, rank);
        return sorted.Length == 0 ? (double.NaN, double.NaN) : (sorted[rank - 1], sorted[^rank]);
    }

    // The chance that exactly k of n samples lie below the median.
    private static double Binomial(int n, int k)
    {
        var chance = Math.Pow(0.5, n);
        for (var i = 0; i < k; i++)
        {
            chance *= (double)(n - i) / (i + 1);
        }

        return chance;
    }
}

using System.Globalization;

namespace Interop.Bench.Figures;

/// <summary>The table as it is printed.</summary>
internal static class Table
{
    private static readonly string[] Head = ["row", "figure", "hub", "base", "ratio", "must", "aim", "verdict"];

    public static string Write(IEnumerable<RowResult> results)
    {
        string[][] lines = [Head, .. results.Select(Line)];
        var widths = Enumerable.Range(0, Head.Length).Select(i => lines.Max(l => l[i].Length)).ToArray();
        return string.Join('\n', lines.Select(l => string.Join("  ", l.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }

    private static string[] Line(RowResult row) =>
    [
        row.Name,
        row.Figure,
        Median(row.Hub, row.Unit),
        row.Base.Count == 0 ? "–" : $"{row.BaseName} {Median(row.Base, row.Unit)}",
        row.Base.Count == 0 ? "–" : Median(row.Ratios, string.Empty),
        (row.Reading == Reading.RatioUp ? "≥ " : "≤ ") + Number(row.Must),
        Number(row.Aim),
        row.Verdict,
    ];

    private static string Median(IReadOnlyList<double> samples, string unit)
    {
        var (low, high) = Statistics.Interval(samples);
        var median = Number(Statistics.Median(samples));
        return (samples.Count == 1 ? median : $"{median} [{Number(low)}–{Number(high)}]") + (unit.Length > 0 ? " " + unit : string.Empty);
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}

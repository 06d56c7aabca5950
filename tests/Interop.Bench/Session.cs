using Interop.Bench.Figures;
using Interop.Bench.Load;
using Interop.Bench.Rows;
using Interop.Bench.Running;

namespace Interop.Bench;

/// <summary>Measures the rows of one form and prints their table.</summary>
internal static class Session
{
    /// <returns>True when every row was measured and reached what it must.</returns>
    public static async Task<bool> RunAsync(BenchOptions options, Form form, IReadOnlyList<IRow> rows, CancellationToken cancellationToken)
    {
        var file = new ResultFile(Path.Combine(Tree.Artifacts, $"{form.Name}-{(options.Quick ? "quick" : "full")}.json"));
        if (options.Resume)
        {
            file.Load();
        }

        var folder = Path.Combine(Tree.Artifacts, $"work-{form.Name}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        List<RowResult> results = [];
        var whole = true;
        await using var sinks = await Sinks.StartAsync();
        using var load = new Generator(sinks, TimeProvider.System);
        await using var run = new Run(options, sinks, load, folder, form);
        try
        {
            foreach (var row in rows)
            {
                var asked = row.Names.Where(n => options.Asks(n)).ToArray();
                results.AddRange(asked.Select(file.Find).OfType<RowResult>());
                var wanted = asked.Where(n => file.Find(n) is null).ToHashSet(StringComparer.Ordinal);
                if (wanted.Count == 0)
                {
                    continue;
                }

                Run.Say($"{form.Name}: {string.Join(", ", wanted)}");
                try
                {
                    await foreach (var result in row.MeasureAsync(run, wanted, cancellationToken).Where(r => wanted.Contains(r.Name)).WithCancellation(cancellationToken))
                    {
                        var dated = result with { At = TimeProvider.System.GetUtcNow() };
                        file.Keep(dated);
                        results.Add(dated);
                    }
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // One row that cannot be had leaves the others.
                    Run.Say($"{string.Join(", ", wanted)}: not measured: {e}");
                    whole = false;
                }
            }
        }
        finally
        {
            Print(options, form, results);
            await run.EndSharedAsync();
            Directory.Delete(folder, recursive: true);
        }

        return whole && results.TrueForAll(r => r.Verdict != "MISSED");
    }

    private static void Print(BenchOptions options, Form form, List<RowResult> results)
    {
        Console.WriteLine(FormattableString.Invariant(
            $"\n{form.Name}, {(options.Quick ? $"quick: {options.Windows} windows of {options.Length.TotalSeconds:0} s, full ledgers of {options.Full:N0} dossiers" : $"{options.Windows} windows of {options.Length.TotalSeconds:0} s, full ledgers of {options.Full:N0} dossiers")}; bodies of {Dossiers.Bytes} bytes, {Generator.Connections} connections; median [interval]; ratios pair by pair"));
        Console.WriteLine(Table.Write(results));
        foreach (var row in results)
        {
            foreach (var note in row.Notes)
            {
                Console.WriteLine($"{row.Name}: {note}");
            }
        }
    }
}

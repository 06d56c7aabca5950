using System.Text.Json;
using Interop.Chaos.Judging;
using Interop.Chaos.Plan;
using Interop.Chaos.Running;

namespace Interop.Chaos;

/// <summary>What is kept of a run: plan, verdict, books, logs. No packet's content is in it.</summary>
internal static class Artifacts
{
    /// <summary>Writes one folder and gives its path.</summary>
    public static async Task<string> KeepAsync(ChaosPlan plan, Stage stage, Books books, Verdict verdict, IReadOnlyList<Strike> strikes)
    {
        var folder = Path.Combine(Tree.Artifacts, $"{PlanText.Name(plan.Form)}-{PlanText.Name(plan.Temper)}-{string.Join('+', plan.Scripts)}-{plan.Seed}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "plan.txt"), $"{PlanText.Command(plan)}\n\n{PlanText.Of(plan)}");
        await File.WriteAllTextAsync(Path.Combine(folder, "verdict.txt"), verdict.Text());
        await File.WriteAllLinesAsync(Path.Combine(folder, "faults.txt"), strikes.OrderBy(s => s.Begun).Select(s => $"{s.Begun.TotalSeconds,6:0.0} to {s.Ended.TotalSeconds,6:0.0} s  in flight {s.InFlight,3}  planned {s.Fault}  {s.Problem}"));
        await WriteAsync("receipts", books.Receipts);
        await WriteAsync("seen", books.Seen.Values);
        foreach (var (partner, effects) in books.Effects)
        {
            await WriteAsync($"effects-{partner}", effects);
        }

        foreach (var node in stage.Nodes.Where(n => File.Exists(n.LogFile)))
        {
            File.Copy(node.LogFile, Path.Combine(folder, $"{node.Name}.log"));
        }

        if (stage.Foundation.Database is { } database)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "database.log"), database.Log);
        }

        if (stage.Foundation.Broker is { } broker)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "broker.log"), broker.Log);
        }

        return folder;

        Task WriteAsync<T>(string name, IEnumerable<T> rows) =>
            File.WriteAllLinesAsync(Path.Combine(folder, $"{name}.jsonl"), rows.Select(r => JsonSerializer.Serialize(r)));
    }
}

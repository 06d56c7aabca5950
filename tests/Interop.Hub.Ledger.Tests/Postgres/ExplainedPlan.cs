using System.Text.Json;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>What PostgreSQL did to answer a question: the parts of the plan that ran.</summary>
internal sealed class ExplainedPlan
{
    private readonly List<(string Node, string? Relation, string? Index, double Rows)> _ran = [];

    private ExplainedPlan()
    {
    }

    /// <summary>Rows that were looked at, the rejected ones too.</summary>
    public double Rows => _ran.Sum(r => r.Relation is null ? 0 : r.Rows);

    /// <summary>Tables and partitions that were entered.</summary>
    public IEnumerable<string> Relations => _ran.Select(r => r.Relation).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Tables that were read from end to end.</summary>
    public IEnumerable<string> Scanned => _ran.Where(r => r.Node == "Seq Scan").Select(r => r.Relation!);

    public IEnumerable<string> Indexes => _ran.Select(r => r.Index).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>How the nodes are called that ran.</summary>
    public IEnumerable<string> Nodes => _ran.Select(r => r.Node);

    public override string ToString() => string.Join("; ", _ran.Select(r => $"{r.Node} {r.Relation} {r.Index} {r.Rows:0}"));

    /// <summary>Runs a question, or a change that is taken back, and says how.</summary>
    /// <param name="db">Where.</param>
    /// <param name="sql">The question, with numbered parameters.</param>
    /// <param name="arguments">Literals for them.</param>
    /// <param name="generic">True: by the plan that a prepared statement comes to have for any arguments.</param>
    /// <param name="types">Their types, where the question does not tell.</param>
    public static async Task<ExplainedPlan> OfAsync(NpgsqlConnection db, string sql, string arguments, bool generic, string? types = null)
    {
        await RunAsync(db, "begin");
        try
        {
            await RunAsync(db, $"set local plan_cache_mode = {(generic ? "force_generic_plan" : "force_custom_plan")}; prepare question{(types is null ? "" : $"({types})")} as {sql}");
            await using var command = new NpgsqlCommand($"explain (analyze, timing off, format json) execute question{(arguments.Length == 0 ? "" : $"({arguments})")}", db);
            using var json = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
            var plan = new ExplainedPlan();
            plan.Walk(json.RootElement[0].GetProperty("Plan"));
            return plan;
        }
        finally
        {
            await RunAsync(db, "rollback");
            await RunAsync(db, "deallocate all");
        }
    }

    private static async Task RunAsync(NpgsqlConnection db, string sql)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync();
    }

    private void Walk(JsonElement node)
    {
        var loops = node.GetProperty("Actual Loops").GetDouble();
        if (loops > 0)
        {
            var index = Text(node, "Index Name");
            var type = Text(node, "Node Type")!;
            var relation = Text(node, "Relation Name") ?? (type == "Bitmap Index Scan" ? index : null);
            _ran.Add((type, relation == index ? null : relation, index, loops * (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck"))));
        }

        if (node.TryGetProperty("Plans", out var plans))
        {
            foreach (var child in plans.EnumerateArray())
            {
                Walk(child);
            }
        }
    }

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}

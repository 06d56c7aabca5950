using System.Globalization;
using System.Text;

namespace Interop.Chaos.Plan;

/// <summary>A plan as lines to read and to compare.</summary>
internal static class PlanText
{
    private const int DossiersShown = 20;

    public static string Of(ChaosPlan plan)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {plan.Seed}, {Name(plan.Form)}, {plan.Nodes} node(s), partners {Name(plan.Temper)}, {string.Join('+', plan.Scripts)}, {plan.Length.TotalSeconds:0} s");
        text.AppendLine(CultureInfo.InvariantCulture, $"load: {plan.Load.Senders} senders, pauses up to {plan.Load.MostPauseMs} ms, {plan.Load.Dossiers?.ToString(CultureInfo.InvariantCulture) ?? "as many as go"} dossiers, partners take {plan.Load.PartnerMs} ms");
        for (var ordinal = 1; ordinal <= DossiersShown && ordinal <= (plan.Load.Dossiers ?? DossiersShown); ordinal++)
        {
            var dossier = plan.Load.Dossier(ordinal);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {dossier.Number}  {(dossier.Refused ? "refused, corrected; " : "")}steps {string.Join("→", dossier.Steps)}  pauses {string.Join(' ', dossier.PausesMs)}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"faults: {plan.Faults.Count}");
        foreach (var fault in plan.Faults)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{fault}");
        }

        return text.ToString();
    }

    /// <summary>As on the command line.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The command that runs this plan again.</summary>
    public static string Command(ChaosPlan plan)
    {
        var command = new StringBuilder();
        command.Append(CultureInfo.InvariantCulture, $"tests/chaos --seed {plan.Seed} --form {Name(plan.Form)} --temper {Name(plan.Temper)} --minutes {plan.Length.TotalMinutes:0.###}");
        foreach (var script in plan.Scripts)
        {
            command.Append(CultureInfo.InvariantCulture, $" --script {script}");
        }

        if (plan.Form == Form.Production)
        {
            command.Append(CultureInfo.InvariantCulture, $" --nodes {plan.Nodes}");
        }

        if (plan.Load.Dossiers is { } dossiers)
        {
            command.Append(CultureInfo.InvariantCulture, $" --dossiers {dossiers} --lanes {plan.Load.Senders}");
        }

        return command.ToString();
    }
}

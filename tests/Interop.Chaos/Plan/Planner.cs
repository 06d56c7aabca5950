using System.Globalization;
using Interop.Simulators;

namespace Interop.Chaos.Plan;

/// <summary>From a seed and what was asked, the plan. No clock and no chance but the seed's.</summary>
internal static class Planner
{
    private const int Draws = 6;
    private static readonly string[] s_partners = ["DVCQG", "HOTICH", "DVCQG", "HOTICH", "CSDLDC", "MCDT"];
    private static readonly string[] s_cuts = ["toServer", "toClient", "both", "refused"];

    public static ChaosPlan Make(ChaosOptions options, int seed, Form form)
    {
        var random = new Random(seed);
        // Drawn whether asked for or not: what is said on the command line must not change the rest.
        var (temper, senders, pause, partner) = ((Temper)random.Next(3), random.Next(12, 25), random.Next(100, 301), random.Next(100, 501));
        var nodes = form == Form.Embedded ? 1 : options.Nodes;
        // A number of dossiers is sent as fast as it goes.
        var load = new LoadPlan(seed, options.Lanes ?? senders, options.Dossiers is null ? pause : 0, options.Dossiers, partner);
        var length = TimeSpan.FromMinutes(options.Minutes ?? (options.Dossiers is null ? ChaosOptions.ShortMinutes : 60));
        var faults = Faults(Script.Together(options.Scripts), form, nodes, length, random);
        return new ChaosPlan { Seed = seed, Form = form, Temper = options.Temper ?? temper, Scripts = options.Scripts, Nodes = nodes, Length = length, Load = load, Faults = faults };
    }

    private static List<PlannedFault> Faults(Script script, Form form, int nodes, TimeSpan length, Random random)
    {
        var kinds = script.KindsIn(form);
        // Alone, an absence lasts longer than the week of retries, which does not run while a door is closed. Among others it
        // is shorter: of who fails for another reason meanwhile the week does run, and rightly. For the same reason all
        // absences of a minute together stay under the week: the hub's clock leaps for every partner.
        var alone = kinds.All(k => k == FaultKind.PartnerAway);
        var faults = new List<PlannedFault>();
        var free = new Dictionary<string, int>(StringComparer.Ordinal);
        // The last one begins well before the load ends, so that senders meet its end too.
        for (var at = 2_000 + random.Next(1_000); kinds.Count > 0 && at < length.TotalMilliseconds - 2_000; at += random.Next(script.LeastGapMs, script.MostGapMs + 1))
        {
            for (var draw = 0; draw < Draws; draw++)
            {
                var kind = kinds[random.Next(kinds.Count)];
                var node = script.InTurn ? (faults.Count % nodes) + 1 : random.Next(nodes) + 1;
                var fault = Fault(kind, TimeSpan.FromMilliseconds(at), node, alone, random) is var drawn && script.InTurn ? drawn with { Manner = PlannedFault.InTurn } : drawn;
                var away = faults.Where(f => f.At >= fault.At - TimeSpan.FromMinutes(1)).Sum(f => f.Days) + fault.Days;
                if (at >= free.GetValueOrDefault(fault.Target) && (alone || fault.Days == 0 || away < ChaosPlan.Week))
                {
                    faults.Add(fault);
                    free[fault.Target] = at + (int)fault.Length.TotalMilliseconds + RecoveryMs(kind);
                    break;
                }
            }
        }

        return faults;
    }

    /// <summary>What was struck is given so long to do some work again: a hub that never runs shows nothing.</summary>
    private static int RecoveryMs(FaultKind kind) => kind switch
    {
        FaultKind.KillNode or FaultKind.RestartNode => 2_500,
        FaultKind.PauseNode => 8_000,
        FaultKind.DiskFull => 5_000,
        FaultKind.KillDatabase or FaultKind.RestartDatabase or FaultKind.KillBroker or FaultKind.RestartBroker => 5_000,
        _ => 1_500,
    };

    private static PlannedFault Fault(FaultKind kind, TimeSpan at, int node, bool alone, Random random)
    {
        var (target, manner, least, most) = kind switch
        {
            FaultKind.KillNode or FaultKind.RestartNode => ($"node-{node}", "", 0, 1_500),
            // A lease is 7 s here: asleep for longer, it wakes with what was taken from it.
            FaultKind.PauseNode => ($"node-{node}", "", 8_000, 11_000),
            FaultKind.KillBroker or FaultKind.RestartBroker => ("broker", "", 0, 3_000),
            FaultKind.KillDatabase or FaultKind.RestartDatabase => ("database", "", 0, 3_000),
            FaultKind.CutDatabase or FaultKind.CutBroker => ($"node-{node}", s_cuts[random.Next(s_cuts.Length)], 500, 6_000),
            FaultKind.PartnerDown => (Partner(random), random.Next(2) == 0 ? "refused" : "dropped", 1_000, 8_000),
            FaultKind.PartnerAway => (Partner(random), string.Create(CultureInfo.InvariantCulture, $"{random.Next(2, 7) + (alone ? 6 : 0)} days"), 3_000, 6_000),
            FaultKind.PartnerSlow => (Partner(random), "", 2_000, 6_000),
            FaultKind.AnswersLost => (Partner(random), "", 2_000, 6_000),
            FaultKind.PartnerErrors => (Partner(random), "", 1_000, 3_000),
            FaultKind.DiskFull => ("disk", "", 1_000, 4_000),
            _ => throw new InvalidOperationException(kind.ToString()),
        };
        return new PlannedFault(at, TimeSpan.FromMilliseconds(random.Next(least, most + 1)), kind, target, manner);
    }

    private static string Partner(Random random) => s_partners[random.Next(s_partners.Length)];
}

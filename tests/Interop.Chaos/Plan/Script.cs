namespace Interop.Chaos.Plan;

/// <summary>Which faults a run has, how often each, and how far apart.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Kinds">The faults; one that stands twice comes twice as often.</param>
/// <param name="LeastGapMs">From the start of one fault to the next, at least.</param>
/// <param name="MostGapMs">At most.</param>
/// <param name="InTurn">Nodes are struck one after the other and not at random.</param>
internal sealed record Script(string Name, IReadOnlyList<FaultKind> Kinds, int LeastGapMs, int MostGapMs, bool InTurn = false)
{
    private static readonly FaultKind[] s_onlyProduction =
        [FaultKind.KillBroker, FaultKind.RestartBroker, FaultKind.KillDatabase, FaultKind.RestartDatabase, FaultKind.CutDatabase, FaultKind.CutBroker];

    /// <summary>All scripts.</summary>
    public static IReadOnlyList<Script> All { get; } =
    [
        new("none", [], 1_000, 1_000),
        // Apart so far that most of three nodes work at a time: who is struck while it starts shows little.
        new("kill", [FaultKind.KillNode], 3_000, 6_000),
        new("pause", [FaultKind.PauseNode], 3_000, 6_000),
        new("broker", [FaultKind.KillBroker, FaultKind.RestartBroker], 4_000, 8_000),
        new("database", [FaultKind.KillDatabase, FaultKind.RestartDatabase], 4_000, 8_000),
        new("cuts", [FaultKind.CutDatabase, FaultKind.CutBroker], 1_000, 4_000),
        new("partner", [FaultKind.PartnerDown, FaultKind.PartnerSlow, FaultKind.AnswersLost, FaultKind.PartnerErrors], 1_000, 3_000),
        new("away", [FaultKind.PartnerAway], 4_000, 8_000),
        new("disk", [FaultKind.DiskFull], 3_000, 6_000),
        new(
            "mixed",
            [
                FaultKind.KillNode, FaultKind.KillNode, FaultKind.KillNode, FaultKind.PauseNode, FaultKind.KillBroker, FaultKind.RestartBroker,
                FaultKind.KillDatabase, FaultKind.RestartDatabase, FaultKind.CutDatabase, FaultKind.CutDatabase, FaultKind.CutBroker,
                FaultKind.PartnerDown, FaultKind.PartnerSlow, FaultKind.AnswersLost, FaultKind.AnswersLost, FaultKind.PartnerErrors, FaultKind.PartnerAway, FaultKind.DiskFull,
            ],
            1_000,
            4_000),
        new("rolling", [FaultKind.KillNode], 4_000, 6_000, InTurn: true),
        new("restart", [FaultKind.RestartNode], 4_000, 6_000, InTurn: true),
    ];

    /// <summary>The faults that this form can have. An embedded hub has no broker and no database process to strike.</summary>
    public IReadOnlyList<FaultKind> KindsIn(Form form) =>
        form == Form.Production ? Kinds : [.. Kinds.Where(k => !s_onlyProduction.Contains(k))];

    /// <summary>Several scripts as one: a fault of any of them, as often as the liveliest has them.</summary>
    public static Script Together(IReadOnlyList<string> names)
    {
        Script[] scripts = [.. names.Select(Find).OfType<Script>()];
        return scripts is [var only] ? only : new Script(
            string.Join('+', names), [.. scripts.SelectMany(s => s.Kinds)], scripts.Min(s => s.LeastGapMs), scripts.Min(s => s.MostGapMs), scripts.Any(s => s.InTurn));
    }

    /// <summary>The script of that name, or null.</summary>
    public static Script? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}

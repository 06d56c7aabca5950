using Interop.Simulators;

namespace Interop.Chaos.Plan;

/// <summary>All that decides a run. The same asked gives the same plan on every machine and at any hour.</summary>
internal sealed record ChaosPlan
{
    /// <summary>Days that the hub tries on by default.</summary>
    public const int Week = 7;

    /// <summary>From which everything else follows.</summary>
    public required int Seed { get; init; }

    /// <summary>How the hub is run.</summary>
    public required Form Form { get; init; }

    /// <summary>How partners treat a repeated delivery.</summary>
    public required Temper Temper { get; init; }

    /// <summary>Names of the scripts.</summary>
    public required IReadOnlyList<string> Scripts { get; init; }

    /// <summary>How many nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Load and faults last so long; with a number of dossiers, faults go on until all are sent, at most so long.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>What is sent.</summary>
    public required LoadPlan Load { get; init; }

    /// <summary>What goes wrong, by time.</summary>
    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    /// <summary>True when all that happens is nodes being stopped in order and started again.</summary>
    public bool IsGentle => Faults.Count > 0 && Faults.All(f => f.Kind == FaultKind.RestartNode);

    /// <summary>
    /// True when a call to this partner may be lost on the way, or be given up before it went out by one who cannot tell: the
    /// partner is out of reach for a while, or a node sleeps or leaves in the middle of it.
    /// </summary>
    public bool MayLoseCalls(string partner) =>
        Faults.Any(f => f.Kind is FaultKind.PauseNode or FaultKind.RestartNode || (f.Kind is FaultKind.PartnerDown or FaultKind.PartnerAway && f.Target == partner));

    /// <summary>
    /// For how many days the hub tries on. A week, as in service; longer where all absences together could use the week up: its
    /// clock leaps for every partner, and what the other faults of a long run hold up for minutes would be left to a person,
    /// rightly. Where there are only absences it stays a week, which does not run while a door is closed.
    /// </summary>
    public int DaysOfRetries => Faults.Sum(f => f.Days) is var away && (away < Week || Faults.All(f => f.Days > 0)) ? Week : Week + away;
}

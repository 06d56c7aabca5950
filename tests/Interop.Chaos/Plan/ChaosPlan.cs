using Interop.Simulators;

namespace Interop.Chaos.Plan;

/// <summary>All that decides a run. The same asked gives the same plan on every machine and at any hour.</summary>
internal sealed record ChaosPlan
{
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
}

namespace Interop.Bench.Figures;

/// <summary>How hub and base make a figure.</summary>
internal enum Reading
{
    /// <summary>Hub ÷ base, more is better.</summary>
    RatioUp,

    /// <summary>Hub ÷ base, less is better.</summary>
    RatioDown,

    /// <summary>The hub's own, less is better.</summary>
    OwnDown,
}

/// <summary>One row of the table, as it was measured.</summary>
internal sealed record RowResult
{
    /// <summary>The row's name, see <c>--row</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it says.</summary>
    public required string Figure { get; init; }

    /// <summary>Unit of the samples.</summary>
    public required string Unit { get; init; }

    /// <summary>How it is read.</summary>
    public required Reading Reading { get; init; }

    /// <summary>One sample per window.</summary>
    public required IReadOnlyList<double> Hub { get; init; }

    /// <summary>The other of each pair of windows; empty when there is none.</summary>
    public IReadOnlyList<double> Base { get; init; } = [];

    /// <summary>What the base is.</summary>
    public string BaseName { get; init; } = "–";

    /// <summary>What must be reached.</summary>
    public required double Must { get; init; }

    /// <summary>What is aimed at.</summary>
    public required double Aim { get; init; }

    /// <summary>What a reader must know to judge it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The figure that is judged.</summary>
    public double Value => Reading == Reading.OwnDown ? Statistics.Median(Hub) : Statistics.Median(Ratios);

    /// <summary>Hub ÷ base, pair by pair: what the machine did to both at that time falls out.</summary>
    public IReadOnlyList<double> Ratios => [.. Hub.Zip(Base, (hub, other) => hub / other)];

    /// <summary>The verdict.</summary>
    public string Verdict => (Reading == Reading.RatioUp ? Value >= Aim : Value <= Aim) ? "aim" : (Reading == Reading.RatioUp ? Value >= Must : Value <= Must) ? "reached" : "MISSED";
}

namespace Interop.Bench.Figures.Plot;

/// <summary>A line of a panel.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Colour">An SVG colour.</param>
/// <param name="Points">Time in seconds and value; what is not a number breaks the line.</param>
internal sealed record Series(string Name, string Colour, IReadOnlyList<(double At, double Value)> Points);

/// <summary>One of the panels that stand above each other over the one time axis.</summary>
/// <param name="Title">What it shows, with its unit.</param>
/// <param name="Series">Its lines.</param>
internal sealed record Panel(string Title, IReadOnlyList<Series> Series)
{
    /// <summary>True for an axis in powers of ten, on which what is below 1 lies at the bottom.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>A line that must not be crossed, and its words.</summary>
    public (double Value, string Words)? Limit { get; init; }
}

/// <summary>A time with a word, over all panels.</summary>
internal sealed record Mark(double At, string Words);

/// <summary>A span of time with a colour and a word, behind all panels.</summary>
internal sealed record Band(double From, double To, string Colour, string Words);

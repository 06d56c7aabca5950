using System.Globalization;

namespace Interop.Architecture.Tests.Tree;

/// <summary>One line of <c>tests/suites.tsv</c>: what <c>tests/run</c> runs.</summary>
internal sealed record Suite(string Project, int Minimum, string Needs)
{
    public static IReadOnlyList<Suite> Read(string tsv) =>
    [
        .. from line in tsv.ReplaceLineEndings("\n").Split('\n')
           where line.Length > 0 && line[0] != '#'
           let cells = line.Split('\t')
           select new Suite(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells.ElementAtOrDefault(2) ?? "-"),
    ];
}

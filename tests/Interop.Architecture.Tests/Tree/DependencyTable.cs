namespace Interop.Architecture.Tests.Tree;

/// <summary>The fenced table <c>dependencies</c> of the root README: a project, an arrow, what it may reference.</summary>
internal static class DependencyTable
{
    private const string Opening = "```dependencies";

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string readme)
    {
        var lines = readme.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, l => l.Trim() == Opening);
        var table = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (start < 0)
        {
            return table;
        }

        string? project = null;
        foreach (var line in lines.Skip(start + 1).TakeWhile(l => l.Trim() != "```").Where(l => l.Trim().Length > 0))
        {
            var arrow = line.IndexOf('→', StringComparison.Ordinal);
            project = arrow < 0 ? project : line[..arrow].Trim();
            var names = line[(arrow + 1)..].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(n => n != "–");

            // A line without an arrow goes on with the project above it.
            if (project is not null)
            {
                table[project] = [.. table.GetValueOrDefault(project) ?? [], .. names];
            }
        }

        return table;
    }
}

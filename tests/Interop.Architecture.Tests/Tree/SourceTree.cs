using System.Text.RegularExpressions;

namespace Interop.Architecture.Tests.Tree;

/// <summary>The repository as text. Immutable, so that a test can break one thing in a copy and watch its rule object.</summary>
internal sealed partial record SourceTree
{
    private static readonly string[] Skipped = ["bin", "obj", ".git", "artifacts", "node_modules", "TestResults", ".vs", ".idea", ".vscode"];
    private static readonly string[] TextEndings = [".cs", ".razor", ".css", ".js", ".csproj", ".props", ".targets", ".editorconfig", ".md", ".sln", ".tsv", ".txt"];

    /// <summary>Every path, from the root, with forward slashes.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The text files that rules read.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }

    public required IReadOnlyList<Project> Projects { get; init; }

    /// <summary>Paths of the projects that Interop.sln lists.</summary>
    public required IReadOnlyList<string> Solution { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Table { get; init; }

    public required IReadOnlyList<Suite> Suites { get; init; }

    public static SourceTree Read(string root)
    {
        string[] paths = [.. Walk(root, string.Empty).Order(StringComparer.Ordinal)];
        SourceFile[] files =
        [
            .. paths.Where(p => TextEndings.Any(e => p.EndsWith(e, StringComparison.Ordinal)))
                    .Select(p => new SourceFile(p, File.ReadAllText(Path.Combine(root, p)))),
        ];
        string Text(string path) => files.FirstOrDefault(f => f.Path == path)?.Text ?? string.Empty;
        return new SourceTree
        {
            Paths = paths,
            Files = files,
            Projects = [.. files.Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => Project.Read(f.Path, f.Text))],
            Solution = [.. SolutionProject().Matches(Text("Interop.sln")).Select(m => m.Groups["path"].Value.Replace('\\', '/'))],
            Table = DependencyTable.Read(Text("README.md")),
            Suites = Suite.Read(Text("tests/suites.tsv")),
        };
    }

    /// <summary>The folder above the test's binaries that holds Interop.sln.</summary>
    public static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Interop.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No folder above the tests holds Interop.sln.");
        }

        return folder.FullName;
    }

    private static IEnumerable<string> Walk(string root, string folder)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos())
        {
            var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry is FileInfo)
            {
                yield return path;
            }
            else if (!Skipped.Contains(entry.Name))
            {
                foreach (var inner in Walk(root, path))
                {
                    yield return inner;
                }
            }
        }
    }

    [GeneratedRegex("\"(?<path>[^\"]+\\.csproj)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex SolutionProject();
}

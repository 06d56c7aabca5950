using System.Text.RegularExpressions;
using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests.Rules;

/// <summary>What stands where in the tree.</summary>
internal static partial class Rooms
{
    private static readonly string[] TheRooms = ["contracts", "adapters", "hub", "tests", "deploy"];

    private static readonly string[] AtTheTop =
    [
        "Interop.sln", "README.md", "LICENSE", "NOTICE", "global.json", "BannedSymbols.txt",
        "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "nuget.config",
    ];

    public static readonly Rule SolutionIsWhole = new("Interop.sln lists every project and no other", tree =>
        tree.Projects.Select(p => p.Path).Except(tree.Solution).Select(p => $"Interop.sln lacks {p}: dotnet sln add {p}")
            .Concat(tree.Solution.Except(tree.Projects.Select(p => p.Path)).Select(p => $"Interop.sln lists {p}, which is not there")));

    public static readonly Rule EverySuiteRuns = new("tests/suites.tsv lists every test project and no other", tree =>
        TestProjects(tree).Except(tree.Suites.Select(s => s.Project)).Select(p => $"tests/suites.tsv lacks {p}: tests/run would not run it")
            .Concat(tree.Suites.Select(s => s.Project).Except(TestProjects(tree)).Select(p => $"tests/suites.tsv lists {p}, which is no test project"))
            .Concat(tree.Suites.Where(s => s.Minimum < 1).Select(s => $"tests/suites.tsv: {s.Project} may run no test at all; set its minimum")));

    public static readonly Rule RoomsHaveReadmes = new("every room has a README", tree =>
        from room in TheRooms
        where !tree.Paths.Contains($"{room}/README.md")
        select $"{room}/README.md is missing: its purpose, what may enter, what never does, the first file to open");

    public static readonly Rule NothingElseAtTheTop = new("at the top stand the rooms and the build's own files", tree =>
        from top in tree.Paths.Select(p => p.Split('/')).Where(p => p[0][0] != '.').Select(p => (Name: p[0], IsFolder: p.Length > 1)).Distinct()
        where top.IsFolder ? !TheRooms.Contains(top.Name) : !AtTheTop.Contains(top.Name)
        select $"{top.Name} stands at the top: move it into a room");

    public static readonly Rule DecisionsAreNumbered = new("decisions are named 0001-what.md, each number once in its room", tree =>
        from path in tree.Paths
        let parts = path.Split('/')
        where parts.Length > 2 && parts[^2] == "decisions" && parts[^1] != "README.md"
        let number = DecisionName().Match(parts[^1])
        let twins = tree.Paths.Where(other => number.Success && other != path
            && other.StartsWith(path[..^parts[^1].Length] + number.Groups["number"].Value + "-", StringComparison.Ordinal)).ToArray()
        where !number.Success || twins.Length > 0
        select number.Success ? $"{path} has the number of {string.Join(", ", twins)}" : $"{path}: name it 0001-what-was-decided.md");

    public static readonly Rule SimulatorsStandAlone = new("the simulators reference no project: they judge the hub from outside", tree =>
        from p in tree.Projects
        where p.Name == "Interop.Simulators"
        from r in p.References
        select $"{p.Path} references {r}");

    private static IEnumerable<string> TestProjects(SourceTree tree) =>
        tree.Projects.Where(p => p.Name.EndsWith(".Tests", StringComparison.Ordinal)).Select(p => p.Name);

    [GeneratedRegex("^(?<number>[0-9]{4})-[a-z0-9-]+\\.md$", RegexOptions.ExplicitCapture)]
    private static partial Regex DecisionName();
}

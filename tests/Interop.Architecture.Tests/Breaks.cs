using Interop.Architecture.Tests.Rules;
using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests;

/// <summary>
/// For each rule the ways to break it. A rule without a break cannot be listed here, and a rule that is not listed here
/// is not checked: none can pass by matching nothing.
/// </summary>
internal static class Breaks
{
    public static readonly IReadOnlyDictionary<Rule, (string Name, Func<SourceTree, SourceTree> Change)[]> ByRule =
        new Dictionary<Rule, (string, Func<SourceTree, SourceTree>)[]>
        {
            [Graph.TableIsTheGraph] =
            [
                ("a reference the table does not know", t => Referencing(t, "Interop.Hub.Core", "Interop.Hub.Ledger")),
                ("a reference that went", t => Change(t, "Interop.Hub.Core", p => p with { References = [.. p.References.Skip(1)] })),
                ("a project without a line", t => t with { Table = Without(t.Table, "Interop.Contracts") }),
                ("a line without a project", t => t with { Projects = [.. t.Projects.Where(p => p.Name != "Interop.Contracts")] }),
            ],
            [Graph.AdaptersStandAlone] =
            [
                ("an adapter knows the hub", t => Referencing(t, "Interop.Adapters.OneStop", "Interop.Hub.Core")),
                ("an adapter knows another", t => Referencing(t, "Interop.Adapters.OneStop", "Interop.Adapters.Population")),
                ("a protocol knows a partner", t => Referencing(t, "Interop.Adapters.Soap", "Interop.Adapters.CivilStatus")),
            ],
            [Graph.ContractsAreBclOnly] =
            [
                ("a package", t => WithPackage(t, "Interop.Contracts", "Polly.Core")),
                ("a project", t => Referencing(t, "Interop.Contracts", "Interop.Contracts.Codecs")),
                ("a framework", t => Change(t, "Interop.Contracts", p => p with { Frameworks = ["Microsoft.AspNetCore.App"] })),
            ],
            [Graph.CoreIsPure] = [("Core knows an adapter", t => Referencing(t, "Interop.Hub.Core", "Interop.Adapters.Soap"))],
            [Graph.OnlyHostComposes] = [("the console knows the ledger", t => Referencing(t, "Interop.Hub.Console", "Interop.Hub.Ledger"))],
            [Sources.EventIdsMeanOneThing] = [("a number twice", t => With(With(t, "hub/X.cs", "[LoggerMessage(9001, L, \"x\")]"), "hub/Y.cs", "[LoggerMessage(EventId = 9001)]"))],
            [Packages.BusStaysInBus] =
            [
                ("a reference", t => WithPackage(t, "Interop.Hub.Core", "MassTransit")),
                ("a using", t => With(t, "hub/Interop.Hub.Host/X.cs", "using MassTransit;\n")),
            ],
            [Packages.DatabaseStaysInLedger] =
            [
                ("a reference", t => WithPackage(t, "Interop.Hub.Bus", "Npgsql.EntityFrameworkCore.PostgreSQL")),
                ("a using", t => With(t, "hub/Interop.Hub.Console/X.cs", "using Microsoft.Data.Sqlite;\n")),
            ],
            [Packages.VersionsAreCentral] =
            [
                ("a version on the spot", t => Change(t, "Interop.Hub.Bus", p => p with { Packages = [new PackageUse("MassTransit", "8.4.0")] })),
                ("a floating version", t => Edited(t, "Directory.Packages.props", x => x.Replace("Version=\"8.4.0\"", "Version=\"8.*\"", StringComparison.Ordinal))),
                ("a second list", t => With(t, "hub/Directory.Packages.props", "<Project/>")),
            ],
            [Packages.LocksAreThere] = [("no lock", t => t with { Paths = [.. t.Paths.Where(p => p != "hub/Interop.Hub.Core/packages.lock.json")] })],
            [Rooms.SolutionIsWhole] =
            [
                ("a project left out", t => t with { Solution = [.. t.Solution.Skip(1)] }),
                ("a project that is gone", t => t with { Solution = [.. t.Solution, "hub/Gone/Gone.csproj"] }),
            ],
            [Rooms.EverySuiteRuns] =
            [
                ("a suite left out", t => t with { Suites = [.. t.Suites.Skip(1)] }),
                ("a suite that is gone", t => t with { Suites = [.. t.Suites, new Suite("Interop.Gone.Tests", 1, "-")] }),
                ("a suite without a minimum", t => t with { Suites = [.. t.Suites.Select(s => s with { Minimum = 0 })] }),
            ],
            [Rooms.RoomsHaveReadmes] = [("none in deploy", t => t with { Paths = [.. t.Paths.Where(p => p != "deploy/README.md")] })],
            [Rooms.NothingElseAtTheTop] =
            [
                ("a plan", t => With(t, "PLAN.md", "x")),
                ("a sixth room", t => With(t, "docs/intro.md", "x")),
            ],
            [Rooms.DecisionsAreNumbered] =
            [
                ("a number twice", t => With(With(t, "hub/decisions/0990-a.md", "x"), "hub/decisions/0990-b.md", "x")),
                ("no number", t => With(t, "hub/decisions/retries.md", "x")),
            ],
            [Rooms.SimulatorsStandAlone] = [("they know the contracts", t => Referencing(t, "Interop.Simulators", "Interop.Contracts"))],
            [Sources.NothingBlocks] =
            [
                ("Result", t => With(t, "adapters/X.cs", "var x = task.Result;\n")),
                ("Wait", t => With(t, "contracts/X.cs", "task.Wait();\n")),
                ("GetResult", t => With(t, "hub/X.cs", "task.GetAwaiter().GetResult();\n")),
            ],
            [Sources.TheCompilerKnows] = [("a ban lifted", t => Edited(t, "BannedSymbols.txt", x => x.Replace("Task`1.Result", "X", StringComparison.Ordinal)))],
            [Sources.ClocksAreInjected] =
            [
                ("a wall clock", t => With(t, "hub/X.cs", "var x = DateTimeOffset.UtcNow;\n")),
                ("a sleep in a test", t => With(t, "tests/X.cs", "Thread.Sleep(5);\n")),
            ],
            [Sources.WarningsAreNotSilenced] =
            [
                ("a pragma", t => With(t, "hub/X.cs", "#pragma warning disable CA1031\n")),
                ("a pragma for all", t => With(t, "hub/X.cs", "#pragma warning disable\n")),
                ("a project", t => With(t, "hub/X.csproj", "<Project><PropertyGroup><NoWarn>CA1031</NoWarn></PropertyGroup></Project>")),
                ("warnings that are no errors", t => With(t, "hub/X.csproj", "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>")),
                ("an attribute", t => With(t, "hub/X.cs", "[SuppressMessage(\"a\", \"b\")]\n")),
            ],
            [Sources.FilesAreShort] = [("a long file", t => With(t, "hub/X.cs", new string('\n', 401)))],
            [Sources.TestsRun] = [("an ignored test", t => With(t, "tests/X.cs", "[Test, Ignore(\"later\")]\n[Ignore(\"later\")]\n"))],
        };

    private static SourceTree Change(SourceTree tree, string project, Func<Project, Project> change) =>
        tree with { Projects = [.. tree.Projects.Select(p => p.Name == project ? change(p) : p)] };

    private static SourceTree Referencing(SourceTree tree, string project, string other) =>
        Change(tree, project, p => p with { References = [.. p.References, other] });

    private static SourceTree WithPackage(SourceTree tree, string project, string package) =>
        Change(tree, project, p => p with { Packages = [.. p.Packages, new PackageUse(package, null)] });

    private static SourceTree With(SourceTree tree, string path, string text) =>
        tree with { Files = [.. tree.Files, new SourceFile(path, text)], Paths = [.. tree.Paths, path] };

    private static SourceTree Edited(SourceTree tree, string path, Func<string, string> edit) =>
        tree with { Files = [.. tree.Files.Select(f => f.Path == path ? new SourceFile(path, edit(f.Text)) : f)] };

    private static Dictionary<string, IReadOnlyList<string>> Without(IReadOnlyDictionary<string, IReadOnlyList<string>> table, string key) =>
        table.Where(x => x.Key != key).ToDictionary(x => x.Key, x => x.Value, StringComparer.Ordinal);
}

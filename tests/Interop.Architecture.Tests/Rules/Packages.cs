using System.Text.RegularExpressions;
using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests.Rules;

/// <summary>Who may use which package, and where its version stands.</summary>
internal static partial class Packages
{
    private static readonly string[] Databases =
        ["Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore", "SQLitePCLRaw", "Npgsql", "Dapper", "linq2db"];

    // The floor is a relay of its own, held against the hub: what it shared with it would fall out of the comparison.
    private static readonly string[] DatabaseProjects = ["Interop.Hub.Ledger", "Interop.Hub.Ledger.Tests", "Interop.Bench.Floor"];
    private static readonly string[] BusProjects = ["Interop.Hub.Bus", "Interop.Hub.Bus.Tests", "Interop.Bench.Floor"];

    public static readonly Rule BusStaysInBus = new("MassTransit is known to Hub.Bus alone", tree =>
        Uses(tree, ["MassTransit", "RabbitMQ.Client"], BusProjects, "hub/Interop.Hub.Bus/", MassTransitName()));

    public static readonly Rule DatabaseStaysInLedger = new("databases are known to Hub.Ledger alone", tree =>
        Uses(tree, Databases, DatabaseProjects, "hub/Interop.Hub.Ledger/", DatabaseName()));

    public static readonly Rule VersionsAreCentral = new("package versions stand in Directory.Packages.props only, and are exact", tree =>
        (from p in tree.Projects
         from use in p.Packages
         where use.Version is not null
         select $"{p.Path} pins {use.Name} {use.Version}: the version belongs into Directory.Packages.props")
        .Concat(
            from f in tree.Files
            where f.Path == "Directory.Packages.props"
            from Match m in FloatingVersion().Matches(f.Text)
            select $"{f.Path}:{f.LineOf(m.Index)}: {m.Value}: a floating version makes two builds of one commit differ")
        .Concat(
            from f in tree.Files
            where f.Path.EndsWith("Directory.Packages.props", StringComparison.Ordinal) && f.Path.Contains('/', StringComparison.Ordinal)
            select $"{f.Path}: there is one central list, at the root"));

    public static readonly Rule LocksAreThere = new("every project has its packages.lock.json", tree =>
        from p in tree.Projects
        let path = p.Path[..(p.Path.LastIndexOf('/') + 1)] + "packages.lock.json"
        where !tree.Paths.Contains(path)
        select $"{path} is missing: restore the project and commit the file");

    private static IEnumerable<string> Uses(SourceTree tree, string[] packages, string[] projects, string folder, Regex name) =>
        (from p in tree.Projects
         where !projects.Contains(p.Name)
         from use in p.Packages
         where packages.Any(x => use.Name.StartsWith(x, StringComparison.Ordinal))
         select $"{p.Path} references {use.Name}: it belongs into {folder}")
        .Concat(
            from f in tree.Files
            where f.IsCSharp && f.Room is "hub" or "adapters" or "contracts"
            where !f.Path.StartsWith(folder, StringComparison.Ordinal)
            from Match m in name.Matches(f.Code)
            select $"{f.Path}:{f.LineOf(m.Index)}: names {m.Value}, which belongs into {folder}");

    [GeneratedRegex(@"\bMassTransit\b|\bRabbitMQ\.Client\b")]
    private static partial Regex MassTransitName();

    [GeneratedRegex(@"\bMicrosoft\.Data\.Sqlite\b|\bMicrosoft\.EntityFrameworkCore\b|\bSQLitePCL\b|\bNpgsql\b|\busing Dapper\b|\bSystem\.Data\.Common\b")]
    private static partial Regex DatabaseName();

    [GeneratedRegex("""Version="[^"]*[*\[(][^"]*" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex FloatingVersion();
}

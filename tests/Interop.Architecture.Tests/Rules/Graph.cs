using Interop.Architecture.Tests.Tree;

namespace Interop.Architecture.Tests.Rules;

/// <summary>Who may reference whom.</summary>
internal static class Graph
{
    /// <summary>Adapter projects that are a protocol, not a partner: partners' adapters may stand on them.</summary>
    private static readonly string[] Protocols = ["Interop.Adapters.Abstractions", "Interop.Adapters.Soap"];

    public static readonly Rule TableIsTheGraph = new("the dependency table of README.md and the project files say the same", CompareWithTable);

    public static readonly Rule AdaptersStandAlone = new("an adapter references no hub and no other partner's adapter", tree =>
        from p in tree.Projects
        where p.Room == "adapters"
        from r in p.References
        where !r.StartsWith("Interop.Contracts", StringComparison.Ordinal) && !Protocols.Contains(r)
        select $"{p.Path} references {r}: what two adapters share belongs into a protocol room or the SDK");

    public static readonly Rule ContractsAreBclOnly = new("Interop.Contracts references nothing but the base class library", tree =>
        from p in tree.Projects
        where p.Name == "Interop.Contracts"
        from r in p.References.Concat(p.Packages.Select(x => x.Name)).Concat(p.Frameworks)
        select $"{p.Path} references {r}: partners take the contracts without taking anything else");

    public static readonly Rule CoreIsPure = new("Hub.Core references only contracts and the adapter SDK", tree =>
        from p in tree.Projects
        where p.Name == "Interop.Hub.Core"
        from r in p.References
        where !r.StartsWith("Interop.Contracts", StringComparison.Ordinal) && r != "Interop.Adapters.Abstractions"
        select $"{p.Path} references {r}: Core draws ports, others fill them");

    public static readonly Rule OnlyHostComposes = new("only Hub.Host and tests reference several fillers of Core's ports", tree =>
        from p in tree.Projects
        where p.Room == "hub" && p.Name is not ("Interop.Hub.Host" or "Interop.Hub.Core")
        from r in p.References
        where r.StartsWith("Interop.Hub.", StringComparison.Ordinal) && r != "Interop.Hub.Core"
        select $"{p.Path} references {r}: bus, ledger and console meet only in the host");

    private static IEnumerable<string> CompareWithTable(SourceTree tree)
    {
        foreach (var p in tree.Projects)
        {
            if (!tree.Table.TryGetValue(p.Name, out var allowed))
            {
                yield return $"README.md: the dependency table has no line for {p.Name}";
                continue;
            }

            foreach (var extra in p.References.Except(allowed))
            {
                yield return $"{p.Path} references {extra}, which the table of README.md does not allow it";
            }

            foreach (var stale in allowed.Except(p.References))
            {
                yield return $"README.md: the table allows {p.Name} → {stale}, which {p.Path} does not use; take the line out";
            }
        }

        foreach (var gone in tree.Table.Keys.Except(tree.Projects.Select(p => p.Name)))
        {
            yield return $"README.md: the dependency table names {gone}, which is no project";
        }
    }
}

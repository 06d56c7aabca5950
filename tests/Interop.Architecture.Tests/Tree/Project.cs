using System.Xml.Linq;

namespace Interop.Architecture.Tests.Tree;

/// <summary>One csproj: what it says, not what a build makes of it.</summary>
internal sealed record Project
{
    public required string Name { get; init; }

    /// <summary>Path from the root, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>Names of the projects it references.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    public IReadOnlyList<PackageUse> Packages { get; init; } = [];

    public IReadOnlyList<string> Frameworks { get; init; } = [];

    public string Room => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    public static Project Read(string path, string xml)
    {
        var root = XDocument.Parse(xml).Root!;
        return new Project
        {
            Name = System.IO.Path.GetFileNameWithoutExtension(path),
            Path = path,
            References = [.. Includes(root, "ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))],
            Packages = [.. PackageUse.Read(root)],
            Frameworks = [.. Includes(root, "FrameworkReference")],
        };
    }

    private static IEnumerable<string> Includes(XElement root, string element) =>
        root.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}

/// <summary>A package as a build file asks for it.</summary>
/// <param name="Name">The package.</param>
/// <param name="Version">A version written on the spot; null when it comes from the central list.</param>
internal sealed record PackageUse(string Name, string? Version)
{
    public static IEnumerable<PackageUse> Read(XElement root) =>
        from e in root.Descendants("PackageReference")
        let name = (string?)e.Attribute("Include") ?? (string?)e.Attribute("Update")
        where name is not null
        select new PackageUse(name, (string?)e.Attribute("Version") ?? (string?)e.Attribute("VersionOverride")
            ?? (string?)e.Element("Version") ?? (string?)e.Element("VersionOverride"));
}

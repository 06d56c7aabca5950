using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Import;

/// <summary>
/// A WSDL and the files beside it that it names. Nothing is fetched: a reference that leaves the WSDL's folder, or that is
/// an address, is told and left out.
/// </summary>
internal sealed class WsdlFiles
{
    private const int MaxFile = 16 << 20;
    private const int MaxFiles = 100;

    public static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    public static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    private readonly string? _folder;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<XElement> _definitions = [];
    private readonly List<XElement> _schemas = [];
    private readonly List<string> _limits = [];

    private WsdlFiles(string? folder) => _folder = folder;

    /// <summary>The <c>definitions</c> elements, the main one first.</summary>
    public IReadOnlyList<XElement> Definitions => _definitions;

    /// <summary>The schemas, inline and from files, each with the prefixes that it may use.</summary>
    public IReadOnlyList<XElement> Schemas => _schemas;

    /// <summary>What was left out, a line each.</summary>
    public IReadOnlyList<string> Limits => _limits;

    /// <summary>Reads it; null with the trouble when the main document is no WSDL 1.1.</summary>
    /// <param name="content">The main document.</param>
    /// <param name="folder">Where it lies; null: it came from an address, and has no files beside it.</param>
    public static (WsdlFiles? Files, string? Trouble) Read(ReadOnlyMemory<byte> content, string? folder)
    {
        switch (SafeXml.Read(content))
        {
            case XmlReading.Unreadable { Problem: var problem }:
                return (null, problem.Describe());
            case XmlReading.Read { Document.Root: { } root } when root.Name == Wsdl + "definitions":
                var files = new WsdlFiles(folder is null ? null : Path.GetFullPath(folder));
                files.Add(root, files._folder);
                return (files, null);
            default:
                return (null, "This is no WSDL 1.1: its root is not wsdl:definitions.");
        }
    }

    private void Add(XElement definitions, string? at)
    {
        _definitions.Add(definitions);
        foreach (var import in definitions.Elements(Wsdl + "import"))
        {
            if (Load(import.Attribute("location")?.Value, at, "wsdl:import") is var (root, where))
            {
                if (root.Name == Wsdl + "definitions")
                {
                    Add(root, where);
                }
                else if (root.Name == Xs + "schema")
                {
                    AddSchema(root, where, null);
                }
            }
        }

        foreach (var schema in definitions.Elements(Wsdl + "types").Elements(Xs + "schema"))
        {
            AddSchema(schema, at, null);
        }
    }

    private void AddSchema(XElement schema, string? at, string? chameleon)
    {
        var own = new XElement(schema);
        foreach (var declaration in schema.Ancestors().Attributes().Where(a => a.IsNamespaceDeclaration))
        {
            if (own.Attribute(declaration.Name) is null)
            {
                own.Add(new XAttribute(declaration));
            }
        }

        var target = own.Attribute("targetNamespace")?.Value ?? chameleon;
        if (target is not null)
        {
            own.SetAttributeValue("targetNamespace", target);
        }

        foreach (var asked in own.Elements().Where(e => e.Name == Xs + "import" || e.Name == Xs + "include" || e.Name == Xs + "redefine").ToArray())
        {
            var location = asked.Attribute("schemaLocation");
            if (location is not null && Load(location.Value, at, $"xs:{asked.Name.LocalName}") is var (root, where) && root.Name == Xs + "schema")
            {
                AddSchema(root, where, asked.Name == Xs + "include" ? target : null);
            }

            if (asked.Name == Xs + "import")
            {
                location?.Remove();
            }
            else
            {
                asked.Remove();
            }
        }

        _schemas.Add(own);
    }

    private (XElement Root, string? Folder)? Load(string? location, string? at, string what)
    {
        if (location is null)
        {
            return null;
        }

        if (_folder is null || at is null || Uri.TryCreate(location, UriKind.Absolute, out _))
        {
            _limits.Add($"{what} of {location} was not followed: only files in the WSDL's own folder are read; download it, and name it relatively.");
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(at, Uri.UnescapeDataString(location)));
        if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path) || new FileInfo(path).Length > MaxFile)
        {
            _limits.Add($"{what} of {location} was not followed: there is no such file in the WSDL's folder, or it is larger than {MaxFile >> 20} MiB.");
            return null;
        }

        if (!_seen.Add(path) || _seen.Count > MaxFiles)
        {
            return null;
        }

        switch (SafeXml.Read(File.ReadAllBytes(path)))
        {
            case XmlReading.Read { Document.Root: { } root }:
                return (root, Path.GetDirectoryName(path));
            case XmlReading.Unreadable { Problem: var problem }:
                _limits.Add($"{what} of {location} cannot be read: {problem.Describe()}");
                return null;
            default:
                return null;
        }
    }
}

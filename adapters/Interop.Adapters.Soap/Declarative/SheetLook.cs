using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>What can be told of a stylesheet without compiling it, which only workers do.</summary>
internal static class SheetLook
{
    private static readonly XNamespace Xsl = "http://www.w3.org/1999/XSL/Transform";
    private static readonly XNamespace Script = "urn:schemas-microsoft-com:xslt";
    private static readonly XmlLimits Limits = new() { MaxDepth = 256, MaxCharacters = 4 << 20 };

    public static void At(string file, byte[] content, IReadOnlyDictionary<string, byte[]> files, ICollection<ProfileError> errors)
    {
        switch (SafeXml.Read(content, null, Limits))
        {
            case XmlReading.Unreadable { Problem: var problem }:
                errors.Add(new ProfileError(file, Place(problem.Line, problem.Position), problem.Message));
                break;
            case XmlReading.Read { Document.Root: { } root }:
                if (root.Name != Xsl + "stylesheet" && root.Name != Xsl + "transform")
                {
                    errors.Add(new ProfileError(file, string.Empty, "is no stylesheet; its root must be xsl:stylesheet"));
                }

                foreach (var asked in root.Elements().Where(e => e.Name == Xsl + "include" || e.Name == Xsl + "import"))
                {
                    if (asked.Attribute("href")?.Value is not { } href || !files.ContainsKey(href) || !href.EndsWith(".xslt", StringComparison.OrdinalIgnoreCase))
                    {
                        errors.Add(new ProfileError(file, Place(asked), $"xsl:{asked.Name.LocalName} names no stylesheet of the profile; write the name of an .xslt file that stands beside it, without a folder"));
                    }
                }

                if (root.Descendants(Script + "script").FirstOrDefault() is { } script)
                {
                    errors.Add(new ProfileError(file, Place(script), "scripts are off; use the functions of urn:interop:functions:1"));
                }

                break;
        }
    }

    public static string Place(int? line, int? position) => line is null
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"line {line}, position {position ?? 1}");

    private static string Place(IXmlLineInfo at) => at.HasLineInfo() ? Place(at.LineNumber, at.LinePosition) : string.Empty;
}

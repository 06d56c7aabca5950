using System.Xml;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>What a stylesheet may include: files of its own set, from memory. Nothing is ever opened by an address.</summary>
internal sealed class FolderResolver(StylesheetSet sheets) : XmlResolver
{
    private const string Scheme = "profile";

    public static Uri Address(string name) => new($"{Scheme}:///{Uri.EscapeDataString(name)}");

    /// <summary>The file that an address of ours names; null: none of ours.</summary>
    public static string? NameOf(Uri? address) => address is { IsAbsoluteUri: true, Scheme: Scheme } ? Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/') : null;

    public override Uri ResolveUri(Uri? baseUri, string? relativeUri)
    {
        // The framework also has the base address of a stylesheet resolved, which is one of ours.
        var name = relativeUri is null ? string.Empty
            : Uri.TryCreate(relativeUri, UriKind.Absolute, out var absolute) && NameOf(absolute) is { } own ? own
            : relativeUri;
        return Address(sheets.Files.ContainsKey(name)
            ? name
            : throw new FunctionException("An xsl:include or xsl:import names no file of the profile; write the name of a file that stands beside it, without a folder."));
    }

    public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
        NameOf(absoluteUri) is { } name && sheets.Files.TryGetValue(name, out var content)
            ? Reader(name, content)
            : throw new FunctionException("A stylesheet asked for a file that is not of its profile.");

    public static XmlReader Reader(string name, byte[] content) => XmlReader.Create(
        new MemoryStream(content, writable: false),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null },
        Address(name).AbsoluteUri);
}

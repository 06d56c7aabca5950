using System.Xml;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Attachments;

/// <summary>How an element refers to a part.</summary>
internal enum PartReferenceForm
{
    /// <summary><c>xop:Include</c>: the element's value is the part in base64 (XOP 1.0, 3.1).</summary>
    Include = 1,

    /// <summary>An attribute <c>href="cid:…"</c> (SOAP with Attachments, 4).</summary>
    Href = 2,

    /// <summary>The text is a <c>cid:</c> address (swaRef, WS-I AP 1.0). Or happens to look like one: only a schema knows.</summary>
    Text = 3,
}

/// <summary>One place in the root that refers to a part.</summary>
/// <param name="Holder">The element whose content the part is; of an <c>xop:Include</c> the one around it.</param>
/// <param name="ContentId">Which part, without escapes. Several places may name one.</param>
/// <param name="Form">How.</param>
internal sealed record PartReference(XElement Holder, string ContentId, PartReferenceForm Form)
{
    /// <summary>Whether the message is broken without the part.</summary>
    public bool IsNeeded => Form != PartReferenceForm.Text;

    /// <summary>Its line, for the text of a problem: a Content-ID may be a file's name and is not told.</summary>
    public string Place => Holder is IXmlLineInfo info && info.HasLineInfo() ? $" (line {info.LineNumber} of the root)" : string.Empty;
}

/// <summary>Reads and writes what stands in an XML document for a file outside it.</summary>
internal static class PartReferences
{
    public static readonly XNamespace Xop = "http://www.w3.org/2004/08/xop/include";

    private static readonly XName Include = Xop + "Include";

    /// <summary>All references, in the order of the document.</summary>
    /// <param name="document">The root.</param>
    /// <param name="mayHold">Which elements may hold a file by <c>xop:Include</c>; null: all, the schema judges later.</param>
    /// <exception cref="BrokenPackageException">An <c>xop:Include</c> that is malformed or misplaced.</exception>
    public static IReadOnlyList<PartReference> Find(XDocument document, Func<XElement, bool>? mayHold = null)
    {
        var references = new List<PartReference>();
        foreach (var element in document.Descendants())
        {
            if (element.Name == Include)
            {
                references.Add(OfInclude(element, mayHold));
            }
            else if (ContentIds.OfAddress(element.Attribute("href")?.Value) is { } linked)
            {
                references.Add(new PartReference(element, linked, PartReferenceForm.Href));
            }
            else if (!element.HasElements && element.FirstNode is XText && ContentIds.OfAddress(element.Value) is { } named)
            {
                references.Add(new PartReference(element, named, PartReferenceForm.Text));
            }
        }

        return references;
    }

    /// <summary>Makes a part the content of an element, in place of what it held.</summary>
    public static void Put(XElement holder, string contentId) =>
        holder.ReplaceNodes(new XElement(Include, new XAttribute(XNamespace.Xmlns + "xop", Xop), new XAttribute("href", ContentIds.Address(contentId))));

    /// <summary>Writes a part as the content of the element that is open.</summary>
    public static void Write(XmlWriter writer, string contentId)
    {
        writer.WriteStartElement("xop", Include.LocalName, Xop.NamespaceName);
        writer.WriteAttributeString("href", ContentIds.Address(contentId));
        writer.WriteEndElement();
    }

    private static PartReference OfInclude(XElement include, Func<XElement, bool>? mayHold)
    {
        // Never fetched: an address outside the message would be a request that the partner makes us send.
        if (ContentIds.OfAddress(include.Attribute("href")?.Value) is not { } id)
        {
            throw Broken(PackageProblemKind.IncludeMalformed, "An xop:Include has no href that begins with cid:; send the Content-ID of a part of this message.", include);
        }

        return include.Parent is { } holder && holder.Name != Include && holder.Nodes().All(node => node == include || node is XText { Value: var text } && string.IsNullOrWhiteSpace(text)) && mayHold?.Invoke(holder) != false
            ? new PartReference(holder, id, PartReferenceForm.Include)
            : throw Broken(PackageProblemKind.IncludeMisplaced, "An xop:Include is not the only content of an element that may hold a file; send it alone in the file's element.", include);
    }

    private static BrokenPackageException Broken(PackageProblemKind kind, string message, XElement at) =>
        new(kind, at is IXmlLineInfo info && info.HasLineInfo() ? $"{message} (line {info.LineNumber} of the root)" : message);
}

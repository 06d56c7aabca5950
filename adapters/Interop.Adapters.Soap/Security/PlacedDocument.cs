using System.Text;
using System.Xml;
using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// A document with every comment and blank that it came with, whose elements know their line. It is verified, and then
/// handed on node by node: nothing is written out and read again in between.
/// </summary>
internal sealed class PlacedDocument : XmlDocument
{
    private IXmlLineInfo? _source;

    private PlacedDocument()
    {
        PreserveWhitespace = true;
        XmlResolver = null;
    }

    public static PlacedDocument From(XmlReader reader)
    {
        PlacedDocument document = new() { _source = reader as IXmlLineInfo };
        document.Load(reader);
        document._source = null;
        return document;
    }

    /// <summary>A document up to its Body: the Envelope's own children, of the Body its start tag alone. What follows is not read.</summary>
    public static PlacedDocument HeaderFrom(XmlReader reader)
    {
        PlacedDocument document = new() { _source = reader as IXmlLineInfo };
        reader.MoveToContent();
        var envelope = document.Start(reader);
        document.AppendChild(envelope);
        var isOpen = !reader.IsEmptyElement && reader.Read();
        while (isOpen && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Body" } && reader.NamespaceURI == envelope.NamespaceURI)
            {
                envelope.AppendChild(document.Start(reader));
                break;
            }

            if (document.ReadNode(reader) is { } child)
            {
                envelope.AppendChild(child);
            }
        }

        document._source = null;
        return document;
    }

    private XmlElement Start(XmlReader reader)
    {
        var element = CreateElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute())
        {
            var attribute = CreateAttribute(reader.Prefix, reader.LocalName, reader.NamespaceURI);
            attribute.Value = reader.Value;
            element.SetAttributeNode(attribute);
        }

        reader.MoveToElement();
        return element;
    }

    public override XmlElement CreateElement(string? prefix, string localName, string? namespaceURI) =>
        new Placed(prefix ?? string.Empty, localName, namespaceURI, this, _source?.LineNumber ?? 0, _source?.LinePosition ?? 0);

    /// <summary>The document as the rest of the engine reads it, without what <see cref="SafeXml"/> leaves out too.</summary>
    public XDocument ToXDocument()
    {
        using Nodes nodes = new(this);
        return XDocument.Load(nodes, LoadOptions.SetLineInfo);
    }

    /// <summary>Nodes from text that stands at a place of this document; null: it is none, or past a limit.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="place">The element that the nodes are to take the place of.</param>
    /// <param name="limits">What they may cost.</param>
    public IReadOnlyList<XmlNode>? Parse(ReadOnlyMemory<byte> content, XmlElement place, XmlLimits limits)
    {
        XmlNamespaceManager scope = new(NameTable);
        foreach (var (prefix, uri) in CanonicalWriter.Scope((XmlElement)place.ParentNode!))
        {
            if (prefix is not ("xml" or "xmlns"))
            {
                scope.AddNamespace(prefix, uri);
            }
        }

        XmlReaderSettings settings = new()
        {
            ConformanceLevel = ConformanceLevel.Fragment,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.MaxCharacters,
            MaxCharactersFromEntities = 1024,
        };
        try
        {
            using StreamReader text = new(new ReadOnlyMemoryStream(content), XmlEncodings.Utf8, detectEncodingFromByteOrderMarks: false);
            using LimitedXmlReader reader = new(XmlReader.Create(text, settings, new XmlParserContext(NameTable, scope, string.Empty, XmlSpace.None)), limits);
            _source = place as IXmlLineInfo;
            List<XmlNode> nodes = [];
            while (ReadNode(reader) is { } node)
            {
                nodes.Add(node);
            }

            return nodes;
        }
        catch (Exception trouble) when (trouble is XmlException or XmlLimitException or DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            _source = null;
        }
    }

    private sealed class Placed(string prefix, string localName, string? namespaceURI, XmlDocument document, int line, int position)
        : XmlElement(prefix, localName, namespaceURI, document), IXmlLineInfo
    {
        public int LineNumber => line;

        public int LinePosition => position;

        public bool HasLineInfo() => true;
    }

    private sealed class Nodes(PlacedDocument document) : XmlNodeReader(document), IXmlLineInfo
    {
        private readonly IEnumerator<XmlElement> _elements = document.DocumentElement!.DescendantsAndSelf().GetEnumerator();

        public int LineNumber => (_elements.Current as IXmlLineInfo)?.LineNumber ?? 0;

        public int LinePosition => (_elements.Current as IXmlLineInfo)?.LinePosition ?? 0;

        public bool HasLineInfo() => true;

        public override bool Read()
        {
            while (base.Read())
            {
                if (NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.Whitespace)
                {
                    continue;
                }

                if (NodeType == XmlNodeType.Element)
                {
                    _elements.MoveNext();
                }

                return true;
            }

            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _elements.Dispose();
            base.Dispose(disposing);
        }
    }
}

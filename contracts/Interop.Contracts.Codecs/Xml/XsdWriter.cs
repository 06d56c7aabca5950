using System.Globalization;
using System.Text;
using System.Xml;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Codecs.Xml;

/// <summary>
/// Writes the XML Schema (1.0) of the XML form from the JSON Schema: one truth. It says less: which content belongs to
/// which kind is <c>xsi:type</c>, and what spans fields is left to the validator.
/// </summary>
internal sealed class XsdWriter
{
    private const string Xs = "http://www.w3.org/2001/XMLSchema";

    private readonly SortedDictionary<string, SchemaNode> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _contents = new(StringComparer.Ordinal);
    private readonly XmlWriter _xml;

    private XsdWriter(XmlWriter xml) => _xml = xml;

    public static byte[] Write(SchemaNode packet)
    {
        using var held = new MemoryStream();
        using (var xml = XmlWriter.Create(held, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            new XsdWriter(xml).Schema(packet);
        }

        return [.. held.ToArray(), (byte)'\n'];
    }

    private void Schema(SchemaNode packet)
    {
        foreach (var content in packet.Choice!.Choices.Values)
        {
            _contents.Add(content.TypeName!);
            Collect(content);
        }

        Collect(packet);
        Start("schema");
        _xml.WriteAttributeString("xmlns", "p", null, ContractSchemas.XmlNamespace);
        _xml.WriteAttributeString("targetNamespace", ContractSchemas.XmlNamespace);
        _xml.WriteAttributeString("elementFormDefault", "qualified");
        _xml.WriteAttributeString("version", "1.0");
        _xml.WriteComment(" Written from packet-1.0.schema.json; a test holds the two together. Change the JSON Schema. ");

        Start("element");
        _xml.WriteAttributeString("name", XmlNames.Root);
        Annotation(packet);
        Start("complexType");
        All(packet, packet.Choice);
        _xml.WriteEndElement();
        _xml.WriteEndElement();

        Start("complexType");
        _xml.WriteAttributeString("name", "content");
        _xml.WriteAttributeString("abstract", "true");
        Start("annotation");
        Element("documentation", "One type per kind of packet; the element says which by xsi:type.");
        _xml.WriteEndElement();
        _xml.WriteEndElement();

        foreach (var (name, node) in _types)
        {
            if (node.Allows(ValueTypes.Object))
            {
                Complex(name, node);
            }
            else
            {
                Simple(node, name);
            }
        }

        _xml.WriteEndElement();
    }

    private void Collect(SchemaNode node)
    {
        if (node.TypeName is { } name && !_types.TryAdd(name, node.Origin ?? node))
        {
            return;
        }

        foreach (var property in node.Properties)
        {
            Collect(property.Node);
        }

        if (node.Items is { } items)
        {
            Collect(items);
        }
    }

    private void Complex(string name, SchemaNode node)
    {
        Start("complexType");
        _xml.WriteAttributeString("name", name);
        Annotation(node);
        if (_contents.Contains(name))
        {
            Start("complexContent");
            Start("extension");
            _xml.WriteAttributeString("base", "p:content");
            All(node, null);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }
        else
        {
            All(node, null);
        }

        _xml.WriteEndElement();
    }

    private void All(SchemaNode node, Discriminator? choice)
    {
        Start("all");
        foreach (var property in node.Properties)
        {
            Start("element");
            _xml.WriteAttributeString("name", property.Name);
            if (!property.IsRequired)
            {
                _xml.WriteAttributeString("minOccurs", "0");
            }

            if (property.Node.AllowsNull)
            {
                _xml.WriteAttributeString("nillable", "true");
            }

            if (choice?.Target == property.Name)
            {
                _xml.WriteAttributeString("type", "p:content");
                Annotation(property.Node);
            }
            else
            {
                Type(property.Node);
            }

            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    /// <summary>An element's type and documentation: by name when the schema names it, in place otherwise.</summary>
    private void Type(SchemaNode node)
    {
        if (node.TypeName is { } name)
        {
            _xml.WriteAttributeString("type", "p:" + name);
            Annotation(node);
            return;
        }

        Annotation(node);
        if (node.Allows(ValueTypes.List))
        {
            Start("complexType");
            Start("sequence");
            Start("element");
            _xml.WriteAttributeString("name", XmlNames.Item);
            _xml.WriteAttributeString("minOccurs", Text(node.MinItems));
            _xml.WriteAttributeString("maxOccurs", node.MaxItems == int.MaxValue ? "unbounded" : Text(node.MaxItems));
            Type(node.Items!);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }
        else
        {
            Simple(node, null);
        }
    }

    private void Simple(SchemaNode node, string? name)
    {
        Start("simpleType");
        if (name is not null)
        {
            _xml.WriteAttributeString("name", name);
            Annotation(node);
        }

        Start("restriction");
        _xml.WriteAttributeString("base", "xs:" + Base(node));
        if (node.Values.Count == 0)
        {
            Facets(node);
        }

        foreach (var value in node.Values)
        {
            Facet("enumeration", value);
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void Facets(SchemaNode node)
    {
        if (node.Allows(ValueTypes.Boolean))
        {
            Facet("pattern", "true|false");
        }

        if (node.Pattern is { } pattern)
        {
            // XML Schema anchors patterns by itself.
            Facet("pattern", pattern[1..^1]);
        }

        if (node.MinLength > 0)
        {
            Facet("minLength", Text(node.MinLength));
        }

        if (node.MaxLength < int.MaxValue)
        {
            Facet("maxLength", Text(node.MaxLength));
        }

        if (node.Minimum > long.MinValue)
        {
            Facet("minInclusive", Text(node.Minimum));
        }

        if (node.Maximum < long.MaxValue)
        {
            Facet("maxInclusive", Text(node.Maximum));
        }
    }

    private static string Base(SchemaNode node) =>
        node.Allows(ValueTypes.Integer) ? "long" : node.Allows(ValueTypes.Boolean) ? "boolean" : "string";

    private void Annotation(SchemaNode node)
    {
        if (node.Title is null)
        {
            return;
        }

        Start("annotation");
        Start("documentation");
        _xml.WriteAttributeString("xml", "lang", null, "vi");
        _xml.WriteString(node.Title);
        _xml.WriteEndElement();
        if (node.Description is { } description)
        {
            Start("documentation");
            _xml.WriteAttributeString("xml", "lang", null, "en");
            _xml.WriteString(description);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void Facet(string name, string value)
    {
        Start(name);
        _xml.WriteAttributeString("value", value);
        _xml.WriteEndElement();
    }

    private void Element(string name, string text)
    {
        Start(name);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    private void Start(string name) => _xml.WriteStartElement("xs", name, Xs);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

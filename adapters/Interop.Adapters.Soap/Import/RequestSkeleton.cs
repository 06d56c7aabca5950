using System.Globalization;
using System.Text;
using System.Xml.Schema;

namespace Interop.Adapters.Soap.Import;

/// <summary>Writes a stylesheet that makes an operation's request: its elements in the schema's order, with types and bounds as remarks, and values to be put in.</summary>
internal sealed class RequestSkeleton
{
    private const int MaxDepth = 12;
    private const int MaxElements = 2000;

    private readonly StringBuilder _text = new();
    private readonly Stack<XmlSchemaType> _inside = new();
    private int _elements;

    private RequestSkeleton()
    {
    }

    public static string Write(WsdlOperation operation, XmlSchemaSet schemas)
    {
        var skeleton = new RequestSkeleton();
        skeleton._text.Append(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="utf-8"?>
            <!-- Request of {operation.Name}. It is given d:delivery with the packet in its canonical form (see sample.xml); fill in the values.
                 A text that holds escaped XML: f:xml($nodes); JSON: f:json($map); a file: f:file(p:sha256), at the place of its base64. -->
            <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">
              <xsl:template match="/">

            """);
        if (schemas.GlobalElements[operation.Request] is XmlSchemaElement root)
        {
            skeleton.Element(root, operation.Request.Namespace, string.Empty, 2);
        }
        else
        {
            skeleton._text.Append(CultureInfo.InvariantCulture, $"    <{operation.Request.Name} xmlns=\"{Escape(operation.Request.Namespace)}\"/>\n");
        }

        skeleton._text.Append("  </xsl:template>\n</xsl:stylesheet>\n");
        return skeleton._text.ToString();
    }

    private void Element(XmlSchemaElement element, string space, string outer, int depth)
    {
        var indent = new string(' ', depth * 2);
        var declaration = space == outer ? string.Empty : $" xmlns=\"{Escape(space)}\"";
        var name = element.QualifiedName.Name;
        if (++_elements > MaxElements || depth > MaxDepth)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{indent}<!-- {name}: and so on; deeper or longer than is written here -->\n");
            return;
        }

        var bounds = element.MinOccurs == 1 && element.MaxOccurs == 1 ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $", {element.MinOccurs}..{(element.MaxOccursString == "unbounded" ? "*" : element.MaxOccurs.ToString(CultureInfo.InvariantCulture))}");
        if (element.ElementSchemaType is XmlSchemaComplexType complex)
        {
            if (_inside.Contains(complex))
            {
                _text.Append(CultureInfo.InvariantCulture, $"{indent}<!-- {name}: holds its own kind again{bounds} -->\n");
                return;
            }

            _text.Append(CultureInfo.InvariantCulture, $"{indent}<{name}{declaration}{Attributes(complex)}>");
            _text.Append(bounds.Length > 0 ? $"<!-- {bounds[2..]} -->" : string.Empty);
            if (complex.ContentTypeParticle is XmlSchemaGroupBase group && complex.ContentType != XmlSchemaContentType.TextOnly)
            {
                _text.Append('\n');
                _inside.Push(complex);
                Particle(group, space, depth + 1);
                _inside.Pop();
                _text.Append(indent);
            }
            else if (complex.ContentType == XmlSchemaContentType.TextOnly)
            {
                _text.Append(Value(complex.Datatype?.TypeCode ?? XmlTypeCode.String, null));
            }

            _text.Append(CultureInfo.InvariantCulture, $"</{name}>\n");
            return;
        }

        var simple = element.ElementSchemaType as XmlSchemaSimpleType;
        _text.Append(CultureInfo.InvariantCulture, $"{indent}<{name}{declaration}>{Value(simple?.Datatype?.TypeCode ?? XmlTypeCode.String, simple)}</{name}><!-- {Described(simple)}{bounds} -->\n");
    }

    private void Particle(XmlSchemaGroupBase group, string outer, int depth)
    {
        var indent = new string(' ', depth * 2);
        if (group is XmlSchemaChoice)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{indent}<!-- one of the following; take the others away -->\n");
        }

        foreach (var item in group.Items)
        {
            switch (item)
            {
                case XmlSchemaElement element:
                    Element(element, element.QualifiedName.Namespace, outer, depth);
                    break;
                case XmlSchemaGroupBase inner:
                    Particle(inner, outer, depth);
                    break;
                case XmlSchemaAny:
                    _text.Append(CultureInfo.InvariantCulture, $"{indent}<!-- any element -->\n");
                    break;
            }
        }
    }

    private static string Attributes(XmlSchemaComplexType type) => string.Concat(type.AttributeUses.Values.OfType<XmlSchemaAttribute>()
        .Where(a => a.Use == XmlSchemaUse.Required && a.QualifiedName.Namespace.Length == 0)
        .Select(a => $" {a.QualifiedName.Name}=\"\""));

    private static string Value(XmlTypeCode code, XmlSchemaSimpleType? type) => Enumeration(type).FirstOrDefault() is { } first
        ? Escape(first)
        : code switch
        {
            XmlTypeCode.Boolean => "false",
            XmlTypeCode.DateTime => "<xsl:value-of select=\"f:now()\"/>",
            XmlTypeCode.Date => "<xsl:value-of select=\"f:date(f:now(), 'yyyy-MM-dd')\"/>",
            XmlTypeCode.Decimal or XmlTypeCode.Double or XmlTypeCode.Float or XmlTypeCode.Integer or XmlTypeCode.Int or XmlTypeCode.Long or XmlTypeCode.Short or XmlTypeCode.Byte
                or XmlTypeCode.NonNegativeInteger or XmlTypeCode.UnsignedInt or XmlTypeCode.UnsignedLong or XmlTypeCode.UnsignedShort or XmlTypeCode.UnsignedByte => "0",
            XmlTypeCode.PositiveInteger => "1",
            _ => "<xsl:value-of select=\"''\"/>",
        };

    private static string Described(XmlSchemaSimpleType? type)
    {
        if (type is null)
        {
            return "any";
        }

        var name = type.Datatype?.TypeCode is { } code ? XmlSchemaType.GetBuiltInSimpleType(code)?.QualifiedName.Name ?? "string" : "string";
        var hint = name switch
        {
            "string" => "; text, or escaped XML or JSON",
            "base64Binary" => "; f:file(p:sha256) of a file",
            _ => string.Empty,
        };
        var values = string.Join(" | ", Enumeration(type).Take(20));
        return $"xs:{name}{hint}{(values.Length > 0 ? ": " + values.Replace("--", "- -", StringComparison.Ordinal) : string.Empty)}";
    }

    private static IEnumerable<string> Enumeration(XmlSchemaSimpleType? type) => type?.Content is XmlSchemaSimpleTypeRestriction restriction
        ? restriction.Facets.OfType<XmlSchemaEnumerationFacet>().Select(f => f.Value!)
        : [];

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}

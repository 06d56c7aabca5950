using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using System.Xml;
using System.Xml.XPath;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>
/// JSON as XML and back, in the names of XPath 3.1 (json-to-xml): <c>map</c>, <c>array</c>, <c>string</c>, <c>number</c>,
/// <c>boolean</c>, <c>null</c>, an entry's name in <c>@key</c>; read without a namespace, written whatever it is. Characters
/// that XML cannot carry become U+FFFD.
/// </summary>
internal static partial class JsonTree
{
    private const int MaxDepth = 128;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = false, MaxDepth = MaxDepth };

    public static XPathNavigator Parse(string text)
    {
        using var held = new MemoryStream();
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            using var writer = XmlWriter.Create(held, new XmlWriterSettings { NewLineHandling = NewLineHandling.Entitize, Encoding = new UTF8Encoding(false) });
            Write(writer, document.RootElement, null);
        }
        catch (JsonException e)
        {
            throw new FunctionException($"f:parseJson was given a text that is no JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}); look at what the partner sent there.");
        }

        held.Position = 0;
        return new XPathDocument(XmlReader.Create(held), XmlSpace.Preserve).CreateNavigator();
    }

    public static string Write(XPathNavigator tree)
    {
        using var held = new MemoryStream();
        using (var json = new Utf8JsonWriter(held, Readable))
        {
            Write(json, tree, inMap: false);
        }

        return Encoding.UTF8.GetString(held.GetBuffer(), 0, (int)held.Length);
    }

    private static void Write(XmlWriter writer, JsonElement value, string? key)
    {
        writer.WriteStartElement(value.ValueKind switch
        {
            JsonValueKind.Object => "map",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.Null => "null",
            _ => "boolean",
        });
        if (key is not null)
        {
            writer.WriteAttributeString("key", Carried(key));
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Write(writer, property.Value, property.Name);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, null);
                }

                break;
            case JsonValueKind.String:
                writer.WriteString(Carried(value.GetString()!));
                break;
            case JsonValueKind.Null:
                break;
            default:
                writer.WriteString(value.GetRawText());
                break;
        }

        writer.WriteEndElement();
    }

    private static void Write(Utf8JsonWriter json, XPathNavigator at, bool inMap)
    {
        if (at.NodeType == XPathNodeType.Root)
        {
            var children = at.SelectChildren(XPathNodeType.Element);
            if (!children.MoveNext() || children.Count != 1)
            {
                throw new FunctionException("f:json was not given exactly one element; wrap the values in one map or array.");
            }

            Write(json, children.Current!, inMap: false);
            return;
        }

        if (inMap)
        {
            var key = at.GetAttribute("key", string.Empty);
            json.WritePropertyName(key.Length > 0 || HasKey(at)
                ? key
                : throw new FunctionException($"f:json met a {at.LocalName} without a key in a map; write its key attribute."));
        }

        switch (at.LocalName)
        {
            case "map":
                json.WriteStartObject();
                Children(json, at, inMap: true);
                json.WriteEndObject();
                break;
            case "array":
                json.WriteStartArray();
                Children(json, at, inMap: false);
                json.WriteEndArray();
                break;
            case "string":
                json.WriteStringValue(at.Value);
                break;
            case "number":
                var number = at.Value.Trim();
                json.WriteRawValue(Number().IsMatch(number) ? number : throw new FunctionException("f:json met a number that JSON cannot carry; write it as a string, or leave it out."));
                break;
            case "boolean":
                json.WriteBooleanValue(at.Value.Trim() switch
                {
                    "true" or "1" => true,
                    "false" or "0" => false,
                    _ => throw new FunctionException("f:json met a boolean that is neither true nor false."),
                });
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                throw new FunctionException($"f:json does not know the element {at.LocalName}; write map, array, string, number, boolean or null.");
        }
    }

    private static void Children(Utf8JsonWriter json, XPathNavigator at, bool inMap)
    {
        if (json.CurrentDepth >= MaxDepth)
        {
            throw new FunctionException($"f:json met more than {MaxDepth} levels; write a flatter form.");
        }

        var children = at.SelectChildren(XPathNodeType.Element);
        while (children.MoveNext())
        {
            Write(json, children.Current!, inMap);
        }
    }

    private static bool HasKey(XPathNavigator at) => at.Clone().MoveToAttribute("key", string.Empty);

    private static string Carried(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(text[i]))
            {
                return Replaced(text);
            }
        }

        return text;
    }

    private static string Replaced(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
        }

        return whole.ToString();
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}

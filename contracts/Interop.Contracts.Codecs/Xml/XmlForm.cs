using System.Text.Json;
using System.Xml;
using Interop.Contracts.Codecs.Schema;

namespace Interop.Contracts.Codecs.Xml;

/// <summary>
/// Writes a valid packet's tree as XML: the same names in the same order; a list as one element with <c>item</c> children;
/// null as <c>xsi:nil</c>; an electronic form's data as JSON text; what <c>kind</c> chooses as <c>xsi:type</c>.
/// </summary>
internal static class XmlForm
{
    public static void Write(XmlWriter writer, JsonElement root)
    {
        writer.WriteStartElement(null, XmlNames.Root, ContractSchemas.XmlNamespace);
        writer.WriteAttributeString("xmlns", "xsi", XmlNames.Xmlns, XmlNames.Instance);
        Object(writer, root, CompiledSchemas.Packet);
        writer.WriteEndElement();
    }

    private static void Object(XmlWriter writer, JsonElement value, SchemaNode node)
    {
        var chosen = node.Choice is { } choice && value.TryGetProperty(choice.By, out var by) ? choice.Choices[by.GetString()!] : null;
        foreach (var property in value.EnumerateObject())
        {
            var child = node.Find(property.Name)?.Node ?? throw new ArgumentException("The packet is not valid: it has a field that the schema does not know.", nameof(value));
            writer.WriteStartElement(null, property.Name, ContractSchemas.XmlNamespace);
            if (chosen is not null && property.Name == node.Choice!.Target)
            {
                writer.WriteAttributeString("xsi", "type", XmlNames.Instance, chosen.TypeName);
                child = chosen;
            }

            Value(writer, property.Value, child);
            writer.WriteEndElement();
        }
    }

    private static void Value(XmlWriter writer, JsonElement value, SchemaNode node)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                writer.WriteAttributeString("xsi", "nil", XmlNames.Instance, "true");
                break;
            case JsonValueKind.Object when node.IsFreeForm:
                writer.WriteString(value.GetRawText());
                break;
            case JsonValueKind.Object:
                Object(writer, value, node);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    writer.WriteStartElement(null, XmlNames.Item, ContractSchemas.XmlNamespace);
                    Value(writer, item, node.Items!);
                    writer.WriteEndElement();
                }

                break;
            case JsonValueKind.String:
                writer.WriteString(value.GetString());
                break;
            default:
                writer.WriteString(value.GetRawText());
                break;
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Interop.Contracts.CodeLists;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>What to tell the sender: what is wrong, what was expected, what to do. Never the value: it may be personal.</summary>
internal static class Messages
{
    private const int MostNames = 40;

    public static string WrongType(SchemaNode node, JsonValueKind found)
    {
        var expected = Expected(node);
        var advice = found == JsonValueKind.Null
            ? "Leave the field out when there is nothing to say."
            : (node.Types, found) switch
            {
                (_, JsonValueKind.String) when node.Allows(ValueTypes.Integer) => "Send the number without quotes.",
                (_, JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) when node.Allows(ValueTypes.Text) => "Put the value in quotes.",
                (_, JsonValueKind.Object) when node.Allows(ValueTypes.List) => "Send a list, also when it has one entry.",
                _ => string.Empty,
            };
        return $"Expected {expected}, found {Name(found)}. {advice}".TrimEnd();
    }

    public static string Missing(SchemaProperty property) =>
        $"The field is missing: {property.Node.Title ?? property.Name}. Add it: {Expected(property.Node)}.";

    public static string Unknown(SchemaNode node)
    {
        var names = node.Properties.Select(p => p.Name).Take(MostNames);
        return $"There is no such field here. Remove it, or use one of: {string.Join(", ", names)}.";
    }

    public static string NotInList(SchemaNode node)
    {
        var list = node.CodeList is { } name ? CodeList.Find(name) : null;
        var values = node.Values.Select(v => list?.FindCode(v) is { } entry ? $"{v} ({entry.NameVi})" : v);
        return $"Not a value of {(node.CodeList is { } of ? "the code list " + of : "the list")}. Expected one of: {string.Join(", ", values)}.";
    }

    public static string Form(TextFormat format) => $"Expected {format.Expected}.";

    public static string Length(SchemaNode node, int length) => length < node.MinLength
        ? Text($"The text has {length} characters; at least {node.MinLength} are needed. Fill it in{(node.AllowsNull ? ", or leave the field out" : string.Empty)}.")
        : Text($"The text has {length} characters; at most {node.MaxLength} are accepted. Shorten it at its source: nothing is cut on the way.");

    public static string Range(SchemaNode node) => Text($"Expected a whole number from {node.Minimum} to {node.Maximum}.");

    public static string Count(SchemaNode node, int count) => Text($"The list has {count} entries; {node.MinItems} to {node.MaxItems} are accepted.");

    private static string Expected(SchemaNode node)
    {
        List<string> kinds = [];
        Add(ValueTypes.Text, node.Format is { } f ? f.Expected : "text");
        Add(ValueTypes.Integer, "a whole number");
        Add(ValueTypes.Boolean, "true or false");
        Add(ValueTypes.Object, "an object");
        Add(ValueTypes.List, "a list");
        return string.Join(" or ", kinds);

        void Add(ValueTypes type, string name)
        {
            if (node.Allows(type))
            {
                kinds.Add(name);
            }
        }
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}

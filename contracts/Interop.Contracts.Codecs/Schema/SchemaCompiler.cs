using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>
/// Compiles one of our own schemas. Only the keywords in use are known: another one is a bug of the schema, found when
/// the process starts, not a rule silently ignored.
/// </summary>
internal sealed class SchemaCompiler
{
    private const string DefsPrefix = "#/$defs/";

    private readonly JsonElement _root;
    private readonly Dictionary<string, SchemaNode> _definitions = new(StringComparer.Ordinal);

    private SchemaCompiler(JsonElement root) => _root = root;

    /// <exception cref="InvalidOperationException">The schema uses a keyword or a form of one that is not known here.</exception>
    public static SchemaNode Compile(ReadOnlyMemory<byte> schema)
    {
        using var document = JsonDocument.Parse(schema);
        return new SchemaCompiler(document.RootElement).Node(document.RootElement, "#", isRoot: true);
    }

    private SchemaNode Node(JsonElement schema, string at, bool isRoot = false)
    {
        if (schema.TryGetProperty("anyOf", out var anyOf))
        {
            return Nullable(schema, anyOf, at);
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            RefuseUnknown(schema, at, ["$ref", "title", "description", "x-source"]);
            var target = Definition(reference.GetString()!, at);
            return target with { Origin = target, Title = Text(schema, "title") ?? target.Title, Description = Text(schema, "description") ?? target.Description };
        }

        RefuseUnknown(schema, at,
        [
            "title", "description", "x-source", "x-codeList", "type", "format", "pattern", "minLength", "maxLength", "enum", "minimum", "maximum",
            "items", "minItems", "maxItems", "properties", "required", "additionalProperties",
            .. isRoot ? (string[])["$schema", "$id", "$defs", "allOf"] : [],
        ]);
        return Constraints(schema, at);
    }

    private SchemaNode Constraints(JsonElement schema, string at)
    {
        var types = Types(schema, at);
        var format = Text(schema, "format") is { } name ? TextFormat.Get(name, at) : null;
        if (Text(schema, "pattern") is not null && format is null)
        {
            throw Bug(at, "a pattern without a format: patterns only explain a format to others");
        }

        var values = schema.TryGetProperty("enum", out var list) ? list.EnumerateArray().ToArray() : [];
        var isText = (types & ValueTypes.Text) != ValueTypes.None;
        return new SchemaNode
        {
            Types = types,
            Title = Text(schema, "title"),
            Description = Text(schema, "description"),
            CodeList = Text(schema, "x-codeList"),
            MinLength = Number(schema, "minLength") is { } min ? (int)min : 0,
            MaxLength = Number(schema, "maxLength") is { } max ? (int)max : int.MaxValue,
            Format = format,
            Pattern = Text(schema, "pattern"),
            Texts = values.Length > 0 && isText ? values.Select(v => v.GetString()!).ToFrozenSet(StringComparer.Ordinal) : null,
            Numbers = values.Length > 0 && !isText ? values.Select(v => v.GetInt64()).ToFrozenSet() : null,
            Values = [.. values.Select(v => v.ToString())],
            Minimum = Number(schema, "minimum") ?? long.MinValue,
            Maximum = Number(schema, "maximum") ?? long.MaxValue,
            Items = schema.TryGetProperty("items", out var items) ? Node(items, at + "/items") : null,
            MinItems = (int)(Number(schema, "minItems") ?? 0),
            MaxItems = (int)(Number(schema, "maxItems") ?? int.MaxValue),
            Properties = Properties(schema, at),
            IsClosed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False,
            Choice = Choice(schema, at),
        };
    }

    private SchemaNode Nullable(JsonElement schema, JsonElement anyOf, string at)
    {
        RefuseUnknown(schema, at, ["anyOf", "title", "description", "x-source"]);
        if (anyOf.GetArrayLength() != 2 || anyOf[1].GetRawText() != """{ "type": "null" }""")
        {
            throw Bug(at, "anyOf other than [X, { \"type\": \"null\" }]");
        }

        var node = Node(anyOf[0], at + "/anyOf/0");
        return node with
        {
            Types = node.Types | ValueTypes.Null,
            Title = Text(schema, "title") ?? node.Title,
            Description = Text(schema, "description") ?? node.Description,
        };
    }

    private SchemaNode Definition(string reference, string at)
    {
        if (!reference.StartsWith(DefsPrefix, StringComparison.Ordinal))
        {
            throw Bug(at, "$ref to another place than $defs");
        }

        var name = reference[DefsPrefix.Length..];
        if (!_definitions.TryGetValue(name, out var node))
        {
            if (!_root.TryGetProperty("$defs", out var definitions) || !definitions.TryGetProperty(name, out var schema))
            {
                throw Bug(at, $"$ref to {name}, which is not defined");
            }

            node = Node(schema, DefsPrefix + name) with { TypeName = name };
            _definitions[name] = node;
        }

        return node;
    }

    private List<SchemaProperty> Properties(JsonElement schema, string at)
    {
        List<SchemaProperty> properties = [];
        if (!schema.TryGetProperty("properties", out var declared))
        {
            return properties;
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var p in declared.EnumerateObject())
        {
            properties.Add(new SchemaProperty(p.Name, Encoding.UTF8.GetBytes(p.Name), Node(p.Value, $"{at}/properties/{p.Name}"), required.Remove(p.Name)));
        }

        // The walk marks what it has seen in the bits of one number.
        return required.Count > 0 ? throw Bug(at, $"requires {string.Join(", ", required)}, which it does not declare")
            : properties.Count > 64 ? throw Bug(at, "more than 64 properties")
            : properties;
    }

    private Discriminator? Choice(JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("allOf", out var branches))
        {
            return null;
        }

        string? by = null, target = null;
        Dictionary<string, SchemaNode> choices = new(StringComparer.Ordinal);
        foreach (var branch in branches.EnumerateArray())
        {
            RefuseUnknown(branch, at + "/allOf", ["if", "then"]);
            var condition = branch.GetProperty("if").GetProperty("properties").EnumerateObject().Single();
            var consequence = branch.GetProperty("then").GetProperty("properties").EnumerateObject().Single();
            by ??= condition.Name;
            target ??= consequence.Name;
            if (by != condition.Name || target != consequence.Name)
            {
                throw Bug(at + "/allOf", "branches about different properties");
            }

            choices.Add(condition.Value.GetProperty("const").GetString()!, Node(consequence.Value, at + "/allOf/then"));
        }

        return new Discriminator(by!, target!, choices.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static ValueTypes Types(JsonElement schema, string at)
    {
        var type = schema.TryGetProperty("type", out var declared) ? declared : throw Bug(at, "no type");
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Aggregate(ValueTypes.None, (all, one) => all | One(one))
            : One(type);

        ValueTypes One(JsonElement name) => name.GetString() switch
        {
            "string" => ValueTypes.Text,
            "integer" => ValueTypes.Integer,
            "boolean" => ValueTypes.Boolean,
            "object" => ValueTypes.Object,
            "array" => ValueTypes.List,
            "null" => ValueTypes.Null,
            var other => throw Bug(at, $"the type {other}"),
        };
    }

    private static void RefuseUnknown(JsonElement schema, string at, ReadOnlySpan<string> known)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!known.Contains(keyword.Name))
            {
                throw Bug(at, $"the keyword {keyword.Name}");
            }
        }
    }

    private static string? Text(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetString() : null;

    private static long? Number(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetInt64() : null;

    private static InvalidOperationException Bug(string at, string what) => new($"The schema uses at {at} what this validator does not know: {what}.");
}

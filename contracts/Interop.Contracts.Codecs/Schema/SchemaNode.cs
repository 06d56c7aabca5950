using System.Collections.Frozen;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>JSON types a value may have.</summary>
[Flags]
internal enum ValueTypes
{
    None = 0,
    Text = 1,
    Integer = 2,
    Boolean = 4,
    Object = 8,
    List = 16,
    Null = 32,
}

/// <summary>One compiled place of a schema: all that is asked of a value there.</summary>
internal sealed record SchemaNode
{
    public required ValueTypes Types { get; init; }

    /// <summary>Name of the definition it came from; null: stated in place.</summary>
    public string? TypeName { get; init; }

    /// <summary>The definition as it stands, before the place that refers to it gave it a title of its own.</summary>
    public SchemaNode? Origin { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? CodeList { get; init; }

    public int MinLength { get; init; }

    public int MaxLength { get; init; } = int.MaxValue;

    public TextFormat? Format { get; init; }

    /// <summary>The format for readers who do not know its name; the XML Schema uses it.</summary>
    public string? Pattern { get; init; }

    public FrozenSet<string>? Texts { get; init; }

    public FrozenSet<long>? Numbers { get; init; }

    /// <summary>The permitted values in the order of the schema, for messages.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public long Minimum { get; init; } = long.MinValue;

    public long Maximum { get; init; } = long.MaxValue;

    public SchemaNode? Items { get; init; }

    public int MinItems { get; init; }

    public int MaxItems { get; init; } = int.MaxValue;

    public IReadOnlyList<SchemaProperty> Properties { get; init; } = [];

    /// <summary>True when no other property is permitted.</summary>
    public bool IsClosed { get; init; }

    public Discriminator? Choice { get; init; }

    public bool Allows(ValueTypes type) => (Types & type) != ValueTypes.None;

    public bool AllowsNull => Allows(ValueTypes.Null);

    /// <summary>An object of which the schema says nothing: an electronic form's data. In XML: JSON text.</summary>
    public bool IsFreeForm => Allows(ValueTypes.Object) && !IsClosed && Properties.Count == 0;

    /// <summary>Finds a property by its raw name. Bodies mostly keep the schema's order, so the search starts where the last one ended.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, int start)
    {
        for (var i = start; i < Properties.Count; i++)
        {
            if (Properties[i].Utf8.AsSpan().SequenceEqual(name))
            {
                return i;
            }
        }

        for (var i = 0; i < start && i < Properties.Count; i++)
        {
            if (Properties[i].Utf8.AsSpan().SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    public SchemaProperty? Find(string name) => Properties.FirstOrDefault(p => p.Name == name);
}

/// <summary>A property of an object.</summary>
internal sealed record SchemaProperty(string Name, byte[] Utf8, SchemaNode Node, bool IsRequired);

/// <summary>The value of one property chooses the schema of another: <c>kind</c> and <c>content</c>.</summary>
internal sealed record Discriminator(string By, string Target, FrozenDictionary<string, SchemaNode> Choices);

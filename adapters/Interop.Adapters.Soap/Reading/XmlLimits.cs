namespace Interop.Adapters.Soap.Reading;

/// <summary>What a foreign XML document may cost. Every limit is checked while reading, before the tree grows past it.</summary>
public sealed record XmlLimits
{
    /// <summary>Limits for a message of a partner: 32 Mi characters, 64 levels deep, 64 attributes, 400,000 nodes.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>Characters of the whole document, markup included. Default 32 Mi, as many as a body may have bytes.</summary>
    public long MaxCharacters { get; init; } = 32L << 20;

    /// <summary>Nesting of elements; the root is level 1. Default 64: schema validation recurses once per level.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Attributes of one element, namespace declarations included. Default 64.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>Different names, prefixes and namespaces of the document. Default 5,000.</summary>
    public int MaxNames { get; init; } = 5_000;

    /// <summary>Elements, attributes and texts of the document together. Default 400,000: each is an object in memory.</summary>
    public int MaxNodes { get; init; } = 400_000;

    /// <summary>Characters of one text, CDATA section or attribute value. Default 32 Mi: an inline file is one text.</summary>
    public int MaxTextLength { get; init; } = 32 << 20;
}

namespace Interop.Contracts.Codecs;

/// <summary>Names of the rules that a packet can break. Never reused for another rule.</summary>
public static class ContractErrorCodes
{
    /// <summary>The body is not JSON, or not XML.</summary>
    public const string Malformed = "malformed";

    /// <summary>The body ends too early.</summary>
    public const string Truncated = "truncated";

    /// <summary>The body is not UTF-8.</summary>
    public const string Encoding = "encoding";

    /// <summary>The body is larger than the limit.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The body nests deeper than the limit.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>The value has another JSON type than the field.</summary>
    public const string Type = "type";

    /// <summary>A field that must be there is not.</summary>
    public const string Required = "required";

    /// <summary>There is no such field.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>The field stands there twice.</summary>
    public const string Duplicate = "duplicate-field";

    /// <summary>The text is too short or too long.</summary>
    public const string Length = "length";

    /// <summary>The number is too small or too large.</summary>
    public const string Range = "range";

    /// <summary>The list has too few or too many entries.</summary>
    public const string Count = "count";

    /// <summary>The text has not the form that the field demands.</summary>
    public const string Format = "format";

    /// <summary>The value is not in the field's code list.</summary>
    public const string CodeList = "code-list";

    /// <summary>The text holds a character that no packet may hold.</summary>
    public const string Character = "character";

    /// <summary>The kind in the body is not the kind of the route.</summary>
    public const string KindMismatch = "kind-mismatch";

    /// <summary>The packet names no dossier.</summary>
    public const string NoIdentifier = "no-identifier";

    /// <summary>An identifier's value does not fit its scheme.</summary>
    public const string Identifier = "identifier";

    /// <summary>One digest, two sizes.</summary>
    public const string DigestConflict = "digest-conflict";

    /// <summary>The status does not fit the kind of packet.</summary>
    public const string Status = "status";

    /// <summary>There are more errors than are listed.</summary>
    public const string More = "more";
}

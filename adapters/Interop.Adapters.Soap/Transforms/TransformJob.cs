namespace Interop.Adapters.Soap.Transforms;

/// <summary>One run of one stylesheet.</summary>
internal sealed record TransformJob
{
    /// <summary>The stylesheets it may include.</summary>
    public required StylesheetSet Sheets { get; init; }

    /// <summary>The file of the set that is run.</summary>
    public required string Entry { get; init; }

    /// <summary>Whose run it is: one owner never has every worker.</summary>
    public required string Owner { get; init; }

    /// <summary>The document, UTF-8. Empty: the stylesheet is compiled and not run.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What the functions answer with.</summary>
    public required TransformFacts Facts { get; init; }

    /// <summary>The most bytes it may write; null: the pool's limit.</summary>
    public int? MaxOutputBytes { get; init; }

    /// <summary>How long it may wait for a free worker; null: the pool's limit.</summary>
    public TimeSpan? Wait { get; init; }
}

/// <summary>What the functions of a stylesheet answer with: facts of this delivery and of its destination's settings.</summary>
internal sealed record TransformFacts
{
    /// <summary>The hub's id of the delivery; empty outside of one.</summary>
    public string DeliveryId { get; init; } = string.Empty;

    /// <summary>The dossier's number; empty: none.</summary>
    public string DossierNumber { get; init; } = string.Empty;

    /// <summary>What <c>f:now()</c> says, the same through the whole run.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The session's token; empty: not logged in.</summary>
    public string Token { get; init; } = string.Empty;

    /// <summary>The destination's values by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = Nothing;

    /// <summary>The destination's secrets by name.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = Nothing;

    /// <summary>The packet's files.</summary>
    public IReadOnlyList<FileFacts> Files { get; init; } = [];

    /// <summary>What the marks of files are made from: random, so that nobody else can have written one.</summary>
    public string MarkSeed { get; init; } = string.Empty;

    private static Dictionary<string, string> Nothing { get; } = [];

    /// <summary>Never a secret or a token: records print themselves into logs.</summary>
    public override string ToString() => $"Facts of delivery {DeliveryId}";
}

/// <summary>What is known of a file before its bytes are read.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Id">The sender's id of it; null: none.</param>
/// <param name="Name">Its file name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Size">Bytes.</param>
internal sealed record FileFacts(string Sha256, string? Id, string Name, string MediaType, long Size);

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>
/// What the evidence says of one dossier, in a form that is checked with the public key alone: no database, no hub. Of other
/// dossiers it holds salted digests, which tell nothing (guarantee 12).
/// </summary>
public sealed record EvidenceProof
{
    /// <summary>The one form there is.</summary>
    public const string Version = "interop proof v1";

    /// <summary>Its form, <see cref="Version"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The dossier's number, as it was asked for.</summary>
    public required string Dossier { get; init; }

    /// <summary>Runs of entries, each ending in one that was signed and exported.</summary>
    public required IReadOnlyList<ProvenStretch> Stretches { get; init; }

    /// <summary>As JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, ProofJson.Default.EvidenceProof);

    /// <summary>Reads JSON; null: it is no proof of this form.</summary>
    public static EvidenceProof? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ProofJson.Default.EvidenceProof) is { Format: Version } proof && proof.Stretches.All(IsWhole) ? proof : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The reader holds properties to their annotations, and not what stands in lists.
    private static bool IsWhole(ProvenStretch? stretch) =>
        stretch is not null && stretch.Entries.All(e => e is not null && (e.Items ?? []).All(i => i is not null && i.Path.All(p => p is not null)));
}

/// <summary>Entries of one chain that follow one another, up to one that is signed.</summary>
public sealed record ProvenStretch
{
    /// <summary>The entries; items stand in those that say something of the dossier.</summary>
    public required IReadOnlyList<ProvenEntry> Entries { get; init; }

    /// <summary>The exported line that signs the last of them.</summary>
    public required string Checkpoint { get; init; }
}

/// <summary>An entry: all that its digest is taken of.</summary>
public sealed record ProvenEntry
{
    /// <summary>Its number in its chain, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The node that wrote it.</summary>
    public required string Node { get; init; }

    /// <summary>When, in ticks of 100 ns since year 1, UTC.</summary>
    public required long At { get; init; }

    /// <summary>How many items it has, those of other dossiers with them.</summary>
    public required int Count { get; init; }

    /// <summary>Root of the items' digests, 32 bytes.</summary>
    public required byte[] Root { get; init; }

    /// <summary>Digest of the entry before it, 32 bytes.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>Those of its items that are about the dossier.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProvenItem>? Items { get; init; }
}

/// <summary>One thing that an entry vouches for.</summary>
public sealed record ProvenItem
{
    /// <summary>Its place among the entry's items, from 0.</summary>
    public required int Place { get; init; }

    /// <summary>The salt of its digest, 16 bytes.</summary>
    public required byte[] Salt { get; init; }

    /// <summary>What is vouched for: fields, see <see cref="ProvenFact"/>.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Digests of its siblings on the way to the root, 32 bytes each.</summary>
    public required IReadOnlyList<byte[]> Path { get; init; }
}

[JsonSerializable(typeof(EvidenceProof))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
internal sealed partial class ProofJson : JsonSerializerContext;

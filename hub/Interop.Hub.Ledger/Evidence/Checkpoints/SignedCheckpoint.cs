using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>A checkpoint as it is exported: one line of JSON. What is signed is the text of its fields, line by line.</summary>
/// <param name="Node">The node.</param>
/// <param name="Entry">Number of the entry.</param>
/// <param name="Digest">Its digest, 64 hexadecimal digits.</param>
/// <param name="At">When it was signed, by the node's clock, UTC, ISO 8601.</param>
/// <param name="Key">The key's <see cref="CheckpointKey.Id"/>.</param>
/// <param name="Signature">ECDSA over P-256 and SHA-256, base64.</param>
/// <param name="Epoch">How many restores the ledger had been through; left out when none.</param>
internal sealed record SignedCheckpoint(
    string Node, long Entry, string Digest, string At, string Key, string Signature, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Epoch = 0)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static SignedCheckpoint Of(EvidenceCheckpoint checkpoint, DateTimeOffset at, CheckpointKey key)
    {
        var signed = new SignedCheckpoint(
            checkpoint.Node, checkpoint.Entry, Convert.ToHexStringLower(checkpoint.Digest.Span), at.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture), key.Id, string.Empty, checkpoint.Epoch);
        return signed with { Signature = Convert.ToBase64String(key.Sign(signed.Content())) };
    }

    public static SignedCheckpoint? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CheckpointJson.Default.SignedCheckpoint)
                is { Node: not null, Entry: > 0, Digest.Length: 64, At: not null, Key: not null, Signature: not null, Epoch: >= 0 } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Line() => JsonSerializer.Serialize(this, CheckpointJson.Default.SignedCheckpoint);

    /// <summary>The checkpoint, when the key signed it.</summary>
    public EvidenceCheckpoint? Open(CheckpointKey key)
    {
        var signature = new byte[128];
        return Convert.TryFromBase64String(Signature, signature, out var length) && key.Verifies(Content(), signature.AsSpan(0, length)) ? Unchecked() : null;
    }

    /// <summary>The checkpoint, whoever signed it; null: its digest is none.</summary>
    public EvidenceCheckpoint? Unchecked()
    {
        var digest = new byte[32];
        return Convert.FromHexString(Digest, digest, out _, out var read) == System.Buffers.OperationStatus.Done && read == digest.Length
            ? new EvidenceCheckpoint(Node, Entry, digest)
            {
                Epoch = Epoch,
                SignedAt = DateTimeOffset.TryParseExact(At, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            }
            : null;
    }

    // Lines of before there were epochs stay as they were signed.
    private byte[] Content() => Encoding.UTF8.GetBytes(Epoch == 0
        ? string.Create(CultureInfo.InvariantCulture, $"interop checkpoint v1\n{Node}\n{Entry}\n{Digest}\n{At}\n{Key}\n")
        : string.Create(CultureInfo.InvariantCulture, $"interop checkpoint v2\n{Node}\n{Entry}\n{Digest}\n{At}\n{Key}\n{Epoch}\n"));
}

[JsonSerializable(typeof(SignedCheckpoint))]
[JsonSerializable(typeof(SignedRecovery))]
[JsonSerializable(typeof(IReadOnlyList<RewoundChain>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CheckpointJson : JsonSerializerContext;

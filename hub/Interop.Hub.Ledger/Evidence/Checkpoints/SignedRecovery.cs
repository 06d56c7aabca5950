using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>
/// A stated restore as it is exported: one line of JSON. What is signed is the text of its fields, line by line. It voids
/// the older checkpoints of what the backup did not have, and those alone.
/// </summary>
/// <param name="Epoch">Its number.</param>
/// <param name="At">When it was stated, UTC, ISO 8601.</param>
/// <param name="Node">The node whose chain vouches for it; <see cref="ChainHead.Every"/> for an embedded ledger.</param>
/// <param name="Entry">The entry that vouches.</param>
/// <param name="Digest">The entry's digest, 64 hexadecimal digits.</param>
/// <param name="Chains">What was found of each chain.</param>
/// <param name="Key">The key's <see cref="CheckpointKey.Id"/>.</param>
/// <param name="Signature">ECDSA over P-256 and SHA-256, base64.</param>
public sealed record SignedRecovery(long Epoch, string At, string Node, long Entry, string Digest, IReadOnlyList<RewoundChain> Chains, string Key, string Signature)
{
    /// <summary>Signs a statement.</summary>
    public static SignedRecovery Of(long epoch, DateTimeOffset at, string node, long entry, ReadOnlySpan<byte> digest, IReadOnlyList<RewoundChain> chains, CheckpointKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var signed = new SignedRecovery(
            epoch, at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), node, entry, Convert.ToHexStringLower(digest), chains, key.Id, string.Empty);
        return signed with { Signature = Convert.ToBase64String(key.Sign(signed.Content())) };
    }

    /// <summary>True when the key signed it.</summary>
    public bool IsSignedBy(CheckpointKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var signature = new byte[128];
        return Key == key.Id && Convert.TryFromBase64String(Signature, signature, out var length) && key.Verifies(Content(), signature.AsSpan(0, length));
    }

    /// <summary>True when it voids a checkpoint: an older one, of an entry that was not kept.</summary>
    public bool Voids(EvidenceCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Epoch > checkpoint.Epoch && Chains.FirstOrDefault(c => c.Node == checkpoint.Node || c.Node == ChainHead.Every) is { } chain && chain.Kept < checkpoint.Entry;
    }

    /// <summary>The place that vouches for it, which is a checkpoint like any other.</summary>
    internal EvidenceCheckpoint Place() => new(Node, Entry, Convert.FromHexString(Digest)) { Epoch = Epoch };

    internal static SignedRecovery? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CheckpointJson.Default.SignedRecovery)
                is { Epoch: > 0, At: not null, Node: not null, Entry: > 0, Digest.Length: 64, Chains: not null, Key: not null, Signature: not null } read
                && read.Digest.All(char.IsAsciiHexDigit) && read.Chains.All(c => c is { Node: not null, FoundDigest: not null, LostDigest: not null }) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal string Line() => JsonSerializer.Serialize(this, CheckpointJson.Default.SignedRecovery);

    private byte[] Content()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"interop recovery v1\n{Epoch}\n{At}\n{Node}\n{Entry}\n{Digest}\n{Key}\n{Chains.Count}\n");
        foreach (var c in Chains)
        {
            text.Append(CultureInfo.InvariantCulture, $"{c.Node}\n{c.Found}\n{c.FoundDigest}\n{c.Kept}\n{c.Lost}\n{c.LostDigest}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

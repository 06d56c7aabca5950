namespace Interop.Contracts.Codecs;

/// <summary>The keyed digest of a packet's canonical content.</summary>
/// <param name="Version">Which canonical form it is of; 1 today. Digests of different versions do not compare.</param>
/// <param name="Bytes">33 bytes: the version, then the HMAC-SHA256.</param>
public readonly record struct ContentDigest(byte Version, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>True when both are of one version and equal.</summary>
    public bool Equals(ContentDigest other) => Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => Bytes.Length < 5 ? 0 : BitConverter.ToInt32(Bytes.Span[1..5]);
}

using System.Security.Cryptography;

namespace Interop.Chaos.Load;

/// <summary>A scanned paper, by digest.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
internal sealed record Scan(string Sha256, long Size)
{
    /// <summary>An empty file: in order for the hub and the portal, refused by the ministry.</summary>
    public static ReadOnlyMemory<byte> EmptyBytes => ReadOnlyMemory<byte>.Empty;

    /// <summary>What is scanned the second time.</summary>
    public static ReadOnlyMemory<byte> GoodBytes { get; } = "%PDF-1.4 giay chung sinh"u8.ToArray();

    /// <summary>The scan of these bytes.</summary>
    public static Scan Of(ReadOnlyMemory<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length);
}

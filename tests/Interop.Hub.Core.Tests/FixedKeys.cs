using Interop.Hub.Core.Security;

namespace Interop.Hub.Core.Tests;

/// <summary>Digests under a key of zeros; wraps nothing.</summary>
internal sealed class FixedKeys : IKeyRing
{
    public string CurrentId => "k";

    public ReadOnlyMemory<byte> DigestKey { get; } = new byte[32];

    public ReadOnlyMemory<byte> LinkKey { get; } = new byte[32];

    public byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => throw new NotSupportedException();

    public byte[] Unwrap(string keyId, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) => throw new NotSupportedException();
}

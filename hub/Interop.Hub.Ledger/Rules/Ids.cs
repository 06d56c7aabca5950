using System.Diagnostics.CodeAnalysis;

namespace Interop.Hub.Ledger.Rules;

/// <summary>The hub's ids: 32 hexadecimal digits outside, 16 bytes in the tables.</summary>
internal static class Ids
{
    public static byte[] Bytes(string id) =>
        TryParse(id, out var bytes) ? bytes : throw new ArgumentException("An id of the hub has 32 hexadecimal digits.", nameof(id));

    public static bool TryParse(string id, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (id.Length != 32)
        {
            return false;
        }

        var parsed = new byte[16];
        if (Convert.FromHexString(id, parsed, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        bytes = parsed;
        return true;
    }

    public static string Text(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}

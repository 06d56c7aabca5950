using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>The digests of the evidence: SHA-256, each use set apart by its first byte.</summary>
internal static class EvidenceDigest
{
    public const int SaltSize = 16;
    private const byte ItemMark = 0;
    private const byte NodeMark = 1;
    private const byte EntryMark = 2;

    /// <summary>What the first entry calls its predecessor.</summary>
    public static byte[] Genesis => new byte[32];

    public static byte[] OfItem(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> content)
    {
        Span<byte> buffer = content.Length <= 2048 ? stackalloc byte[1 + SaltSize + content.Length] : new byte[1 + SaltSize + content.Length];
        buffer[0] = ItemMark;
        salt.CopyTo(buffer[1..]);
        content.CopyTo(buffer[(1 + SaltSize)..]);
        return SHA256.HashData(buffer);
    }

    /// <summary>Merkle root; a node without a sibling goes up as it is. The item count stands in the entry, so no shape is ambiguous.</summary>
    public static byte[] Root(byte[][] level)
    {
        if (level.Length == 0)
        {
            return Genesis;
        }

        Span<byte> pair = stackalloc byte[65];
        pair[0] = NodeMark;
        while (level.Length > 1)
        {
            var above = new byte[(level.Length + 1) / 2][];
            for (var i = 0; i < above.Length; i++)
            {
                if ((2 * i) + 1 == level.Length)
                {
                    above[i] = level[2 * i];
                    continue;
                }

                level[2 * i].CopyTo(pair[1..]);
                level[(2 * i) + 1].CopyTo(pair[33..]);
                above[i] = SHA256.HashData(pair);
            }

            level = above;
        }

        return level[0];
    }

    public static byte[] OfEntry(long entry, string node, DateTimeOffset at, int items, ReadOnlySpan<byte> root, ReadOnlySpan<byte> previous)
    {
        var name = Encoding.UTF8.GetBytes(node);
        Span<byte> buffer = stackalloc byte[1 + 8 + 8 + 4 + 32 + 32 + name.Length];
        buffer[0] = EntryMark;
        BinaryPrimitives.WriteInt64BigEndian(buffer[1..], entry);
        BinaryPrimitives.WriteInt64BigEndian(buffer[9..], at.UtcTicks);
        BinaryPrimitives.WriteInt32BigEndian(buffer[17..], items);
        root.CopyTo(buffer[21..]);
        previous.CopyTo(buffer[53..]);
        name.CopyTo(buffer[85..]);
        return SHA256.HashData(buffer);
    }
}

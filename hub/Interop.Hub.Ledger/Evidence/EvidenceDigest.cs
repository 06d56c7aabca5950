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

        while (level.Length > 1)
        {
            level = Above(level);
        }

        return level[0];
    }

    /// <summary>The siblings on the way from one digest to the root: with them the root follows from it, see <see cref="RootOf"/>.</summary>
    public static IReadOnlyList<byte[]> Path(byte[][] level, int place)
    {
        List<byte[]> path = [];
        for (; level.Length > 1; level = Above(level), place /= 2)
        {
            if ((place ^ 1) < level.Length)
            {
                path.Add(level[place ^ 1]);
            }
        }

        return path;
    }

    /// <summary>The root over so many digests, one of which has this place and these siblings; null: there is no such place, or other siblings.</summary>
    public static byte[]? RootOf(byte[] digest, int place, int count, IReadOnlyList<byte[]> path)
    {
        if (place < 0 || place >= count)
        {
            return null;
        }

        var used = 0;
        for (; count > 1; count = (count / 2) + (count % 2), place /= 2)
        {
            if ((place ^ 1) >= count)
            {
                continue;
            }

            if (used == path.Count)
            {
                return null;
            }

            var sibling = path[used++];
            digest = place % 2 == 0 ? OfPair(digest, sibling) : OfPair(sibling, digest);
        }

        return used == path.Count ? digest : null;
    }

    private static byte[][] Above(byte[][] level)
    {
        var above = new byte[(level.Length + 1) / 2][];
        for (var i = 0; i < above.Length; i++)
        {
            above[i] = (2 * i) + 1 == level.Length ? level[2 * i] : OfPair(level[2 * i], level[(2 * i) + 1]);
        }

        return above;
    }

    private static byte[] OfPair(byte[] left, byte[] right)
    {
        Span<byte> pair = stackalloc byte[65];
        pair[0] = NodeMark;
        left.CopyTo(pair[1..]);
        right.CopyTo(pair[33..]);
        return SHA256.HashData(pair);
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

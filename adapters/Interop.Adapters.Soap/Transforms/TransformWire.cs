using System.Buffers.Binary;
using System.Text;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>Frames between hub and worker: a length of four bytes, then so many bytes.</summary>
internal static class TransformWire
{
    /// <summary>The worker's first frame: anything else says that another program was started, or another version.</summary>
    public static readonly byte[] Hello = "interop-transform-worker 1"u8.ToArray();

    /// <summary>The longest request. Bounded before anything is allocated.</summary>
    public const int MaxRequest = 256 << 20;

    /// <summary>Reads a frame; null at the end of the stream, also in the middle of a frame.</summary>
    /// <exception cref="InvalidDataException">The frame is longer than the limit.</exception>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        if (await stream.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, cancellationToken) < 4)
        {
            return null;
        }

        var frame = new byte[Length(head, limit)];
        return await stream.ReadAtLeastAsync(frame, frame.Length, throwOnEndOfStream: false, cancellationToken) < frame.Length ? null : frame;
    }

    /// <summary>The same on the thread of the caller.</summary>
    public static byte[]? Read(Stream stream, int limit)
    {
        var head = new byte[4];
        if (stream.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4)
        {
            return null;
        }

        var frame = new byte[Length(head, limit)];
        return stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) < frame.Length ? null : frame;
    }

    /// <summary>Writes a frame.</summary>
    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, frame.Length);
        await stream.WriteAsync(head, cancellationToken);
        await stream.WriteAsync(frame, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>The same on the thread of the caller.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> frame)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, frame.Length);
        stream.Write(head);
        stream.Write(frame);
        stream.Flush();
    }

    internal static void Write(this BinaryWriter writer, IReadOnlyDictionary<string, string> table)
    {
        writer.Write(table.Count);
        foreach (var (name, value) in table)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    internal static Dictionary<string, string> ReadTable(this BinaryReader reader)
    {
        var count = reader.ReadInt32();
        Dictionary<string, string> table = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            table[reader.ReadString()] = reader.ReadString();
        }

        return table;
    }

    internal static void WriteBlob(this BinaryWriter writer, ReadOnlySpan<byte> blob)
    {
        writer.Write(blob.Length);
        writer.Write(blob);
    }

    internal static byte[] ReadBlob(this BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());

    // Text of a partner may hold half a surrogate pair, which a strict encoder refuses.
    internal static BinaryWriter Writer(Stream to) => new(to, new UTF8Encoding(false, false), leaveOpen: true);

    internal static BinaryReader Reader(byte[] frame) => new(new MemoryStream(frame, writable: false), new UTF8Encoding(false, false));

    private static int Length(ReadOnlySpan<byte> head, int limit)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        return length >= 0 && length <= limit ? length : throw new InvalidDataException("A frame is longer than its limit.");
    }
}

using System.Buffers;

namespace Interop.Hub.Host.Http;

/// <summary>
/// A request's body in a rented buffer. It is given back only when the call that read it ended in good order: after an
/// exception a writer might still be reading it, and its memory is left to the collector.
/// </summary>
internal sealed class PooledBody(byte[] buffer, int length)
{
    private const int First = 16 * 1024;

    public ReadOnlyMemory<byte> Memory { get; } = buffer.AsMemory(0, length);

    public void GiveBack() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>Reads a stream to its end. Null when it is longer than the limit; then nothing is held.</summary>
    public static async Task<PooledBody?> ReadAsync(Stream stream, long? announced, int limit, CancellationToken cancellationToken)
    {
        if (announced > limit)
        {
            return null;
        }

        // What a sender announces is not what it sends: the buffer grows with what came.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced + 1 ?? First, First));
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return new PooledBody(buffer, length);
            }

            length += read;
            if (length > limit)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return null;
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }
}

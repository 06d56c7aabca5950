using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace Interop.Bench.Load;

/// <summary>A file of any size that is made while it is sent; no two of its pieces are alike.</summary>
internal sealed class BigDocument(long size) : HttpContent
{
    private const int Piece = 256 * 1024;

    public long Size => size;

    /// <summary>Its digest, lower-case hexadecimal.</summary>
    public async Task<string> DigestAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await PiecesAsync(
            piece =>
            {
                hash.AppendData(piece.Span);
                return ValueTask.CompletedTask;
            },
            cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => PiecesAsync(piece => stream.WriteAsync(piece), CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        PiecesAsync(piece => stream.WriteAsync(piece, cancellationToken), cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }

    private async Task PiecesAsync(Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken cancellationToken)
    {
        var piece = new byte[Piece];
        new Random(5).NextBytes(piece);
        for (long at = 0; at < size; at += Piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BinaryPrimitives.WriteInt64LittleEndian(piece, at);
            await take(piece.AsMemory(0, (int)Math.Min(Piece, size - at)));
        }
    }
}

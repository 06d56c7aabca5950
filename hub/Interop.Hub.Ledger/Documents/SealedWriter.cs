using System.Buffers;
using System.Security.Cryptography;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>What was sealed; null digest: it was larger than allowed.</summary>
internal readonly record struct SealedUpload(Sha256Digest? Digest, long Size);

/// <summary>Seals a stream onto a shelf, in two frames of memory whatever its size.</summary>
internal static class SealedWriter
{
    /// <summary>What the sealed form of so many bytes has at most, header included.</summary>
    public static long SealedSize(long bytes) => FileHeader.MaxSize + bytes + (((bytes / Frames.Size) + 1) * Frames.TagSize);

    /// <exception cref="StoreWriteException">The shelf cannot be written.</exception>
    public static async Task<SealedUpload> WriteAsync(string owner, Stream content, long maxBytes, SealedBlob blob, IKeyRing ring, CancellationToken cancellationToken)
    {
        var (header, key) = FileHeader.Create(owner, ring);
        using Frames frames = new(key, header.Prefix, header.Bytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var current = ArrayPool<byte>.Shared.Rent(Frames.Size);
        var next = ArrayPool<byte>.Shared.Rent(Frames.Size);
        var sealedFrame = ArrayPool<byte>.Shared.Rent(Frames.SealedSize);
        try
        {
            await blob.WriteAsync(header.Bytes, cancellationToken);
            long size = 0;
            var filled = await FillAsync(content, current, cancellationToken);
            for (uint number = 0; ; number++)
            {
                // Read ahead: the last frame is marked, so it must be known for the last.
                var ahead = filled < Frames.Size ? 0 : await FillAsync(content, next, cancellationToken);
                var last = ahead == 0;
                size += filled;
                if (size > maxBytes)
                {
                    return new SealedUpload(null, size);
                }

                hash.AppendData(current, 0, filled);
                frames.Seal(number, last, current.AsSpan(0, filled), sealedFrame);
                await blob.WriteAsync(sealedFrame.AsMemory(0, filled + Frames.TagSize), cancellationToken);
                if (last)
                {
                    return new SealedUpload(Sha256Digest.FromHash(hash.GetHashAndReset()), size);
                }

                (current, next, filled) = (next, current, ahead);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            ArrayPool<byte>.Shared.Return(current, clearArray: true);
            ArrayPool<byte>.Shared.Return(next, clearArray: true);
            ArrayPool<byte>.Shared.Return(sealedFrame);
        }
    }

    private static ValueTask<int> FillAsync(Stream content, byte[] frame, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(frame.AsMemory(0, Frames.Size), Frames.Size, throwOnEndOfStream: false, cancellationToken);
}

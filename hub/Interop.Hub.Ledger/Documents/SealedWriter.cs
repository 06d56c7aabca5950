using System.Buffers;
using System.Security.Cryptography;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>What was sealed; null digest: it was larger than allowed.</summary>
internal readonly record struct SealedUpload(Sha256Digest? Digest, long Size);

/// <summary>A file of ours could not be written: the disk is full or fails. Set apart from what the sender's stream throws.</summary>
internal sealed class StoreWriteException(Exception inner) : IOException("The document store cannot write.", inner);

/// <summary>Seals a stream into a file, in two frames of memory whatever its size.</summary>
internal static class SealedWriter
{
    /// <exception cref="StoreWriteException">The disk is full or fails.</exception>
    public static async Task<SealedUpload> WriteAsync(string owner, Stream content, long maxBytes, Stream file, IKeyRing ring, CancellationToken cancellationToken)
    {
        var (header, key) = FileHeader.Create(owner, ring);
        using Frames frames = new(key, header.Prefix, header.Bytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var current = ArrayPool<byte>.Shared.Rent(Frames.Size);
        var next = ArrayPool<byte>.Shared.Rent(Frames.Size);
        var sealedFrame = ArrayPool<byte>.Shared.Rent(Frames.SealedSize);
        try
        {
            await PutAsync(file, header.Bytes, cancellationToken);
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
                await PutAsync(file, sealedFrame.AsMemory(0, filled + Frames.TagSize), cancellationToken);
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

    private static async ValueTask PutAsync(Stream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw new StoreWriteException(e);
        }
    }
}

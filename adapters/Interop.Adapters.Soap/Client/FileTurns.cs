using System.Buffers;
using System.Buffers.Text;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// The files of one message: each opened when its turn comes, read once, closed. The first is opened before anything is
/// sent, so that a store which is down is known while trying again is still safe.
/// </summary>
/// <param name="files">In the order in which they go.</param>
/// <param name="progress">Called whenever the connection has taken a piece.</param>
internal sealed class FileTurns(IReadOnlyList<SoapFile> files, Action progress) : IAsyncDisposable
{
    // A multiple of three, so that base64 of pieces is base64 of the whole.
    private const int Piece = 48 << 10;

    private Stream? _first;

    /// <summary>What went wrong with a file, as opposed to the connection; null: nothing.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Bytes of base64 for so many bytes.</summary>
    public static long EncodedLength(long bytes) => checked((bytes + 2) / 3 * 4);

    public async Task<bool> OpenFirstAsync(CancellationToken cancellationToken)
    {
        if (files.Count > 0)
        {
            try
            {
                _first = await files[0].Open(cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failure = failure;
            }
        }

        return Failure is null;
    }

    /// <summary>The file's bytes.</summary>
    public Task WriteAsync(SoapFile file, Stream target, CancellationToken cancellationToken) => CopyAsync(file, target, false, cancellationToken);

    /// <summary>The file's bytes in base64, without line ends.</summary>
    public Task WriteBase64Async(SoapFile file, Stream target, CancellationToken cancellationToken) => CopyAsync(file, target, true, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_first is not null)
        {
            await _first.DisposeAsync();
        }
    }

    private async Task CopyAsync(SoapFile file, Stream target, bool base64, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent((int)EncodedLength(Piece));
        var content = default(Stream);
        try
        {
            content = await OpenAsync(file, cancellationToken);
            for (var total = 0L; ;)
            {
                var count = await ReadAsync(content, piece.AsMemory(0, Piece), cancellationToken);
                total += count;
                if (total > file.Length || (count == 0 && total < file.Length))
                {
                    throw Failed(new IOException($"A file has {(count == 0 ? "fewer" : "more")} bytes than the {file.Length} that were announced."));
                }

                if (count == 0)
                {
                    return;
                }

                if (base64)
                {
                    Base64.EncodeToUtf8InPlace(piece, count, out count);
                }

                await target.WriteAsync(piece.AsMemory(0, count), cancellationToken);
                progress();
            }
        }
        finally
        {
            // It held a citizen's file.
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
            if (content is not null)
            {
                await content.DisposeAsync();
            }
        }
    }

    private async Task<Stream> OpenAsync(SoapFile file, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(file, files[0]) && Interlocked.Exchange(ref _first, null) is { } first)
        {
            return first;
        }

        try
        {
            return await file.Open(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Failed(failure);
        }
    }

    private async Task<int> ReadAsync(Stream content, Memory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw Failed(failure);
        }
    }

    // Whatever a store throws, half a message is on the wire: an IOException is what the HTTP stack cuts a connection for.
    private IOException Failed(Exception failure)
    {
        Failure = failure;
        return new IOException("A file could not be read to its end.", failure);
    }
}

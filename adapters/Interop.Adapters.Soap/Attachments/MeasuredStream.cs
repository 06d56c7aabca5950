namespace Interop.Adapters.Soap.Attachments;

/// <summary>
/// Lets as many bytes through as were announced. A part that is longer or shorter than the Content-Length has counted on
/// must break the message: the partner would read a part of one message as the beginning of the next.
/// </summary>
internal sealed class MeasuredStream(Stream target, long? length) : Stream
{
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>All that was announced was written.</summary>
    /// <exception cref="IOException">It was not.</exception>
    public void CheckWhole()
    {
        if (length is not null && _written != length)
        {
            throw new IOException($"A part has {_written} bytes and not the {length} that were announced.");
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _written += buffer.Length;
        if (_written > length)
        {
            throw new IOException($"A part has more bytes than the {length} that were announced.");
        }

        await target.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => target.FlushAsync(cancellationToken);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write it asynchronously.");
}

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>Hands out bytes in pieces as a network does, of sizes that the test chooses.</summary>
internal sealed class PieceStream(ReadOnlyMemory<byte> bytes, Func<int> size) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What happens instead of the end; null: the end.</summary>
    public Func<CancellationToken, ValueTask<int>>? AtEnd { get; init; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Assert.That(buffer.Length, Is.Positive, "a read without room would look like the end");
        cancellationToken.ThrowIfCancellationRequested();
        if (_at == bytes.Length && AtEnd is not null)
        {
            return AtEnd(cancellationToken);
        }

        var count = Math.Min(Math.Min(buffer.Length, Math.Max(1, size())), bytes.Length - _at);
        bytes.Slice(_at, count).CopyTo(buffer);
        _at += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A server forbids it.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

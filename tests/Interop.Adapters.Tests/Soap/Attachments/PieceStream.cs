namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>Hands out bytes in pieces as a network does, of sizes that the test chooses.</summary>
internal sealed class PieceStream(ReadOnlyMemory<byte> bytes, Func<int> size) : IncomingStream
{
    private int _at;

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
}

using System.Text;

namespace Interop.Adapters.Tests.Soap.Attachments;

/// <summary>A stream of any length that costs nothing: a head, one pattern over and over, a tail.</summary>
internal sealed class RepeatedStream(string head, string pattern, long length, string tail) : IncomingStream
{
    private readonly byte[] _head = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _pattern = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(pattern, 4096)));
    private readonly byte[] _tail = Encoding.UTF8.GetBytes(tail);
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var body = _at - _head.Length;
        var rest = body < 0 ? _head.AsSpan((int)_at)
            : body < length ? _pattern.AsSpan((int)(body % _pattern.Length))[..(int)Math.Min(_pattern.Length - (body % _pattern.Length), length - body)]
            : _tail.AsSpan((int)(body - length));
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));
}

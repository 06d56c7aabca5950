namespace Interop.Adapters.Soap.Attachments;

/// <summary>Bytes that go out, once.</summary>
public sealed class OutgoingContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    private OutgoingContent(long? length, Func<Stream, CancellationToken, Task> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0);
        (Length, _write) = (length, write);
    }

    /// <summary>How many bytes; null: not known, and then the message can only go in chunks.</summary>
    public long? Length { get; }

    /// <summary>Bytes in memory.</summary>
    public static OutgoingContent Of(ReadOnlyMemory<byte> bytes) =>
        new(bytes.Length, async (target, cancellationToken) => await target.WriteAsync(bytes, cancellationToken));

    /// <summary>A stream from where it stands; the caller's to close.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="length">How many; null: what a stream that can seek says, else not known.</param>
    public static OutgoingContent Of(Stream content, long? length = null) =>
        new(length ?? (content.CanSeek ? content.Length - content.Position : null), (target, cancellationToken) => content.CopyToAsync(target, cancellationToken));

    /// <summary>Whatever a delegate writes when its turn comes: a file that is opened only then.</summary>
    public static OutgoingContent Of(Func<Stream, CancellationToken, Task> write, long? length = null) => new(length, write);

    internal async Task WriteToAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var measured = new MeasuredStream(target, Length);
        await _write(measured, cancellationToken);
        measured.CheckWhole();
    }
}

/// <summary>An attachment that goes out.</summary>
/// <param name="ContentId">Its name in the message: visible ASCII without angle brackets. By RFC 2392 of the form <c>name@domain</c>.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
/// <param name="Content">The bytes.</param>
public sealed record OutgoingPart(string ContentId, string MediaType, OutgoingContent Content);

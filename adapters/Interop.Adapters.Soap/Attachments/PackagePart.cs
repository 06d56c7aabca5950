namespace Interop.Adapters.Soap.Attachments;

/// <summary>One attachment of a package, taken at most once.</summary>
internal sealed class PackagePart(int number, PartHeaders headers, bool referenced, Stream content)
{
    private bool _taken;

    /// <summary>From 1, in the order of the message, the root counted.</summary>
    public int Number { get; } = number;

    /// <summary>What it says of itself.</summary>
    public PartHeaders Headers { get; } = headers;

    /// <summary>Whether the root refers to it.</summary>
    public bool Referenced { get; } = referenced;

    /// <summary>
    /// Hands its bytes to a taker, as a stream that is valid while the taker runs. A break shows to the taker as an
    /// exception, so that it cannot take half a file for a whole one, and to the caller as data.
    /// </summary>
    public async Task<PartTaking<T>> TakeAsync<T>(Func<Stream, CancellationToken, Task<T>> taker, CancellationToken cancellationToken)
    {
        if (_taken)
        {
            throw new InvalidOperationException("An attachment is read once.");
        }

        _taken = true;
        var part = content as PartStream;
        try
        {
            var value = await taker(content, cancellationToken);

            // A taker may have swallowed what it was thrown.
            return part?.Problem is { } problem
                ? new PartTaking<T>.Broken(problem)
                : new PartTaking<T>.Taken(value, part?.Ended ?? content.Position == content.Length);
        }
        catch (Exception) when (part?.Problem is not null)
        {
            return new PartTaking<T>.Broken(part.Problem);
        }
    }
}

namespace Interop.Adapters.Soap.Client;

/// <summary>A message as it goes over the wire: its type, its length, and what writes it.</summary>
/// <param name="ContentType">For the HTTP header.</param>
/// <param name="Length">In bytes: known beforehand, so that it is never sent in chunks. Servers of 2009 answer 411 to those.</param>
/// <param name="WriteToAsync">Writes it, once.</param>
internal sealed record OutgoingMessage(string ContentType, long Length, Func<Stream, CancellationToken, Task> WriteToAsync)
{
    /// <summary>An envelope alone.</summary>
    public static OutgoingMessage Plain(ReadOnlyMemory<byte> envelope, string contentType) =>
        new(contentType, envelope.Length, async (target, stop) => await target.WriteAsync(envelope, stop));

    /// <summary>An envelope with its files in it, each read when its turn comes.</summary>
    public static OutgoingMessage Inline(ReadOnlyMemory<byte> envelope, IReadOnlyList<FilePlace> places, string contentType, FileTurns turns)
    {
        var length = places.Aggregate((long)envelope.Length, (sum, place) => sum - (place.End - place.Start) + FileTurns.EncodedLength(place.File.Length));
        return new(contentType, length, async (target, stop) =>
        {
            var written = 0;
            foreach (var place in places)
            {
                await target.WriteAsync(envelope[written..place.Start], stop);
                await turns.WriteBase64Async(place.File, target, stop);
                written = place.End;
            }

            await target.WriteAsync(envelope[written..], stop);
        });
    }
}

using System.Buffers;
using System.Net.Http.Headers;

namespace Interop.Adapters.Http;

/// <summary>Reads an answer within its bound.</summary>
internal static class HttpAnswerReading
{
    private const int Usual = 1024;
    private const int LargestAtOnce = 64 * 1024;
    private static readonly TimeSpan LongestWish = TimeSpan.FromDays(7);

    public static async Task<HttpExchange> ReadAsync(HttpResponseMessage response, int maxBytes, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var (body, whole) = await ReadBodyAsync(response, maxBytes, cancellationToken);
        if (!whole && status is >= 200 and <= 299)
        {
            return new HttpExchange.NoAnswer(HttpFaults.BrokenAnswer(status));
        }

        // A refusal is told by its status; its body only explains, so half of it will do.
        return new HttpExchange.Replied(new HttpReply
        {
            Status = status,
            MediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant(),
            RetryAt = RetryAt(response.Headers.RetryAfter, time.GetUtcNow()),
            Body = body,
        });
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool Whole)> ReadBodyAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        // As large as announced, and one byte to see its end: most answers are a line. What is announced is not what comes.
        var expected = Math.Min(response.Content.Headers.ContentLength ?? Usual, LargestAtOnce);
        var written = new ArrayBufferWriter<byte>((int)Math.Min(expected, maxBytes) + 1);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (written.WrittenCount <= maxBytes)
            {
                var read = await stream.ReadAsync(written.GetMemory(), cancellationToken);
                if (read == 0)
                {
                    return (written.WrittenMemory, Whole: true);
                }

                written.Advance(read);
            }
        }
        catch (Exception broken) when (HttpBreaks.IsOfTheWire(broken))
        {
            // Broke off: what came is kept.
        }

        return (written.WrittenMemory[..Math.Min(written.WrittenCount, maxBytes)], Whole: false);
    }

    private static DateTimeOffset? RetryAt(RetryConditionHeaderValue? wish, DateTimeOffset now)
    {
        var wait = wish switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => TimeSpan.Zero,
        };
        return wait <= TimeSpan.Zero ? null : now + (wait > LongestWish ? LongestWish : wait);
    }
}

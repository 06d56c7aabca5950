using System.Buffers;
using System.Text;

namespace Interop.Adapters.Http;

/// <summary>A partner's answer, read whole and within a bound.</summary>
public sealed record HttpReply
{
    private const int MaxTextCharacters = 4000;

    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n"u8);

    /// <summary>The HTTP status, 100 to 999.</summary>
    public required int Status { get; init; }

    /// <summary>Media type without parameters, lower case; null: not stated.</summary>
    public string? MediaType { get; init; }

    /// <summary>When the partner wishes to be asked again (Retry-After), at most 7 days from now; null: no wish.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The body's bytes. Of a refusal whose body broke off: what came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True for 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>
    /// True when the body is a page for people, whatever its stated type: a log-in form or a gateway's notice in place
    /// of the service.
    /// </summary>
    public bool IsWebPage
    {
        get
        {
            var start = Start(Body.Span);
            return StartsWith(start, "<!doctype html"u8) || StartsWith(start, "<html"u8)
                || (MediaType is "text/html" or "application/xhtml+xml" && !StartsWith(start, "{"u8));
        }
    }

    /// <summary>
    /// The body as text for <see cref="Contracts.Faults.Fault.PartnerText"/>, at most 4,000 characters; null when empty.
    /// Treat as a body: it may hold personal data.
    /// </summary>
    public string? Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, MaxTextCharacters * 3)]).Trim();
            return text.Length switch
            {
                0 => null,
                > MaxTextCharacters => text[..MaxTextCharacters],
                _ => text,
            };
        }
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Encoding.UTF8.Preamble))
        {
            body = body[3..];
        }

        var first = body.IndexOfAnyExcept(Blank);
        return first < 0 ? [] : body[first..];
    }

    private static bool StartsWith(ReadOnlySpan<byte> body, ReadOnlySpan<byte> lowerCase) =>
        body.Length >= lowerCase.Length && Ascii.EqualsIgnoreCase(body[..lowerCase.Length], lowerCase);
}

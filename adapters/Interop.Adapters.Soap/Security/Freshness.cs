using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Interop.Adapters.Soap.Security;

/// <summary>Pure: whether a message is of now.</summary>
internal static partial class Freshness
{
    /// <summary>When a Timestamp ends, skew left out; null with a problem: it is not of now; null without: there is none.</summary>
    public static (DateTimeOffset? Ends, SecurityProblem? Problem) Judge(XmlElement? timestamp, IncomingSecurity rules, DateTimeOffset now)
    {
        if (timestamp is null)
        {
            return (null, null);
        }

        var ends = timestamp.Elements().Count(child => child.Is(SecurityNames.Wsu, "Expires"));
        if (timestamp.Only(SecurityNames.Wsu, "Created")?.Text() is not { } text
            || Instant(text) is not { } created
            || ends > 1
            || (ends == 1 ? Instant(timestamp.Only(SecurityNames.Wsu, "Expires")?.Text()) : DateTimeOffset.MaxValue) is not { } expires)
        {
            return (null, new SecurityProblem(SecurityProblemKind.Malformed, "The Timestamp cannot be read; send one wsu:Created and one wsu:Expires, each a time with its offset such as 2026-01-31T08:00:00Z."));
        }

        if (FromFuture(created, rules.Skew, now) is { } future)
        {
            return (null, future);
        }

        // What is not from the future can be counted on from, whatever a partner writes as the end.
        var oldest = created + rules.MaxAge;
        var end = expires < oldest ? expires : oldest;
        return end <= created || now >= end + rules.Skew
            ? (null, new SecurityProblem(SecurityProblemKind.Expired, $"The message has expired; send it with a new Timestamp, and set your clock: it is {Told(now)} here."))
            : (end, null);
    }

    public static SecurityProblem? FromFuture(DateTimeOffset created, TimeSpan skew, DateTimeOffset now) =>
        created > now + skew ? new SecurityProblem(SecurityProblemKind.NotYetValid, $"The message is from the future; set your clock: it is {Told(now)} here.") : null;

    public static string Told(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time of XML Schema with its offset; null: it is none. Fractions finer than 100 ns are cut off.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        Time().Match(text?.Trim() ?? string.Empty) is { Success: true } match
        && DateTimeOffset.TryParse(match.Groups["to"].Value + match.Groups["fraction"].Value + match.Groups["offset"].Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : null;

    [GeneratedRegex(@"^(?<to>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})((?<fraction>\.[0-9]{1,7})[0-9]{0,9})?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}

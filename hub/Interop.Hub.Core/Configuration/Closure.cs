using System.Globalization;

namespace Interop.Hub.Core.Configuration;

/// <summary>A planned time in which a destination is not served: maintenance, a holiday. In Vietnamese time.</summary>
/// <param name="From">From this instant on.</param>
/// <param name="Until">Until this instant, which no longer belongs to it.</param>
public sealed record Closure(DateTime From, DateTime Until)
{
    /// <summary>How it is written, for messages.</summary>
    public const string Shape = "two days, the last included, such as \"2027-02-05/2027-02-14\", or two times such as \"2026-12-05T22:00/2026-12-06T04:00\"";

    /// <summary>True when the instant, in Vietnamese time, is within it.</summary>
    public bool Contains(DateTime local) => From <= local && local < Until;

    /// <summary>Reads <see cref="Shape"/>.</summary>
    public static bool TryParse(string text, out Closure closure)
    {
        closure = null!;
        if (text.Split('/') is not [var first, var last] || Instant(first, TimeSpan.Zero) is not { } from || Instant(last, TimeSpan.FromDays(1)) is not { } until || from >= until)
        {
            return false;
        }

        closure = new Closure(from, until);
        return true;
    }

    private static DateTime? Instant(string text, TimeSpan ofDay) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateTime.MaxValue.Date ? day + ofDay
        : DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : null;
}

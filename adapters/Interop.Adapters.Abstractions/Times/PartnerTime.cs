using System.Globalization;

namespace Interop.Adapters.Times;

/// <summary>
/// The partners' local time: the fixed offset UTC+07:00, which their formats leave out. Not a time zone's name:
/// <c>Asia/Ho_Chi_Minh</c> was +08:00 in 1960.
/// </summary>
public static class PartnerTime
{
    /// <summary>+07:00.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The instant as the partner's wall clock shows it, in a .NET date format with no offset in it.</summary>
    public static string Format(DateTimeOffset instant, string format)
    {
        // The last seven hours of the year 9999 have no local time of theirs; an absurd date must not become an exception.
        var local = instant.UtcDateTime > DateTime.MaxValue - Offset ? instant.UtcDateTime : instant.UtcDateTime + Offset;
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a partner's wall clock time of one exact format; null when it is not one.</summary>
    public static DateTimeOffset? Read(string? text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && (local - DateTime.MinValue) >= Offset
            ? new DateTimeOffset(local, Offset)
            : null;
}

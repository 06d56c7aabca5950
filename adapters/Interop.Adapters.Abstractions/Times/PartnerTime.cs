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
    public static string Format(DateTimeOffset instant, string format) =>
        instant.ToOffset(Offset).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Reads a partner's wall clock time of one exact format; null when it is not one.</summary>
    public static DateTimeOffset? Read(string? text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && (local - DateTime.MinValue) >= Offset
            ? new DateTimeOffset(local, Offset)
            : null;
}

using System.Globalization;

namespace Interop.Hub.Core.Configuration;

/// <summary>Hours of a week in which a destination is served.</summary>
/// <param name="Days">The days.</param>
/// <param name="From">From this time of the day on.</param>
/// <param name="Until">Until this time, which no longer belongs to it; 24:00 is the day's end. Hours over midnight are two entries.</param>
public sealed record WeeklyHours(IReadOnlyList<DayOfWeek> Days, TimeSpan From, TimeSpan Until)
{
    /// <summary>How it is written, for messages.</summary>
    public const string Shape = "days and hours such as \"Mon-Fri 07:00-17:30\" or \"Sat,Sun 08:00-24:00\"";

    private static readonly string[] Names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>True when the instant, in Vietnamese time, is within it.</summary>
    public bool Contains(DateTime local) => Days.Contains(local.DayOfWeek) && local.TimeOfDay >= From && local.TimeOfDay < Until;

    /// <summary>Reads <see cref="Shape"/>.</summary>
    public static bool TryParse(string text, out WeeklyHours hours)
    {
        hours = null!;
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var days, var times]
            || times.Split('-') is not [var first, var last]
            || Time(first) is not { } from || Time(last) is not { } until || from >= until)
        {
            return false;
        }

        List<DayOfWeek> covered = [];
        foreach (var part in days.Split(','))
        {
            var ends = part.Split('-');
            var (begin, end) = (Day(ends[0]), Day(ends[^1]));
            if (ends.Length > 2 || begin < 0 || end < 0)
            {
                return false;
            }

            // Fri-Mon goes over the week's end.
            for (var i = 0; i <= (end - begin + 7) % 7; i++)
            {
                covered.Add((DayOfWeek)((begin + i) % 7));
            }
        }

        hours = new WeeklyHours([.. covered.Distinct()], from, until);
        return true;
    }

    private static int Day(string name) => Array.FindIndex(Names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? Time(string text) =>
        text == "24:00" ? TimeSpan.FromDays(1)
        : TimeSpan.TryParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture, out var time) ? time : null;
}

using System.Globalization;

namespace Interop.Adapters.Configuration;

/// <summary>Durations as people write them: <c>250ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>; or <c>hh:mm:ss</c>. One way for the hub's own settings and every adapter's.</summary>
public static class Durations
{
    /// <summary>What to write, for an error's text.</summary>
    public const string Shape = "a number with its unit (250ms, 30s, 5m, 2h, 7d) or hh:mm:ss";

    /// <summary>Reads a duration of zero or more; false when it is none.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var s = text.Trim();
        if (s.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(s, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        var digits = s.Length;
        while (digits > 0 && char.IsAsciiLetter(s[digits - 1]))
        {
            digits--;
        }

        // More than nine digits could overflow a TimeSpan; nobody means it.
        if (digits is 0 or > 9 || !int.TryParse(s.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        TimeSpan? unit = s[digits..].ToLowerInvariant() switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            "d" => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is not { } u || number > TimeSpan.FromDays(36500) / u)
        {
            return false;
        }

        duration = number * u;
        return true;
    }

    /// <summary>Writes it in the largest unit that leaves no remainder; <see cref="TryParse"/> reads it back.</summary>
    public static string Format(TimeSpan d) =>
        d == TimeSpan.Zero ? "0s"
        : d.Ticks % TimeSpan.TicksPerDay == 0 ? $"{d.Days}d"
        : d.Ticks % TimeSpan.TicksPerHour == 0 ? $"{(long)d.TotalHours}h"
        : d.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{(long)d.TotalMinutes}m"
        : d.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{(long)d.TotalSeconds}s"
        : $"{(long)d.TotalMilliseconds}ms";
}

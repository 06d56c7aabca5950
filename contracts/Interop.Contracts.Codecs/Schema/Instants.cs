namespace Interop.Contracts.Codecs.Schema;

/// <summary>
/// RFC 3339 instants, as strictly as we can keep them: upper-case T and Z, seconds, at most seven digits of a second
/// (what a tick holds: more would be cut silently), an offset of at most 14 hours, no leap second.
/// </summary>
internal static class Instants
{
    public static bool IsInstant(ReadOnlySpan<char> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        if (!(Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
            && Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second)))
        {
            return false;
        }

        if (year is < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 7)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return Offset(rest, out var offset) && IsRepresentable(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified), offset);
    }

    private static bool Offset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !Number(text[1..3], out var hours) || !Number(text[4..6], out var minutes) || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan(text[0] == '-' ? -hours : hours, text[0] == '-' ? -minutes : minutes, 0);
        return offset.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool IsRepresentable(DateTime local, TimeSpan offset)
    {
        // A whole second is kept free at the end of time for the fraction.
        var utc = local.Ticks - offset.Ticks;
        return utc >= 0 && utc <= DateTime.MaxValue.Ticks - TimeSpan.TicksPerSecond;
    }

    private static bool Number(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}

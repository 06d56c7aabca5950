using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// A civil date of which only the year, or the year and month, may be known: <c>1950</c>, <c>1950-06</c>,
/// <c>1950-06-09</c>. Never an instant. The population database has people with only a year
/// (NgayThangNamSinh{Nam}); years 1 to 9999.
/// </summary>
public readonly record struct PartialDate : ISpanParsable<PartialDate>, IComparable<PartialDate>
{
    /// <summary>A date of which all is known.</summary>
    public PartialDate(DateOnly date)
        : this(date.Year, date.Month, date.Day)
    {
    }

    private PartialDate(int year, int? month, int? day)
    {
        Year = year;
        Month = month;
        Day = day;
    }

    /// <summary>The year, 1 to 9999.</summary>
    public int Year { get; }

    /// <summary>The month, 1 to 12, or null when only the year is known.</summary>
    public int? Month { get; }

    /// <summary>The day of the month, or null when it is not known.</summary>
    public int? Day { get; }

    /// <summary>The whole date, or null when a part of it is not known.</summary>
    public DateOnly? Full => Month is { } m && Day is { } d ? new DateOnly(Year, m, d) : null;

    /// <summary>Only a year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not 1 to 9999.</exception>
    public static PartialDate OfYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        return new PartialDate(year, null, null);
    }

    /// <summary>A year and a month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such month.</exception>
    public static PartialDate OfMonth(int year, int month)
    {
        _ = new DateOnly(year, month, 1);
        return new PartialDate(year, month, null);
    }

    /// <inheritdoc/>
    public static PartialDate Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    /// <exception cref="FormatException">Not yyyy, yyyy-MM or yyyy-MM-dd, or no such day.</exception>
    public static PartialDate Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var date) ? date : throw new FormatException("Not a date: expected yyyy, yyyy-MM or yyyy-MM-dd, and a day that exists.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PartialDate result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a date without an exception.</summary>
    public static bool TryParse(string? s, out PartialDate result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PartialDate result)
    {
        result = default;
        if (s.Length is not (4 or 7 or 10))
        {
            return false;
        }

        // A year alone is checked as the first of January: the calendar's own rules judge every shape.
        Span<char> full = stackalloc char[10];
        "0001-01-01".CopyTo(full);
        s.CopyTo(full);
        if (!DateOnly.TryParseExact(full, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return false;
        }

        result = new PartialDate(date.Year, s.Length >= 7 ? date.Month : null, s.Length == 10 ? date.Day : null);
        return true;
    }

    /// <summary>Orders by the first day the date can be; the less precise date first.</summary>
    public int CompareTo(PartialDate other) =>
        (Year, Month ?? 0, Day ?? 0).CompareTo((other.Year, other.Month ?? 0, other.Day ?? 0));

    /// <summary>True when the left date comes before the right.</summary>
    public static bool operator <(PartialDate left, PartialDate right) => left.CompareTo(right) < 0;

    /// <summary>True when the left date comes after the right.</summary>
    public static bool operator >(PartialDate left, PartialDate right) => left.CompareTo(right) > 0;

    /// <summary>True when the left date does not come after the right.</summary>
    public static bool operator <=(PartialDate left, PartialDate right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left date does not come before the right.</summary>
    public static bool operator >=(PartialDate left, PartialDate right) => left.CompareTo(right) >= 0;

    /// <summary>yyyy, yyyy-MM or yyyy-MM-dd: what <see cref="TryParse(string, out PartialDate)"/> reads.</summary>
    public override string ToString() => (Month, Day) switch
    {
        ({ } m, { } d) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{m:00}-{d:00}"),
        ({ } m, null) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{m:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}"),
    };
}

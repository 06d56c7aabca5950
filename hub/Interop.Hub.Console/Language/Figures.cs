using System.Globalization;
using Interop.Hub.Core.Intake;

namespace Interop.Hub.Console.Language;

/// <summary>Times, spans and sizes as people in the province write them.</summary>
internal static class Figures
{
    /// <summary>31/12/2025 23:59:59, at UTC+07:00.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.ToOffset(BusinessTime.Offset).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>31/12/2025 23:59, at UTC+07:00.</summary>
    public static string Minute(DateTimeOffset at) =>
        at.ToOffset(BusinessTime.Offset).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.ToOffset(BusinessTime.Offset).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>The two largest units that say it: 2 ngày 3 giờ, 4 phút 5 giây, 1,2 giây, 35 ms.</summary>
    public static string Span(TimeSpan span, ConsoleLanguage language)
    {
        var vi = language == ConsoleLanguage.Vietnamese;
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span switch
        {
            { TotalMilliseconds: < 1000 } => Invariant($"{Math.Round(span.TotalMilliseconds)} ms"),
            { TotalSeconds: < 60 } => span.TotalSeconds.ToString("0.#", Culture(language)) + (vi ? " giây" : " s"),
            { TotalMinutes: < 60 } => Pair(span.Minutes, vi ? "phút" : "min", span.Seconds, vi ? "giây" : "s"),
            { TotalHours: < 24 } => Pair(span.Hours, vi ? "giờ" : "h", span.Minutes, vi ? "phút" : "min"),
            _ => Pair((int)span.TotalDays, vi ? "ngày" : "d", span.Hours, vi ? "giờ" : "h"),
        };
    }

    /// <summary>1,5 MB; decimal units.</summary>
    public static string Bytes(long bytes, ConsoleLanguage language) => bytes switch
    {
        < 1000 => Invariant($"{bytes} B"),
        < 1_000_000 => (bytes / 1e3).ToString("0.#", Culture(language)) + " kB",
        < 1_000_000_000 => (bytes / 1e6).ToString("0.#", Culture(language)) + " MB",
        _ => (bytes / 1e9).ToString("0.#", Culture(language)) + " GB",
    };

    /// <summary>12.345 in Vietnamese, 12,345 in English.</summary>
    public static string Count(long count, ConsoleLanguage language) => count.ToString("N0", Culture(language));

    private static string Pair(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? Invariant($"{large} {largeUnit}") : Invariant($"{large} {largeUnit} {small} {smallUnit}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Made here and not asked from ICU: a page must read the same on every machine.
    private static NumberFormatInfo Culture(ConsoleLanguage language) =>
        language == ConsoleLanguage.Vietnamese ? VietnameseNumbers : NumberFormatInfo.InvariantInfo;

    private static readonly NumberFormatInfo VietnameseNumbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
}

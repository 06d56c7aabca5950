using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// A dossier number (mã số hồ sơ): organisation code, receipt date, sequence of that unit and day.
/// Shapes observed: <c>000.00.14.H20-200703-0002</c> (four-block organisation, yyMMdd, 4 digits) and
/// <c>G09.20-20260609-0092637</c> (short organisation, yyyyMMdd, 7 digits).
/// Read in any letter case, kept in upper case. Source: TT 01/2018/TT-VPCP (rule, from memory); the tolerant
/// pattern is an inference from the observed numbers.
/// </summary>
public readonly partial record struct DossierNumber : ISpanParsable<DossierNumber>
{
    private readonly string? _value;

    private DossierNumber(string value, OrganisationCode organisation, DateOnly receivedOn, int sequence)
    {
        _value = value;
        Organisation = organisation;
        ReceivedOn = receivedOn;
        Sequence = sequence;
    }

    /// <summary>The number as it is stored and compared: upper case, no surrounding blanks.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The unit that issued the number.</summary>
    public OrganisationCode Organisation { get; }

    /// <summary>The date in the number. Two-digit years are of this century.</summary>
    public DateOnly ReceivedOn { get; }

    /// <summary>The running number of that unit and day, 0 to 9,999,999.</summary>
    public int Sequence { get; }

    /// <inheritdoc/>
    public static DossierNumber Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text has none of the observed shapes, or its date does not exist.</exception>
    public static DossierNumber Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var number)
            ? number
            : throw new FormatException("Not a dossier number: expected ORGANISATION-yyMMdd-0001 or ORGANISATION-yyyyMMdd-0000001 with a date that exists.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DossierNumber result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a number without an exception; false when the shape or the date is wrong.</summary>
    public static bool TryParse(string? s, out DossierNumber result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DossierNumber result)
    {
        result = default;
        var trimmed = s.Trim();
        // Not ASCII: upper case would make some of it so (ſ to S).
        if (trimmed.Length is < 15 or > 48 || !Ascii.IsValid(trimmed))
        {
            return false;
        }

        var text = trimmed.ToString().ToUpperInvariant();
        var match = Shape().Match(text);
        if (!match.Success || !OrganisationCode.TryParse(match.Groups["org"].ValueSpan, null, out var organisation))
        {
            return false;
        }

        var digits = match.Groups["date"].Value;
        var full = digits.Length == 6 ? "20" + digits : digits;
        if (!DateOnly.TryParseExact(full, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return false;
        }

        var sequence = int.Parse(match.Groups["seq"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        result = new DossierNumber(text, organisation, date, sequence);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^(?<org>[0-9A-Z]{1,5}(?:\.[0-9A-Z]{1,5}){1,3})-(?<date>[0-9]{6}|[0-9]{8})-(?<seq>[0-9]{4,7})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}

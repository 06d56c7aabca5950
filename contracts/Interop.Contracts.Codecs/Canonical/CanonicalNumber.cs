using System.Globalization;
using System.Text;

namespace Interop.Contracts.Codecs.Canonical;

/// <summary>
/// One spelling for every number, without losing a digit: <c>1</c>, <c>1.0</c>, <c>10e-1</c> are one number;
/// 0.1 and 0.10000000000000001 are two, though a double cannot tell them apart.
/// </summary>
internal static class CanonicalNumber
{
    /// <summary>True when a number is spelled canonically: digits, and few enough to need no power of ten.</summary>
    public static bool Is(ReadOnlySpan<byte> number) => number.Length <= 18 && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>A whole number of ordinary length as digits; any other as digits without trailing zeros, and a power of ten.</summary>
    public static string Of(string number)
    {
        var negative = number[0] == '-';
        var text = negative ? number[1..] : number;
        var e = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = e < 0 ? text : text[..e];

        // An exponent too long for a long is kept as it is spelled: two spellings of such a number count as two.
        if (!long.TryParse(e < 0 ? "0" : text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return mantissa.AsSpan().ContainsAnyInRange('1', '9') ? number : "0";
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = new StringBuilder(mantissa);
        if (point >= 0)
        {
            digits.Remove(point, 1);
            exponent -= mantissa.Length - point - 1;
        }

        var significant = digits.ToString().TrimStart('0');
        var trimmed = significant.TrimEnd('0');
        if (trimmed.Length == 0)
        {
            return "0";
        }

        exponent += significant.Length - trimmed.Length;
        var sign = negative ? "-" : string.Empty;
        return exponent switch
        {
            >= 0 and <= 18 => sign + trimmed + new string('0', (int)exponent),
            _ => string.Create(CultureInfo.InvariantCulture, $"{sign}{trimmed}e{exponent}"),
        };
    }
}

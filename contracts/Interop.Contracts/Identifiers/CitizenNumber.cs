using System.Diagnostics.CodeAnalysis;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// A citizen number (số định danh cá nhân): 12 digits; province or country of birth registration (3), century and
/// sex (1), year of birth (2), sequence (6). Source: NĐ 137/2015 (structure, from memory); the 12 digits are confirmed
/// by LoaiDinhDanh of the national portal.
/// </summary>
public readonly record struct CitizenNumber : ISpanParsable<CitizenNumber>
{
    private readonly string? _value;

    private CitizenNumber(string value) => _value = value;

    /// <summary>The 12 digits.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The year of birth that the number carries (1900 to 2399).</summary>
    public int BirthYear => 1900 + ((Value[3] - '0') / 2 * 100) + ((Value[4] - '0') * 10) + (Value[5] - '0');

    /// <inheritdoc/>
    public static CitizenNumber Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not 12 digits.</exception>
    public static CitizenNumber Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException("Not a citizen number: expected 12 digits.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CitizenNumber result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a number without an exception.</summary>
    public static bool TryParse(string? s, out CitizenNumber result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out CitizenNumber result)
    {
        result = default;
        var text = s.Trim();
        if (text.Length != 12 || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        result = new CitizenNumber(text.ToString());
        return true;
    }

    /// <summary>Masked: the number must not reach a log through string interpolation. Use <see cref="Value"/> on the wire.</summary>
    public override string ToString() => Value.Length == 12 ? $"{Value[..3]}******{Value[9..]}" : string.Empty;
}

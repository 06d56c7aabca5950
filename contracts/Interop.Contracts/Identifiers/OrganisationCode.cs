using System.Diagnostics.CodeAnalysis;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// An organisation code (mã định danh cơ quan). Two notations live side by side: four blocks with the level-1 code
/// last (<c>000.00.18.H40</c>, QCVN 102:2016) and short with the level-1 code first (<c>H40.18</c>, QĐ 20/2020/QĐ-TTg).
/// Which old code is which new one is a table, never a string transform: see <see cref="OrganisationDirectory"/>.
/// Read in any letter case, kept in upper case; 1 to 4 blocks of 1 to 5 letters or digits.
/// </summary>
public readonly record struct OrganisationCode : ISpanParsable<OrganisationCode>
{
    private readonly string? _value;

    private OrganisationCode(string value) => _value = value;

    /// <summary>The code as it is stored and compared: upper case, no surrounding blanks.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>True for the four-block notation of QCVN 102:2016.</summary>
    public bool IsFourBlock => Value.Count(c => c == '.') == 3;

    /// <inheritdoc/>
    public static OrganisationCode Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not 1 to 4 dotted blocks of 1 to 5 letters or digits.</exception>
    public static OrganisationCode Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code)
            ? code
            : throw new FormatException("Not an organisation code: expected 1 to 4 dotted blocks of 1 to 5 letters or digits, such as H40.18 or 000.00.18.H40.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrganisationCode result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a code without an exception.</summary>
    public static bool TryParse(string? s, out OrganisationCode result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out OrganisationCode result)
    {
        result = default;
        var text = s.Trim();
        int blocks = 1, length = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (length == 0 || ++blocks > 4)
                {
                    return false;
                }

                length = 0;
            }
            else if (!char.IsAsciiLetterOrDigit(c) || ++length > 5)
            {
                return false;
            }
        }

        if (length == 0)
        {
            return false;
        }

        result = new OrganisationCode(text.ToString().ToUpperInvariant());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

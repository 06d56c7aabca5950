using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Interop.Contracts.Identifiers;

/// <summary>
/// An administrative procedure's code (mã TTHC): <c>1.001193</c>, or with the announcing organisation behind it,
/// <c>1.001612.000.00.00.H48</c>. Two codes name the same procedure when their first two blocks agree; the suffix is kept.
/// Source: observed codes (contracts/README.md, MC).
/// </summary>
public readonly partial record struct ProcedureCode : ISpanParsable<ProcedureCode>
{
    private readonly string? _value;

    private ProcedureCode(string value, int shortLength)
    {
        _value = value;
        ShortLength = shortLength;
    }

    private int ShortLength { get; }

    /// <summary>The code as received, upper case, no surrounding blanks.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The first two blocks, which identify the procedure: <c>1.001193</c>.</summary>
    public string Short => Value[..ShortLength];

    /// <summary>The announcing organisation behind the first two blocks, or null.</summary>
    public string? Suffix => ShortLength < Value.Length ? Value[(ShortLength + 1)..] : null;

    /// <summary>True when both codes name the same procedure, whatever their suffix.</summary>
    public bool SameProcedure(ProcedureCode other) => string.Equals(Short, other.Short, StringComparison.Ordinal);

    /// <inheritdoc/>
    public static ProcedureCode Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not a digit, a dot and six digits, with an optional organisation suffix.</exception>
    public static ProcedureCode Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code)
            ? code
            : throw new FormatException("Not a procedure code: expected a digit, a dot and six digits such as 1.001193, optionally followed by an organisation code.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProcedureCode result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a code without an exception.</summary>
    public static bool TryParse(string? s, out ProcedureCode result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ProcedureCode result)
    {
        result = default;
        var text = s.Trim();
        // Not ASCII: upper case would make some of it so (ſ to S).
        if (text.Length is < 8 or > 40 || !Ascii.IsValid(text))
        {
            return false;
        }

        var upper = text.ToString().ToUpperInvariant();
        if (!Shape().IsMatch(upper))
        {
            return false;
        }

        result = new ProcedureCode(upper, 8);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"^[0-9]\.[0-9]{6}(\.[0-9A-Z]{1,5}){0,4}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}

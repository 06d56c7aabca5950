using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Interop.Contracts.Documents;

/// <summary>The SHA-256 digest that names a document: 64 hexadecimal digits, kept in lower case.</summary>
public readonly record struct Sha256Digest : ISpanParsable<Sha256Digest>
{
    private readonly string? _value;

    private Sha256Digest(string value) => _value = value;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The digest of these bytes.</summary>
    public static Sha256Digest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Takes a finished hash.</summary>
    /// <exception cref="ArgumentException">The hash is not 32 bytes.</exception>
    public static Sha256Digest FromHash(ReadOnlySpan<byte> hash) =>
        hash.Length == 32 ? new(Convert.ToHexStringLower(hash)) : throw new ArgumentException("A SHA-256 hash has 32 bytes.", nameof(hash));

    /// <inheritdoc/>
    public static Sha256Digest Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public static Sha256Digest Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var digest) ? digest : throw new FormatException("Not a SHA-256 digest: expected 64 hexadecimal digits.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Sha256Digest result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads a digest without an exception.</summary>
    public static bool TryParse(string? s, out Sha256Digest result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Sha256Digest result)
    {
        result = default;
        if (s.Length != 64)
        {
            return false;
        }

        foreach (var c in s)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        result = new Sha256Digest(s.ToString().ToLowerInvariant());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

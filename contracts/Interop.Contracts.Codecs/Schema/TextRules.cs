namespace Interop.Contracts.Codecs.Schema;

/// <summary>What text may hold: what both JSON and XML can carry, and no control characters but tab, line feed and carriage return.</summary>
internal static class TextRules
{
    /// <summary>
    /// False for the vast majority of bodies: then only text with escapes needs a look. UTF-8 of what is refused begins
    /// with one of these bytes (DEL; U+0080–U+00BF; U+F000–U+FFFF); C0 controls cannot stand in JSON unescaped.
    /// </summary>
    public static bool MayHoldRefused(ReadOnlySpan<byte> body) => body.IndexOfAny((byte)0x7F, (byte)0xC2, (byte)0xEF) >= 0;

    /// <summary>Judges the raw inside of a JSON string; null: nothing wrong, otherwise what is.</summary>
    public static string? Fault(ReadOnlySpan<byte> raw)
    {
        var highSurrogate = false;
        for (var i = 0; i < raw.Length; i++)
        {
            var b = raw[i];
            if (b == '\\')
            {
                i++;
                var isUnit = raw[i] == 'u';
                var unit = isUnit ? Unit(raw.Slice(i + 1, 4)) : raw[i] is (byte)'b' or (byte)'f' ? 0 : ' ';
                i += isUnit ? 4 : 0;
                if (char.IsLowSurrogate((char)unit) != highSurrogate)
                {
                    return LoneSurrogate;
                }

                highSurrogate = char.IsHighSurrogate((char)unit);
                if (IsRefused(unit))
                {
                    return Refused;
                }

                continue;
            }

            if (highSurrogate)
            {
                return LoneSurrogate;
            }

            if (b == 0x7F || (b == 0xC2 && raw[i + 1] < 0xA0) || (b == 0xEF && raw[i + 1] == 0xBF && raw[i + 2] >= 0xBE))
            {
                return Refused;
            }
        }

        return highSurrogate ? LoneSurrogate : null;
    }

    private const string LoneSurrogate = "The text holds half of a surrogate pair (\\uD800 to \\uDFFF alone). Send whole characters.";
    private const string Refused = "The text holds a control character or a non-character. Only tab, line feed and carriage return are accepted; remove the others.";

    private static bool IsRefused(int unit) => unit switch
    {
        '\t' or '\n' or '\r' => false,
        < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => true,
        _ => false,
    };

    private static int Unit(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var d in digits)
        {
            value = (value << 4) | (d <= '9' ? d - '0' : (d | 0x20) - 'a' + 10);
        }

        return value;
    }
}

using System.Buffers;

namespace Interop.Contracts.Codecs.Canonical;

/// <summary>
/// Text whose canonical form is the bytes as they came. Nearly all text is: ASCII and the composed letters of Vietnamese
/// are in NFC whatever stands beside them, and no JSON writer escapes them. Decoding, normalising and encoding every text
/// of a packet cost more than all its digest.
/// </summary>
internal static class PlainText
{
    // What is not here (escapes, combining marks, anything rare) is not wrong: it only takes the long way.
    private static readonly SearchValues<byte> Ascii = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7F - 0x20).Select(b => (byte)b).Where(b => b is not ((byte)'"' or (byte)'\\'))]);

    /// <summary>True when the inside of a JSON string is canonical as it stands.</summary>
    /// <param name="raw">The inside, valid UTF-8, without its quotation marks.</param>
    public static bool Is(ReadOnlySpan<byte> raw)
    {
        while (true)
        {
            var at = raw.IndexOfAnyExcept(Ascii);
            if (at < 0)
            {
                return true;
            }

            var length = Letter(raw[at..]);
            if (length == 0)
            {
                return false;
            }

            raw = raw[(at + length)..];
        }
    }

    /// <summary>Bytes of the composed letter that stands first; 0 when none does.</summary>
    private static int Letter(ReadOnlySpan<byte> raw) => raw switch
    {
        // À–ÿ, Ā–ſ
        [0xC3 or 0xC4 or 0xC5, ..] => 2,

        // Ơ ơ Ư ư
        [0xC6, 0xA0 or 0xA1 or 0xAF or 0xB0, ..] => 2,

        // Ạ–ỹ
        [0xE1, 0xBA, >= 0xA0, ..] => 3,
        [0xE1, 0xBB, <= 0xB9, ..] => 3,
        _ => 0,
    };
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Interop.Contracts.Tests.Generators;

/// <summary>Text as it comes: Vietnamese composed and decomposed, emoji, blanks, markup, line ends.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
        ["a", "Z", "9", "ế", "Đ", "ữ", "e\u0302\u0301", "o\u031B", "😀", "𠮷", " ", "  ", "\t", "\n", "\r", "\r\n", "\"", "\\", "/", "<", ">", "&", "]]>", "'", "{", "}", "\u00A0", "\u2028", "\uFFFD", "~", "\uFEFF"];

    public static Gen<string> OfLength(int min, int max) =>
        from pieces in Gen.Elements(Pieces).ListOf()
        from count in Gen.Choose(min, Math.Max(min, Math.Min(max, min + 12)))
        select Cut(string.Concat(pieces), min, Math.Min(max, count));

    /// <summary>A text as JSON: letters as they are, or as escapes.</summary>
    public static Gen<string> Quoted(Gen<string> text) =>
        from value in text
        from escaped in Gen.Elements(true, false, false)
        select '"' + JsonEncodedText.Encode(value, escaped ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() + '"';

    public static Gen<string> Characters(string alphabet, int min, int max) =>
        from length in Gen.Choose(min, max)
        from characters in Gen.Elements(alphabet.ToCharArray()).ArrayOf(length)
        select new string(characters);

    private static string Cut(string text, int min, int max)
    {
        var runes = text.EnumerateRunes().Take(max).ToList();
        while (runes.Count < min)
        {
            runes.Add(new Rune('x'));
        }

        return string.Concat(runes);
    }
}

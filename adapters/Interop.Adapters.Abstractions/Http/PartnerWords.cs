using System.Globalization;
using System.Text;

namespace Interop.Adapters.Http;

/// <summary>
/// Compares a partner's free words. Systems write the same sentence composed or decomposed, with the tone on either
/// vowel (khoá, khóa) and in any letter case, so marks are dropped before words are looked for.
/// </summary>
public static class PartnerWords
{
    /// <summary>Lower case without marks, đ as d; empty for null.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(Rune.ToLowerInvariant(rune));
            }
        }

        return folded.Replace('đ', 'd').ToString();
    }

    /// <summary>True when the folded text holds any of the words, which are given folded.</summary>
    public static bool Has(string foldedText, params ReadOnlySpan<string> foldedWords)
    {
        foreach (var word in foldedWords)
        {
            if (foldedText.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // A partner may send half a surrogate pair, which Normalize refuses.
    private static string WellFormed(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }
}

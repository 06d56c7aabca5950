using System.Text;
using System.Xml;

namespace Interop.Adapters.Soap.Reading;

/// <summary>Text that may stand in an answer, whatever it was made from.</summary>
internal static class CleanText
{
    /// <summary>Without characters that XML cannot carry, and no longer than <paramref name="maxLength"/>.</summary>
    public static string Of(string text, int maxLength)
    {
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            if (rune == Rune.ReplacementChar || (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value)))
            {
                clean.Append('?');
            }
            else
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }
}

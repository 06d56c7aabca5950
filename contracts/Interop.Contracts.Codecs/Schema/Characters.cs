using System.Buffers;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>The small alphabets of the formats.</summary>
internal static class Characters
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // RFC 6838, restricted names.
    private static readonly SearchValues<char> MediaName = SearchValues.Create(Alphanumeric + "!#$&.+-^_");
    private static readonly SearchValues<char> FaultWord = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    public static SearchValues<char> PacketId { get; } = SearchValues.Create(Alphanumeric + "._:-");

    public static bool IsMediaType(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash > 0 && IsName(text[..slash]) && IsName(text[(slash + 1)..]);

        static bool IsName(ReadOnlySpan<char> name) => name.Length is > 0 and <= 63 && !name.ContainsAnyExcept(MediaName);
    }

    public static bool IsFaultCode(ReadOnlySpan<char> text)
    {
        var words = 0;
        foreach (var range in text.Split('.'))
        {
            var word = text[range];
            if (word.Length is 0 or > 32 || word.ContainsAnyExcept(FaultWord) || (words++ == 0 && (word.Length > 16 || word.Contains('-'))))
            {
                return false;
            }
        }

        return words is >= 2 and <= 4 && text.Length <= 64;
    }
}

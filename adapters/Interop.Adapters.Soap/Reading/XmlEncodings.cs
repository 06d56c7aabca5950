using System.Text;
using System.Text.RegularExpressions;

namespace Interop.Adapters.Soap.Reading;

/// <summary>
/// Which encoding a message is in: byte order mark, else what the Content-Type says, else the XML declaration, else UTF-8.
/// Decoders are strict: a byte that is not text is an error, not a question mark in somebody's name.
/// </summary>
internal static partial class XmlEncodings
{
    private const int WindowsVietnamese = 1258;

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Utf16Little = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>The encoding and how many bytes of mark precede the text; null with the name that is not taken.</summary>
    public static (Encoding? Encoding, int MarkLength, string Name) Detect(ReadOnlySpan<byte> head, string? contentTypeCharset)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Utf8, 3, "utf-8");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Utf16Little, 2, "utf-16le");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Utf16Big, 2, "utf-16be");
        }

        // '<' in two bytes: UTF-16 without its mark, whatever the header claims; no other reading makes XML of it.
        if (head.StartsWith((ReadOnlySpan<byte>)[0x3C, 0x00]))
        {
            return (Utf16Little, 0, "utf-16le");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x00, 0x3C]))
        {
            return (Utf16Big, 0, "utf-16be");
        }

        var name = (string.IsNullOrWhiteSpace(contentTypeCharset) ? DeclaredName(head) : contentTypeCharset)?.Trim().Trim('"', '\'') ?? "utf-8";
        return (ByName(name), 0, name);
    }

    private static string? DeclaredName(ReadOnlySpan<byte> head)
    {
        var declaration = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 256)]);
        return Declaration().Match(declaration) is { Success: true } match ? match.Groups[1].Value : null;
    }

    // Few names on purpose: each is one that Vietnamese systems are known to send.
    private static Encoding? ByName(string name) => name.ToLowerInvariant() switch
    {
        // A single-byte text labelled UTF-16 can only be a declaration copied by a program that re-encoded the rest.
        "utf-8" or "utf8" or "utf-16" or "unicode" => Utf8,
        "us-ascii" or "ascii" => Utf8,
        "iso-8859-1" or "latin1" => Encoding.Latin1,
        "windows-1258" or "cp1258" => Strict(CodePagesEncodingProvider.Instance.GetEncoding(WindowsVietnamese)),
        _ => null,
    };

    private static Encoding? Strict(Encoding? encoding)
    {
        if (encoding?.Clone() is Encoding copy)
        {
            copy.DecoderFallback = DecoderFallback.ExceptionFallback;
            return copy;
        }

        return null;
    }

    [GeneratedRegex("""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]{0,40})["']""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}

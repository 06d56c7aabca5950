using Interop.Contracts.Documents;
using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Codecs.Schema;

/// <summary>A named form of text. Judged by the value types themselves, so that reading and validating cannot differ.</summary>
/// <param name="Name">The schema's name of it.</param>
/// <param name="Fits">True when the text has the form.</param>
/// <param name="Expected">What the form is, for a message.</param>
internal sealed record TextFormat(string Name, TextFormat.Check Fits, string Expected)
{
    /// <summary>No format is longer; a longer text fits none.</summary>
    public const int LongestText = 255;

    private static readonly TextFormat[] All =
    [
        new("date-time", Instants.IsInstant, "a time of RFC 3339 with seconds and an offset, such as 2026-11-20T08:30:00+07:00; a time without an offset is not accepted"),
        new("date", s => s.Length == 10 && PartialDate.TryParse(s, null, out _), "a day that exists, written yyyy-MM-dd"),
        new("partial-date", s => PartialDate.TryParse(s, null, out _), "yyyy, yyyy-MM or yyyy-MM-dd, and a day that exists"),
        new("organisation-code", s => IsTrimmed(s) && OrganisationCode.TryParse(s, null, out _), "an organisation code such as H40.18 or 000.00.18.H40: 1 to 4 dotted blocks of 1 to 5 letters or digits, no blanks"),
        new("procedure-code", s => IsTrimmed(s) && ProcedureCode.TryParse(s, null, out _), "a procedure code such as 1.001193: a digit, a dot and six digits, optionally a dot and an organisation code, no blanks"),
        new("sha256", s => Sha256Digest.TryParse(s, null, out _), "a SHA-256 digest: 64 hexadecimal digits"),
        new("packet-id", s => s.Length is > 0 and <= 64 && !s.ContainsAnyExcept(Characters.PacketId), "1 to 64 letters, digits or . _ : -"),
        new("file-name", s => s.Length is > 0 and <= 255 && !s.ContainsAny('/', '\\'), "a file name of 1 to 255 characters without a path"),
        new("media-type", Characters.IsMediaType, "a media type such as application/pdf, without parameters"),
        new("fault-code", Characters.IsFaultCode, "dotted lower-case words such as partner.unreachable"),
    ];

    /// <summary>Judges a text.</summary>
    public delegate bool Check(ReadOnlySpan<char> text);

    public static TextFormat Get(string name, string at) =>
        Array.Find(All, f => f.Name == name) ?? throw new InvalidOperationException($"The schema uses at {at} a format this validator does not know: {name}.");

    private static bool IsTrimmed(ReadOnlySpan<char> s) => s.Length > 0 && !char.IsWhiteSpace(s[0]) && !char.IsWhiteSpace(s[^1]);
}

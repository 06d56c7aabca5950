using System.Security.Cryptography;
using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// A file that goes out with a message, opened when its turn comes and never in memory. The Body has its mark where the
/// file's base64 belongs; how it travels is the partner's matter (<see cref="SoapProfile.Files"/>).
/// </summary>
public sealed record SoapFile
{
    /// <summary>
    /// Stands in the Body, once, for the file: 16 to 64 ASCII letters and digits that nobody else could have written
    /// there, such as a random number in hexadecimal. No encoding of XML or JSON changes it.
    /// </summary>
    public required string Mark { get; init; }

    /// <summary>Such as <c>application/pdf</c>; said where the file travels as a part.</summary>
    public string MediaType { get; init; } = "application/octet-stream";

    /// <summary>How many bytes, exactly: the message's length is told before it goes.</summary>
    public required long Length { get; init; }

    /// <summary>Its digest; null: not known, and where a signature needs it the file is read once more.</summary>
    public Sha256Digest? Sha256 { get; init; }

    /// <summary>Opens the file for one forward read; the engine closes it.</summary>
    public required Func<CancellationToken, Task<Stream>> Open { get; init; }

    /// <summary>A file of a packet, with a mark of its own. Its length is the store's: what a packet says of it, its sender wrote.</summary>
    /// <exception cref="IOException">The store does not have it, or is down.</exception>
    public static Task<SoapFile> OfAsync(IDocumentSource documents, DocumentReference file, CancellationToken cancellationToken) =>
        OfAsync(documents, file.Sha256, file.MediaType, RandomNumberGenerator.GetHexString(32, lowercase: true), cancellationToken);

    /// <summary>The same with a mark that stands in the Body already.</summary>
    internal static async Task<SoapFile> OfAsync(IDocumentSource documents, Sha256Digest digest, string mediaType, string mark, CancellationToken cancellationToken)
    {
        await using var content = await documents.OpenAsync(digest, cancellationToken);
        return new SoapFile
        {
            Mark = mark,
            MediaType = mediaType,
            Length = content.Length,
            Sha256 = digest,
            Open = stop => documents.OpenAsync(digest, stop),
        };
    }
}

/// <summary>How files travel in a message.</summary>
public enum SoapFilePassing
{
    /// <summary>As base64 in the XML, at the mark, however deep it stands: in a text of escaped XML or JSON too.</summary>
    Inline = 1,

    /// <summary>MTOM: <c>xop:Include</c> in the element whose whole text is the mark, and a part (XOP 1.0).</summary>
    Mtom = 2,

    /// <summary>SOAP with Attachments: <c>href="cid:…"</c> on the element whose whole text is the mark, and a part (WS-I Attachments Profile 1.0).</summary>
    Attachment = 3,
}

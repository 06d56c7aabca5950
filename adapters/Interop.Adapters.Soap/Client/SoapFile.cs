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

    /// <summary>Opens the file for one forward read; the engine closes it.</summary>
    public required Func<CancellationToken, Task<Stream>> Open { get; init; }

    /// <summary>A file of a packet, with a mark of its own. Its length is the store's: what a packet says of it, its sender wrote.</summary>
    /// <exception cref="IOException">The store does not have it, or is down.</exception>
    public static async Task<SoapFile> OfAsync(IDocumentSource documents, DocumentReference file, CancellationToken cancellationToken)
    {
        await using var content = await documents.OpenAsync(file.Sha256, cancellationToken);
        return new SoapFile
        {
            Mark = RandomNumberGenerator.GetHexString(32, lowercase: true),
            MediaType = file.MediaType,
            Length = content.Length,
            Open = stop => documents.OpenAsync(file.Sha256, stop),
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

using System.Xml.Linq;
using Interop.Adapters.Soap.Endpoint;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Soap.Exchange;

/// <summary>A file of a message that is not kept yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Digest">Where its digest stands; null: none was sent.</param>
/// <param name="Data">Its bytes, when they stand in the XML.</param>
/// <param name="Part">The part that they come in; null: they stand in the XML.</param>
internal sealed record IncomingFile(string Name, string MediaType, XElement? Digest, ReadOnlyMemory<byte> Data, string? Part)
{
    /// <summary>The digest that was sent; null: none, or an empty one.</summary>
    public Sha256Digest? Stated => Sha256Digest.TryParse(Digest?.Value.Trim(), out var digest) ? digest : null;

    /// <summary>What its sender is told when the bytes have another digest.</summary>
    public BodyError OtherDigest() => new(
        BodyPath.Of(Digest), BodyPath.LineOf(Digest), "The digest is not that of the data; compute SHA-256 over the decoded bytes and send it as 64 hexadecimal digits.");

    /// <summary>Kept.</summary>
    public IssuedFile As(KeepAnswer.Kept kept) => new(Name, MediaType, kept.Sha256, kept.Size);
}

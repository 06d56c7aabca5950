using System.Security.Cryptography;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// A part beside the XML under a signature (SwA Profile 1.1, Attachment-Content-Signature-Transform): the digest of its
/// bytes as decoded. The profile has text and XML parts brought into canonical form first, which is not done here: send
/// signed parts as <c>application/…</c> other than XML.
/// </summary>
/// <param name="ContentId">Without brackets and escapes.</param>
/// <param name="Algorithm">SHA-256, SHA-384 or SHA-512; SHA-1 by exception.</param>
/// <param name="Value">The digest.</param>
public sealed record AttachmentDigest(string ContentId, HashAlgorithmName Algorithm, ReadOnlyMemory<byte> Value)
{
    /// <summary>Whether a part has this digest.</summary>
    /// <param name="digest">Of the part, by <see cref="Algorithm"/>.</param>
    public bool Fits(ReadOnlySpan<byte> digest) => CryptographicOperations.FixedTimeEquals(Value.Span, digest);
}

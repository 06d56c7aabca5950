using System.Security.Cryptography;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Security;

/// <summary>What came of judging a message's security.</summary>
public abstract record SecurityReading
{
    private SecurityReading()
    {
    }

    /// <summary>All that the profile asks was found, and holds.</summary>
    public sealed record Verified : SecurityReading
    {
        /// <summary>The very tree that was verified, decrypted, without our security header. Elements carry the line of the message; what was decrypted the line of its cipher text.</summary>
        public required XDocument Document { get; init; }

        /// <summary>Who sent it.</summary>
        public required SecurityIdentity Identity { get; init; }

        /// <summary>What the signature covers; nothing, when there is none.</summary>
        public required SignedParts SignedParts { get; init; }

        /// <summary>What an operator should know of.</summary>
        public SecurityFlags Flags { get; init; }

        /// <summary>Signed parts beside the XML: the message is whole only when each was read and has its digest.</summary>
        public IReadOnlyList<AttachmentDigest> ExpectedAttachments { get; init; } = [];

        /// <summary>It has a Timestamp: its sender's stack may look for one in the answer.</summary>
        public bool HasTimestamp { get; init; }

        /// <summary>By what its Body was encrypted: what its sender's stack knows; null: it was not.</summary>
        public BodyEncryption? Encryption { get; init; }

        /// <summary>The nonces that it spent.</summary>
        internal IReadOnlyList<string> Spent { get; init; } = [];
    }

    /// <summary>Not taken.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(SecurityProblem Problem) : SecurityReading;
}

/// <summary>By what a Body was encrypted.</summary>
/// <param name="Content">Of the content.</param>
/// <param name="OaepHash">The digest of RSA-OAEP, which the content's key is under.</param>
public sealed record BodyEncryption(ContentEncryption Content, HashAlgorithmName OaepHash);

/// <summary>Who sent a message, as far as its header proves it.</summary>
/// <param name="User">Whose password fitted; null: no UsernameToken.</param>
/// <param name="Signer">Whose key signed; null: no signature.</param>
public sealed record SecurityIdentity(string? User, SignerCertificate? Signer);

/// <summary>A certificate whose key signed, found trusted.</summary>
/// <param name="Subject">Its subject, as text.</param>
/// <param name="SerialNumber">Hexadecimal.</param>
/// <param name="KeySha256">The pin of its key: SHA-256 of the SubjectPublicKeyInfo in base64.</param>
/// <param name="Der">The certificate.</param>
public sealed record SignerCertificate(string Subject, string SerialNumber, string KeySha256, ReadOnlyMemory<byte> Der);

/// <summary>What a signature covers.</summary>
/// <param name="Body">The Body.</param>
/// <param name="Timestamp">The Timestamp.</param>
/// <param name="UsernameToken">The UsernameToken.</param>
/// <param name="Headers">Names of which every block is covered.</param>
public sealed record SignedParts(bool Body, bool Timestamp, bool UsernameToken, IReadOnlyList<XName> Headers)
{
    /// <summary>Nothing.</summary>
    public static SignedParts None { get; } = new(Body: false, Timestamp: false, UsernameToken: false, []);
}

/// <summary>What an operator should know of a message that was taken.</summary>
[Flags]
public enum SecurityFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>SHA-1 in the signature, which only an exception in the profile allows.</summary>
    Sha1 = 1,
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;

namespace Interop.Adapters.Soap.Security;

/// <summary>What a message to a partner is to prove. Immutable; made once per destination. Prints no secret.</summary>
public sealed record OutgoingSecurity
{
    /// <summary>For whom the header is; null: whoever receives the message in the end.</summary>
    public string? Actor { get; init; }

    /// <summary>Whether the receiver must understand it. Default true.</summary>
    public bool MustUnderstand { get; init; } = true;

    /// <summary>How long a Timestamp holds; null: none is sent. Default 5 min.</summary>
    public TimeSpan? Lifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>UsernameToken; null: none.</summary>
    public OutgoingUser? User { get; init; }

    /// <summary>Signature; null: none.</summary>
    public OutgoingSignature? Signature { get; init; }

    /// <summary>Encryption of the Body, after it was signed; null: none.</summary>
    public OutgoingEncryption? Encryption { get; init; }

    /// <summary>Bytes of an envelope that is signed or encrypted. Default 16 MiB.</summary>
    public int MaxBytes { get; init; } = 16 << 20;
}

/// <summary>A user name and password.</summary>
/// <param name="Name">The user.</param>
/// <param name="Password">The secret.</param>
/// <param name="Kind">How it is sent.</param>
public sealed record OutgoingUser(string Name, string Password, PasswordKind Kind = PasswordKind.Digest)
{
    /// <summary>Never the secret: records print themselves into logs.</summary>
    public override string ToString() => $"UsernameToken ({Name}, {Kind})";
}

/// <summary>How a password is sent.</summary>
public enum PasswordKind
{
    /// <summary>As it is.</summary>
    Text = 1,

    /// <summary>Under SHA-1 with a nonce and a time; the receiver must have it as it is.</summary>
    Digest = 2,
}

/// <summary>How a message is signed.</summary>
public sealed record OutgoingSignature
{
    /// <summary>With its private key, RSA or on a curve of NIST's: the key's kind and <see cref="Hash"/> make the algorithm.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Of signature and digests: SHA-256, SHA-384 or SHA-512; SHA-1 for a partner that knows no other. Default SHA-256.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Whether the UsernameToken is signed beside Body and Timestamp, which always are. Default true.</summary>
    public bool UsernameToken { get; init; } = true;

    /// <summary>Header blocks that are signed wherever they stand.</summary>
    public IReadOnlyList<XName> Headers { get; init; } = [];

    /// <summary>The same for all blocks of a namespace, such as WS-Addressing's.</summary>
    public IReadOnlyList<XNamespace> HeaderNamespaces { get; init; } = [];
}

/// <summary>How the Body is encrypted.</summary>
public sealed record OutgoingEncryption
{
    /// <summary>The partner's, RSA.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>By what the content is encrypted. Default AES-256-GCM.</summary>
    public ContentEncryption Content { get; init; } = ContentEncryption.Aes256Gcm;

    /// <summary>The digest of RSA-OAEP: SHA-1 is the form that every stack knows (rsa-oaep-mgf1p) and is as strong there. Default SHA-1.</summary>
    public HashAlgorithmName OaepHash { get; init; } = HashAlgorithmName.SHA1;
}

/// <summary>AES over a content.</summary>
public enum ContentEncryption
{
    /// <summary>XML Encryption 1.1.</summary>
    Aes128Gcm = 1,

    /// <summary>XML Encryption 1.1.</summary>
    Aes256Gcm = 2,

    /// <summary>For partners that know no GCM; sign the Body as well.</summary>
    Aes128Cbc = 3,

    /// <summary>For partners that know no GCM; sign the Body as well.</summary>
    Aes256Cbc = 4,
}

/// <summary>What came of securing a message.</summary>
public abstract record SecurityWriting
{
    private SecurityWriting()
    {
    }

    /// <summary>Ready to go.</summary>
    /// <param name="Envelope">UTF-8.</param>
    public sealed record Secured(ReadOnlyMemory<byte> Envelope) : SecurityWriting;

    /// <summary>Not secured: the certificate has run out, or the envelope is too long. Nothing may go out.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(SecurityProblem Problem) : SecurityWriting;
}

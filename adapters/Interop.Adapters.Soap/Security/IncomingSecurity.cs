using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// What a partner's messages must prove. What a rule does not ask for is refused and not passed over: a token that nobody
/// judged would look judged to whoever reads on.
/// </summary>
public sealed record IncomingSecurity
{
    /// <summary>Whose nonces these are: the partner's code.</summary>
    public required string Scope { get; init; }

    /// <summary>The actor, in SOAP 1.2 the role, that is us beside those that SOAP itself gives to every receiver; null: none.</summary>
    public string? Actor { get; init; }

    /// <summary>Whether a Timestamp must be there. Default true. One that is there is judged in any case.</summary>
    public bool TimestampRequired { get; init; } = true;

    /// <summary>How far a partner's clock may be off. Default 5 min.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The age at which a message is too old, whatever its Timestamp says, and how long it is remembered. Default 1 h.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>UsernameToken; null: none is taken.</summary>
    public UsernameRule? Username { get; init; }

    /// <summary>Signature; null: none is taken.</summary>
    public SignatureRule? Signature { get; init; }

    /// <summary>Encryption of the Body; null: none is taken.</summary>
    public EncryptionRule? Encryption { get; init; }

    /// <summary>Bytes of an envelope where signatures or encryption are taken. Default 16 MiB.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>What its XML may cost; blanks and comments count too.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Default;
}

/// <summary>What is asked of a UsernameToken.</summary>
public sealed record UsernameRule
{
    /// <summary>The password of a user; null: there is no such user.</summary>
    public required Func<string, CancellationToken, ValueTask<string?>> PasswordOf { get; init; }

    /// <summary>Whether a password that came as it is fits a user; null: it must be that of <see cref="PasswordOf"/>. For secrets of which only a hash is kept.</summary>
    public Func<string, string, CancellationToken, ValueTask<bool>>? TextFits { get; init; }

    /// <summary>Whether it must be there. Default true.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether the password may come as it is; for TLS only. Default true.</summary>
    public bool TextAllowed { get; init; } = true;

    /// <summary>How old a nonce may be. Default 5 min; clock skew comes on top.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What is asked of a signature.</summary>
public sealed record SignatureRule
{
    /// <summary>Which keys are the partner's.</summary>
    public required SigningTrust Trust { get; init; }

    /// <summary>Whether it must be there. Default true.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether it must cover the Body. Default true.</summary>
    public bool Body { get; init; } = true;

    /// <summary>Whether it must cover a Timestamp. Default true: an unsigned one can be renewed by anybody.</summary>
    public bool Timestamp { get; init; } = true;

    /// <summary>Whether it must cover a UsernameToken that is there. Default false.</summary>
    public bool UsernameToken { get; init; }

    /// <summary>Header blocks that it must cover wherever they stand.</summary>
    public IReadOnlyList<XName> Headers { get; init; } = [];

    /// <summary>The same for all blocks of a namespace, such as WS-Addressing's.</summary>
    public IReadOnlyList<XNamespace> HeaderNamespaces { get; init; } = [];

    /// <summary>Whether SHA-1 is taken, flagged in the result. Default false.</summary>
    public bool Sha1Allowed { get; init; }

    /// <summary>The most parts of one signature. Default 32.</summary>
    public int MaxReferences { get; init; } = 32;
}

/// <summary>Which keys may sign for a partner: those pinned, or certificates that chain to a root and have a name.</summary>
public sealed record SigningTrust
{
    /// <summary>Keys that are trusted by themselves.</summary>
    public IReadOnlyList<KeyPin> Pins { get; init; } = [];

    /// <summary>Roots of chains. Where they sign for more than this partner, <see cref="Subjects"/> says who it is.</summary>
    public IReadOnlyList<X509Certificate2> Roots { get; init; } = [];

    /// <summary>Subjects that are trusted by a chain, as the certificate has them (<c>CN=…, O=…</c>). Empty: every one.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Certificates between; none is fetched.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; init; } = [];

    /// <summary>Certificates that messages may name by serial number, key identifier or thumbprint and leave out. Being here makes none trusted.</summary>
    public IReadOnlyList<X509Certificate2> Known { get; init; } = [];

    /// <summary>Whether chains are checked for revocation. Default not; online is the only case in which judging a message reaches out.</summary>
    public X509RevocationMode Revocation { get; init; } = X509RevocationMode.NoCheck;
}

/// <summary>A key that is trusted by itself.</summary>
/// <param name="Sha256">SHA-256 of the SubjectPublicKeyInfo, in base64 (RFC 7469, 2.4).</param>
/// <param name="Expires">From then on it is not.</param>
public sealed record KeyPin(string Sha256, DateTimeOffset Expires)
{
    /// <summary>The pin of a certificate's key.</summary>
    public static KeyPin Of(X509Certificate2 certificate, DateTimeOffset expires) => new(CertificateTrust.KeySha256(certificate), expires);
}

/// <summary>What is asked of encryption.</summary>
public sealed record EncryptionRule
{
    /// <summary>Our certificates with their RSA keys; several while one takes the place of another, the current one first.</summary>
    public required IReadOnlyList<X509Certificate2> Keys { get; init; }

    /// <summary>Whether the Body must be encrypted. Default true.</summary>
    public bool Required { get; init; } = true;

    /// <summary>
    /// Whether AES-CBC is taken beside AES-GCM. Default false. Only where a signature over the Body is required as well:
    /// without one whoever can send messages can decrypt those of others.
    /// </summary>
    public bool CbcAllowed { get; init; }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Hub.Core.Configuration;

/// <summary>
/// What a partner's SOAP messages must prove by WS-Security. What is entered must be there and must hold, also where HTTP
/// knows the partner; what is not entered is not taken.
/// </summary>
public sealed record MessageSecurity
{
    /// <summary>The name in its UsernameToken. Default the partner's code.</summary>
    public required string User { get; init; }

    /// <summary>Its password, as text or digest; null: no UsernameToken is taken.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the password may come as text. Default true.</summary>
    public bool TextAllowed { get; init; } = true;

    /// <summary>Certificates by whose keys it signs, each until its own end; with <see cref="Roots"/> empty and none here it does not sign.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>Roots of certificates by which it signs, whose subjects are <see cref="Subjects"/>.</summary>
    public IReadOnlyList<X509Certificate2> Roots { get; init; } = [];

    /// <summary>Who it is in certificates of the roots (<c>CN=…, O=…</c>).</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Whether the Body must be encrypted for the hub. Default false: then it may be where the hub has a certificate.</summary>
    public bool Encrypted { get; init; }

    /// <summary>Until when signatures by SHA-1 are taken; null: they are not.</summary>
    public DateTimeOffset? Sha1Until { get; init; }

    /// <summary>Until when AES-CBC is taken; null: it is not.</summary>
    public DateTimeOffset? CbcUntil { get; init; }

    /// <summary>Whether a Timestamp must be there. Default true.</summary>
    public bool Timestamp { get; init; } = true;

    /// <summary>How far its clock may be off. Default 5 min.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The age at which a message is too old. Default 1 h.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether it signs.</summary>
    public bool IsSigned => Certificates.Count > 0 || Roots.Count > 0;

    /// <summary>Never the secret: records print themselves into logs.</summary>
    public override string ToString() => $"MessageSecurity ({User})";
}

/// <summary>The hub's own side of WS-Security.</summary>
/// <param name="Certificates">References of certificates with their private keys, the current one first: it signs answers, and messages may be encrypted for all of them.</param>
/// <param name="Actor">The actor, in SOAP 1.2 the role, that is the hub; null: none of its own.</param>
public sealed record MessageSecuritySettings(IReadOnlyList<string> Certificates, string? Actor)
{
    /// <summary>By what the list holds: settings that were read again and say the same have not changed.</summary>
    public bool Equals(MessageSecuritySettings? other) => other is not null && Actor == other.Actor && Certificates.SequenceEqual(other.Certificates, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Actor, Certificates.Count);

    /// <summary>A certificate with its private key; null: it is none.</summary>
    /// <param name="pem">Both, the key unencrypted (PKCS #8).</param>
    public static X509Certificate2? WithKey(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}

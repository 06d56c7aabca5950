using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Hub.Core.Configuration;

/// <summary>TLS towards one destination. Without a word here: today's standard, and a certificate that the machine's roots vouch for.</summary>
public sealed record TlsSettings
{
    /// <summary>The protocol versions; empty: the system's own, which are modern.</summary>
    public IReadOnlyList<SslProtocols> Protocols { get; init; } = [];

    /// <summary>The cipher suites, the preferred first; empty: the system's own, with an old protocol also those that belong to it.</summary>
    public IReadOnlyList<TlsCipherSuite> CipherSuites { get; init; } = [];

    /// <summary>Until when what is below today's standard in the two lists is offered; null: nothing of them is.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why it is offered.</summary>
    public string? Reason { get; init; }

    /// <summary>Keys of which the server's certificate must have one; empty: any.</summary>
    public IReadOnlyList<CertificatePin> Pins { get; init; } = [];

    /// <summary>The partner's own authority: self-signed ones are trusted in the place of the machine's roots, the others fill gaps in the chain.</summary>
    public IReadOnlyList<X509Certificate2> Authority { get; init; } = [];

    /// <summary>What we show a server that asks, with its key first and then its chain; empty: nothing.</summary>
    public IReadOnlyList<X509Certificate2> ClientCertificate { get; init; } = [];

    /// <summary>Whether anything in it is below today's standard.</summary>
    public bool IsBelowStandard => Protocols.Any(p => !TlsStandard.Meets(p)) || CipherSuites.Any(s => !TlsStandard.Meets(s));

    /// <summary>What is offered now; null: the exception has ended, and nothing is left.</summary>
    public TlsOffer? At(DateTimeOffset now)
    {
        if (!IsBelowStandard || now < Until)
        {
            return new TlsOffer(Protocols, CipherSuites);
        }

        var left = new TlsOffer([.. Protocols.Where(TlsStandard.Meets)], [.. CipherSuites.Where(TlsStandard.Meets)]);
        return (left.Protocols.Count == 0 && Protocols.Count > 0) || (left.CipherSuites.Count == 0 && CipherSuites.Count > 0) ? null : left;
    }
}

/// <summary>What a handshake offers.</summary>
/// <param name="Protocols">The versions; empty: the system's own.</param>
/// <param name="CipherSuites">The suites; empty: the system's own.</param>
public sealed record TlsOffer(IReadOnlyList<SslProtocols> Protocols, IReadOnlyList<TlsCipherSuite> CipherSuites)
{
    /// <summary>Whether a version from before TLS 1.2 is among them.</summary>
    public bool HasOldProtocol => Protocols.Any(p => !TlsStandard.Meets(p));
}

/// <summary>A server's key that was agreed on with the partner.</summary>
/// <param name="Sha256">SHA-256 of the SubjectPublicKeyInfo, in base64.</param>
/// <param name="Until">Until when a certificate with this key is taken though it is self-signed, has run out, or has another name; null: it must hold by itself.</param>
/// <param name="Reason">Why.</param>
public sealed record CertificatePin(string Sha256, DateTimeOffset? Until, string? Reason);

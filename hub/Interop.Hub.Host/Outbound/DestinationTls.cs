using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Http;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>What a handshake with a destination offers, shows and takes.</summary>
internal static class DestinationTls
{
    // OpenSSL gives TLS 1.0 and 1.1 no suite at its usual security level, and refuses their signatures (MD5 with SHA-1). Suites
    // that are named are taken as they are, and a key that is sent encrypted for the server's certificate needs no
    // signature: so an old protocol brings those, behind the modern ones.
    private static readonly TlsCipherSuite[] s_withOldProtocols =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_AES_128_GCM_SHA256, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
    ];

    /// <summary>The options of its handshakes.</summary>
    public static SslClientAuthenticationOptions Options(DestinationConnection connection, TlsOffer offer, TimeProvider time)
    {
        var tls = connection.Settings.Tls;
        return new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = Protocols(offer),
            CipherSuitesPolicy = Suites(offer),
            ClientCertificateContext = tls.ClientCertificate is [var own, ..] ? SslStreamCertificateContext.Create(own, [.. tls.ClientCertificate.Skip(1)], offline: true) : null,
            // The certificate is judged below; what is built before is not to fetch anything from addresses in a certificate.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => Judge(connection, (SslStream)sender, certificate, chain, errors, time.GetUtcNow()),
        };
    }

    /// <summary>The versions of an offer.</summary>
    public static SslProtocols Protocols(TlsOffer offer) => offer.Protocols.Aggregate(SslProtocols.None, (all, one) => all | one);

    /// <summary>The suites of an offer; null: the system's own.</summary>
    public static CipherSuitesPolicy? Suites(TlsOffer offer) =>
        offer.CipherSuites.Count == 0 && !offer.HasOldProtocol ? null
        : OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException("Cipher suites are named on Linux only.")
        : new CipherSuitesPolicy(offer.CipherSuites.Count > 0 ? offer.CipherSuites : s_withOldProtocols);

    private static bool Judge(DestinationConnection connection, SslStream stream, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        using var seen = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (seen is null)
        {
            throw new NotConnectedException(OutboundFaults.NoCertificate());
        }

        var flaw = ServerCertificate.FlawOf(seen, chain?.ChainPolicy.ExtraStore ?? [], connection.Settings.Tls.Authority, errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch), now);
        var verdict = ServerCertificate.Judge(ServerCertificate.KeySha256(seen), flaw, connection.Settings.Tls.Pins, now);
        if (verdict == PinVerdict.Taken)
        {
            connection.Seen = SeenCertificate.Of(seen, flaw == CertificateFlaw.None ? null : flaw.ToString());
            return true;
        }

        throw new NotConnectedException(OutboundFaults.Certificate(connection, seen, stream.TargetHostName, flaw, verdict));
    }
}

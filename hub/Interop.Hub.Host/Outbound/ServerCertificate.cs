using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>Whether a destination's certificate is taken. Pure, but for the machine's roots.</summary>
internal static class ServerCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>SHA-256 of the SubjectPublicKeyInfo in base64.</summary>
    public static string KeySha256(X509Certificate2 certificate) =>
        Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>What is wrong with it, the worst first. Nothing is fetched: neither missing certificates nor revocation lists.</summary>
    /// <param name="certificate">It.</param>
    /// <param name="sent">What the server sent with it.</param>
    /// <param name="authority">See <see cref="TlsSettings.Authority"/>.</param>
    /// <param name="otherName">Whether it is for another host.</param>
    /// <param name="now">The hub's time.</param>
    public static CertificateFlaw FlawOf(X509Certificate2 certificate, X509Certificate2Collection sent, IReadOnlyList<X509Certificate2> authority, bool otherName, DateTimeOffset now)
    {
        using X509Chain chain = new();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        policy.ExtraStore.AddRange(sent);
        policy.ExtraStore.AddRange(authority.ToArray());
        X509Certificate2[] roots = [.. authority.Where(IsSelfIssued)];
        if (roots.Length > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        var holds = chain.Build(certificate);
        var status = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        return holds && !otherName ? CertificateFlaw.None
            : now.UtcDateTime > certificate.NotAfter.ToUniversalTime() ? CertificateFlaw.Ended
            : now.UtcDateTime < certificate.NotBefore.ToUniversalTime() ? CertificateFlaw.NotBegun
            : IsSelfIssued(certificate) && !holds ? CertificateFlaw.SelfSigned
            : status.HasFlag(X509ChainStatusFlags.PartialChain) ? CertificateFlaw.UnknownIssuer
            : !holds ? CertificateFlaw.NotTrusted
            : CertificateFlaw.OtherName;
    }

    /// <summary>What the pins say.</summary>
    public static PinVerdict Judge(string keySha256, CertificateFlaw flaw, IReadOnlyList<CertificatePin> pins, DateTimeOffset now)
    {
        CertificatePin[] own = [.. pins.Where(pin => pin.Sha256 == keySha256)];
        return pins.Count > 0 && own.Length == 0 ? PinVerdict.OtherKey
            : flaw == CertificateFlaw.None || own.Any(pin => now < pin.Until) ? PinVerdict.Taken
            : own.Any(pin => pin.Until is not null) ? PinVerdict.ExceptionEnded
            : PinVerdict.Flawed;
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}

/// <summary>What is wrong with a certificate.</summary>
internal enum CertificateFlaw
{
    None,
    Ended,
    NotBegun,
    SelfSigned,
    UnknownIssuer,
    NotTrusted,
    OtherName,
}

/// <summary>What becomes of a certificate.</summary>
internal enum PinVerdict
{
    Taken,

    /// <summary>It does not verify, and no pin excuses it.</summary>
    Flawed,

    /// <summary>It does not verify, and the pin that excused it has ended.</summary>
    ExceptionEnded,

    /// <summary>There are pins, and its key is not among them.</summary>
    OtherKey,
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Adapters.Soap.Security;

/// <summary>Whether a certificate's key may sign for a partner now.</summary>
internal static class CertificateTrust
{
    private const int MinRsaBits = 2048;
    private const int MinCurveBits = 256;
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(10);

    /// <summary>SHA-256 of the SubjectPublicKeyInfo in base64.</summary>
    public static string KeySha256(X509Certificate2 certificate) =>
        Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Null: it may.</summary>
    public static async ValueTask<SecurityProblem?> JudgeAsync(X509Certificate2 certificate, SigningTrust trust, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await JudgeReadableAsync(certificate, trust, now, cancellationToken);
        }
        catch (CryptographicException)
        {
            // The framework reads a certificate's key and extensions when they are asked for.
            return TokenReference.Unreadable;
        }
    }

    private static async ValueTask<SecurityProblem?> JudgeReadableAsync(X509Certificate2 certificate, SigningTrust trust, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Unfit(certificate, now) is { } unfit)
        {
            return unfit;
        }

        // A revocation list that is fetched holds its thread.
        var trusted = IsPinned(certificate, trust, now)
            || (trust.Roots.Count > 0
                && (trust.Revocation == X509RevocationMode.Online
                    ? await Task.Run(() => Chains(certificate, trust, now), cancellationToken)
                    : Chains(certificate, trust, now)));
        return trusted ? null : new SecurityProblem(SecurityProblemKind.Untrusted, "The signing certificate is not one that is trusted for this sender; sign with the one that was agreed on, or have the new one entered first.");
    }

    /// <summary>What is wrong with a certificate for signing, whoever trusts it; null: nothing.</summary>
    public static SecurityProblem? Unfit(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now.UtcDateTime < certificate.NotBefore.ToUniversalTime() || now.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            return Invalid($"The signing certificate is out of its time; sign with a valid one, and set your clock: it is {Freshness.Told(now)} here.");
        }

        if (certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage
            && (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == X509KeyUsageFlags.None)
        {
            return Invalid("The certificate's key usage does not allow signing; sign with one that has digitalSignature.");
        }

        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        return rsa?.KeySize >= MinRsaBits || ecdsa?.KeySize >= MinCurveBits
            ? null
            : Invalid($"The certificate's key is not taken; sign with RSA of at least {MinRsaBits} bits, or on a curve of at least {MinCurveBits}.");
    }

    private static bool IsPinned(X509Certificate2 certificate, SigningTrust trust, DateTimeOffset now)
    {
        var key = KeySha256(certificate);
        return trust.Pins.Any(pin => pin.Sha256 == key && now < pin.Expires);
    }

    private static bool Chains(X509Certificate2 certificate, SigningTrust trust, DateTimeOffset now)
    {
        if (trust.Subjects.Count > 0 && !trust.Subjects.Contains(certificate.Subject, StringComparer.Ordinal))
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trust.Roots.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(trust.Intermediates.ToArray());
        chain.ChainPolicy.RevocationMode = trust.Revocation;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.UrlRetrievalTimeout = FetchLimit;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        var holds = chain.Build(certificate);
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        return holds;
    }

    private static SecurityProblem Invalid(string message) => new(SecurityProblemKind.TokenInvalid, message);
}

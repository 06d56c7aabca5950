using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>Certificates of ministries and their authorities, around one day.</summary>
internal static class Certificates
{
    public static readonly DateTimeOffset Today = new(2026, 12, 1, 8, 0, 0, TimeSpan.FromHours(7));

    /// <summary>Signed by itself.</summary>
    public static X509Certificate2 SelfSigned(string host = "localhost", int fromDays = -30, int toDays = 300)
    {
        using var key = RSA.Create(2048);
        return Request(host, key).CreateSelfSigned(Today.AddDays(fromDays), Today.AddDays(toDays));
    }

    /// <summary>An authority of one's own.</summary>
    public static X509Certificate2 Authority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=To chuc cap chung thu Bo Mau", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(Today.AddYears(-1), Today.AddYears(5));
    }

    /// <summary>Signed by an authority.</summary>
    public static X509Certificate2 SignedBy(X509Certificate2 authority, string host = "localhost", int fromDays = -30, int toDays = 300)
    {
        using var key = RSA.Create(2048);
        using var signed = Request(host, key).Create(authority, Today.AddDays(fromDays), Today.AddDays(toDays), [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Its key as a pin says it.</summary>
    public static string Pin(X509Certificate2 certificate) => Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private static CertificateRequest Request(string host, RSA key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}

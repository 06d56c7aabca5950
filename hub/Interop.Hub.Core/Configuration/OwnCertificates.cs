using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Interop.Hub.Core.Configuration;

/// <summary>Reads a certificate of ours with its private key and its chain.</summary>
internal static class OwnCertificates
{
    /// <summary>The one with the key first; null: there is none.</summary>
    /// <param name="file">PEM with the key unencrypted (PKCS #8 or the older forms), or PKCS #12.</param>
    /// <param name="password">Of the PKCS #12; null: none.</param>
    public static X509Certificate2[]? Read(byte[] file, string? password)
    {
        try
        {
            X509Certificate2Collection all = [];
            X509Certificate2? own;
            if (file.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
            {
                var pem = Encoding.ASCII.GetString(file);
                all.ImportFromPem(pem);
                own = X509Certificate2.CreateFromPem(pem, pem);
                return [own, .. all.Where(c => !c.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span))];
            }

            all = X509CertificateLoader.LoadPkcs12Collection(file, password);
            own = all.FirstOrDefault(c => c.HasPrivateKey);
            return own is null ? null : [own, .. all.Where(c => !ReferenceEquals(c, own))];
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}

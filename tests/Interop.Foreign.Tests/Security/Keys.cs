using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Security;

namespace Interop.Foreign.Tests.Security;

/// <summary>A folder with certificates and keys as PEM, which both sides use; gone with the tests.</summary>
internal sealed class Keys : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("security");

    public Keys()
    {
        using var rsa = RSA.Create(2048);
        using var receiver = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Rsa = Make("rsa", new CertificateRequest("CN=Mau RSA, O=Bo Mau", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), rsa.ExportPkcs8PrivateKeyPem());
        Receiver = Make("receiver", new CertificateRequest("CN=Truc", receiver, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), receiver.ExportPkcs8PrivateKeyPem());
        Ecdsa = Make("ecdsa", new CertificateRequest("CN=Mau EC", curve, HashAlgorithmName.SHA256), curve.ExportPkcs8PrivateKeyPem());
    }

    public X509Certificate2 Rsa { get; }

    public X509Certificate2 Ecdsa { get; }

    public X509Certificate2 Receiver { get; }

    public SigningTrust Trust => new()
    {
        Pins = [KeyPin.Of(Rsa, DateTimeOffset.MaxValue), KeyPin.Of(Ecdsa, DateTimeOffset.MaxValue)],
    };

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public async Task<string> WriteAsync(string name, ReadOnlyMemory<byte> content)
    {
        await File.WriteAllBytesAsync(Path(name), content);
        return Path(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private X509Certificate2 Make(string name, CertificateRequest request, string key)
    {
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        File.WriteAllText(Path($"{name}.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path($"{name}.key"), key);
        return certificate;
    }
}

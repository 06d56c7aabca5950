using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary><c>openssl s_server</c>, which knows nothing of our framework and speaks what it is told to; it answers a GET with a page.</summary>
internal sealed class OpensslServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private OpensslServer(Process process, DirectoryInfo folder, int port, string pin) =>
        (_process, _folder, Address, Pin) = (process, folder, new Uri($"https://localhost:{port}/"), pin);

    public Uri Address { get; }

    /// <summary>Its key as a pin says it.</summary>
    public string Pin { get; }

    public static async Task<OpensslServer> StartAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("interop-openssl-");
        using var certificate = Certificates.SelfSigned();
        var file = Path.Combine(folder.FullName, "server.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var process = Process.Start(new ProcessStartInfo("openssl", ["s_server", "-accept", "0", "-cert", file, "-key", file, "-cipher", "ALL:@SECLEVEL=0", "-www", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ACCEPT", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new OpensslServer(process, folder, int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture), Certificates.Pin(certificate));
            }
        }

        throw new InvalidOperationException("openssl s_server did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}

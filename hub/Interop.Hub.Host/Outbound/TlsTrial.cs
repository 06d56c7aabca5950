using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// Whether this process can speak what an exception allows: OpenSSL may have been built without it, or be told to
/// refuse it (FIPS). Tried, not looked up.
/// </summary>
internal static class TlsTrial
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether a handshake with itself, in this version alone, comes to an end.</summary>
    public static async Task<bool> SpeaksAsync(SslProtocols protocol, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var key = RSA.Create(2048);
        var now = time.GetUtcNow();
        using var certificate = new CertificateRequest("CN=trial", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, limit.Token);
        using var far = await listener.AcceptTcpClientAsync(limit.Token);
        await using var client = new SslStream(near.GetStream());
        await using var server = new SslStream(far.GetStream());
        var offer = new TlsOffer([protocol], []);
        try
        {
            await Task.WhenAll(
                ClosingAsync(near, client.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = "trial",
                        EnabledSslProtocols = DestinationTls.Protocols(offer),
                        CipherSuitesPolicy = DestinationTls.Suites(offer),
                        RemoteCertificateValidationCallback = static (_, _, _, _) => true,
                    },
                    limit.Token)),
                ClosingAsync(far, server.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = DestinationTls.Protocols(offer), CipherSuitesPolicy = DestinationTls.Suites(offer) },
                    limit.Token)));
            return client.SslProtocol == protocol;
        }
        catch (Exception e) when (IsOfTls(e) || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Whether OpenSSL here has the suite: it writes a greeting with it, or not.</summary>
    public static async Task<bool> HasAsync(TlsCipherSuite suite, CancellationToken cancellation)
    {
        await using var client = new SslStream(Stream.Null);
        try
        {
            await client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "trial", CipherSuitesPolicy = new CipherSuitesPolicy([suite]) }, cancellation);
            return true;
        }
        catch (IOException)
        {
            // The greeting was written, and nobody answered.
            return true;
        }
        catch (AuthenticationException)
        {
            return false;
        }
    }

    // Who fails ends the other one's waiting.
    private static async Task ClosingAsync(TcpClient side, Task handshake)
    {
        try
        {
            await handshake;
        }
        catch (Exception e) when (IsOfTls(e))
        {
            side.Close();
            throw;
        }
    }

    private static bool IsOfTls(Exception e) => e is AuthenticationException or IOException or SocketException or ObjectDisposedException;
}

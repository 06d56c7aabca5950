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

    /// <summary>Whether OpenSSL here has the suite.</summary>
    public static Task<bool> HasAsync(TlsCipherSuite suite, CancellationToken cancellation) => GreetsAsync(new TlsOffer([], [suite]), cancellation);

    /// <summary>Whether it can be spoken in this version alone.</summary>
    /// <param name="protocol">The version.</param>
    /// <param name="suites">The suites, of which one is enough: the server may have another; empty: those that a destination without its own offers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<bool> SpeaksAsync(SslProtocols protocol, IReadOnlyList<TlsCipherSuite> suites, TimeProvider time, CancellationToken cancellation)
    {
        TlsOffer[] offers = suites.Count == 0 ? [new TlsOffer([protocol], [])] : [.. suites.Select(suite => new TlsOffer([protocol], [suite]))];
        foreach (var offer in offers)
        {
            // A client that sends its key encrypted for the server's certificate checks no signature, so that its greeting
            // shows all; the signatures of ephemeral keys are what OpenSSL may refuse in the middle.
            var signed = offer.CipherSuites is [var suite] && !suite.ToString().StartsWith("TLS_RSA_", StringComparison.Ordinal);
            if (signed ? await SpeaksWithItselfAsync(offer, time, cancellation) : await GreetsAsync(offer, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> SpeaksWithItselfAsync(TlsOffer offer, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var certificate = Certificate(offer.CipherSuites[0].ToString().Contains("_ECDSA_", StringComparison.Ordinal), time.GetUtcNow());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint, limit.Token);
        using var far = await listener.AcceptTcpClientAsync(limit.Token);
        await using var client = new SslStream(near.GetStream());
        await using var server = new SslStream(far.GetStream());
        try
        {
            await Task.WhenAll(
                ClosingAsync(near, client.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = "trial",
                        EnabledSslProtocols = DestinationTls.Protocols(offer),
                        CipherSuitesPolicy = DestinationTls.Suites(offer),
                        RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetRawCertData().AsSpan().SequenceEqual(certificate.RawData) == true,
                    },
                    limit.Token)),
                ClosingAsync(far, server.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = DestinationTls.Protocols(offer), CipherSuitesPolicy = DestinationTls.Suites(offer) },
                    limit.Token)));
            return true;
        }
        catch (Exception e) when (IsOfTls(e) || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    // OpenSSL writes the greeting of an offer, or finds that it has nothing to offer. Nobody answers.
    private static async Task<bool> GreetsAsync(TlsOffer offer, CancellationToken cancellation)
    {
        await using var client = new SslStream(new MemoryStream());
        try
        {
            await client.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "trial", EnabledSslProtocols = DestinationTls.Protocols(offer), CipherSuitesPolicy = DestinationTls.Suites(offer) },
                cancellation);
            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (AuthenticationException)
        {
            return false;
        }
    }

    private static X509Certificate2 Certificate(bool onCurve, DateTimeOffset now)
    {
        using var rsa = RSA.Create(2048);
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = onCurve ? new CertificateRequest("CN=trial", ecdsa, HashAlgorithmName.SHA256) : new CertificateRequest("CN=trial", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
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

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Interop.Adapters.Http;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// One HTTP client per destination, with connections of its own: a slow partner uses up nobody else's. TLS is
/// verified; redirects, cookies and the environment's proxy are not followed: each could carry a dossier elsewhere.
/// </summary>
internal static class DestinationHttp
{
    /// <summary>Makes the client of a destination.</summary>
    public static HttpClient Create(DestinationConnection connection, TimeProvider time) =>
        new(new OutboundGate(connection, time), disposeHandler: true)
        {
            // The delivery's own deadline ends a call; a second clock would only blur which of them did.
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            MaxResponseContentBufferSize = 16 * 1024 * 1024,
        };

    /// <summary>The connections of a destination.</summary>
    /// <param name="connection">The destination.</param>
    /// <param name="tls">What its handshakes offer and take; null: plain HTTP.</param>
    public static SocketsHttpHandler Connections(DestinationConnection connection, SslClientAuthenticationOptions? tls)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = connection.Settings.ConnectTimeout,
            // Partners move: an address is asked for again within minutes, without a restart.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = 512,
            MaxResponseHeadersLength = 64,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
        };
        if (connection.Settings.Proxy is { } proxy)
        {
            handler.UseProxy = true;
            // Only a tunnel may be asked for twice, with the password the second time: it carries no packet. Without a
            // tunnel the gate writes the password into the request, which then goes out once.
            handler.Proxy = new WebProxy(proxy.Address, BypassOnLocal: false) { Credentials = tls is not null && proxy.User is { } user ? new NetworkCredential(user, proxy.Password) : null };
        }

        if (tls is not null)
        {
            handler.SslOptions = tls;
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        IPAddress[] allowed = [.. found.Where(OutboundAddresses.MayCall)];
        if (allowed.Length == 0)
        {
            throw new NotConnectedException(OutboundFaults.ForbiddenAddress(host));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// One HTTP client per destination, with connections of its own: a slow partner uses up nobody else's. TLS is
/// verified; redirects, cookies and the environment's proxy are not followed: each could carry a dossier elsewhere.
/// </summary>
internal static class DestinationHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes the client of a destination.</summary>
    public static HttpClient Create(string destination)
    {
        _ = destination;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectTimeout,
            // Partners move: an address is asked for again within minutes, without a restart.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = 512,
            MaxResponseHeadersLength = 64,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
        };
        return new HttpClient(handler, disposeHandler: true)
        {
            // The delivery's own deadline ends a call; a second clock would only blur which of them did.
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            MaxResponseContentBufferSize = 16 * 1024 * 1024,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        IPAddress[] allowed = [.. found.Where(OutboundAddresses.MayCall)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The partner's name resolves only to addresses that the hub never calls (link-local or metadata).");
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

using System.Net.Http.Headers;
using System.Text;
using Interop.Adapters.Http;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Host.Outbound;

/// <summary>
/// What every request to a destination passes before a socket is opened: may it go there, and by which TLS now. And what
/// it passes on its way back when it could not be sent: why, in words that an operator can act on.
/// </summary>
internal sealed class OutboundGate(DestinationConnection connection, TimeProvider time) : HttpMessageHandler
{
    private readonly Way _plain = new(() => DestinationHttp.Connections(connection, null));
    private readonly Way _asEntered = new(() => DestinationHttp.Connections(connection, DestinationTls.Options(connection, new TlsOffer(connection.Settings.Tls.Protocols, connection.Settings.Tls.CipherSuites), time)));
    private readonly Way _withoutException = new(() => DestinationHttp.Connections(connection, DestinationTls.Options(connection, connection.Settings.Tls.At(DateTimeOffset.MaxValue)!, time)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!connection.MayCall(address))
        {
            throw new NotConnectedException(OutboundFaults.NotAllowed(connection.Destination, CallTarget.Of(address)));
        }

        var way = address.Scheme == Uri.UriSchemeHttps ? Tls() : Plain(request);
        try
        {
            return await way.Calls.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e is not NotConnectedException && TlsFailures.FaultOf(e, connection, CallTarget.Of(address), time.GetUtcNow()) is { } fault)
        {
            throw new NotConnectedException(fault, e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
            _asEntered.Dispose();
            _withoutException.Dispose();
        }

        base.Dispose(disposing);
    }

    // An exception ends while the hub runs: from then on other connections are used, and the old ones fade within minutes.
    private Way Tls()
    {
        var tls = connection.Settings.Tls;
        return !tls.IsBelowStandard || time.GetUtcNow() < tls.Until ? _asEntered
            : tls.At(DateTimeOffset.MaxValue) is not null ? _withoutException
            : throw new NotConnectedException(OutboundFaults.ExceptionEnded(connection.Destination, tls.Until));
    }

    private Way Plain(HttpRequestMessage request)
    {
        if (connection.Settings.Proxy is { User: { } user, Password: var password })
        {
            request.Headers.ProxyAuthorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }

        return _plain;
    }

    private sealed class Way(Func<SocketsHttpHandler> make) : IDisposable
    {
        private readonly Lazy<HttpMessageInvoker> _calls = new(() => new HttpMessageInvoker(make(), disposeHandler: true));

        public HttpMessageInvoker Calls => _calls.Value;

        public void Dispose()
        {
            if (_calls.IsValueCreated)
            {
                _calls.Value.Dispose();
            }
        }
    }
}

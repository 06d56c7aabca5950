using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Interop.Simulators.Hosting;

/// <summary>
/// A Kestrel listener on one loopback port that can stop accepting and start again on the same port.
/// Kestrel alone, without host, routing or logging: a simulator must never be what limits a measurement.
/// </summary>
internal sealed class PartnerListener : IAsyncDisposable
{
    // Bound and never listening: it keeps the port ours while nobody accepts, so that connecting is refused
    // and no other process (nor the caller's own ephemeral port) can take the address meanwhile.
    private readonly Socket _reservation;
    private readonly RequestDelegate _handler;
    private readonly Func<bool> _drops;
    private readonly long _maxBodyBytes;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private KestrelServer? _server;

    public PartnerListener(int port, long maxBodyBytes, Func<bool> drops, RequestDelegate handler)
    {
        _reservation = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _reservation.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _reservation.Bind(new IPEndPoint(IPAddress.Loopback, port));
        Endpoint = (IPEndPoint)_reservation.LocalEndPoint!;
        Url = new Uri($"http://127.0.0.1:{Endpoint.Port}/");
        (_handler, _drops, _maxBodyBytes) = (handler, drops, maxBodyBytes);
    }

    public IPEndPoint Endpoint { get; }

    public Uri Url { get; }

    public async Task StartAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            if (_server is not null)
            {
                return;
            }

            var server = Build();
            await server.StartAsync(new Application(_handler), cancel);
            _server = server;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops accepting and cuts every open connection.</summary>
    public async Task StopAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_server is { } server)
            {
                _server = null;
                await server.StopAsync(new CancellationToken(canceled: true));
                server.Dispose();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _reservation.Dispose();
    }

    private KestrelServer Build()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = _maxBodyBytes;
        options.Limits.MaxConcurrentConnections = null;
        options.Listen(Endpoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            // Returning closes in good order: a reset could look to the caller as if it had never connected.
            listen.Use(next => connection => _drops() ? Task.CompletedTask : next(connection));
        });
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    private sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Interop.Tests.Servers.Processes;

namespace Interop.Tests.Servers;

/// <summary>
/// A wire between a client and a server that can be cut in either direction while it runs. Bytes that were swallowed
/// are not made up for: a connection with such a gap is reset as soon as bytes may pass again, since no network
/// delivers a stream with a hole in it.
/// </summary>
public sealed class CutProxy : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<CutConnection> _connections = [];
    private readonly IPEndPoint _server;
    private readonly CancellationTokenSource _end = new();
    private Socket? _listener;
    private CutMode _mode = CutMode.Pass;
    private long _accepted;

    private CutProxy(IPEndPoint server, int port) => (_server, Port) = (server, port);

    /// <summary>Always loopback.</summary>
    public string Host => "127.0.0.1";

    /// <summary>The port clients connect to; the same in every mode.</summary>
    public int Port { get; }

    /// <summary>What happens to what passes. It holds for open connections too, from the next byte on.</summary>
    public CutMode Mode
    {
        get => Volatile.Read(ref _mode);
        set => Switch(value);
    }

    /// <summary>Connections that are open at the moment.</summary>
    public int Connections
    {
        get
        {
            lock (_lock)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Connections taken so far.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Starts a wire to the server. Whether the server is up matters to no one but the connections.</summary>
    /// <param name="host">The server's address or name.</param>
    /// <param name="port">Its port.</param>
    public static async Task<CutProxy> StartAsync(string host, int port)
    {
        var address = IPAddress.TryParse(host, out var literal) ? literal : (await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork))[0];
        var proxy = new CutProxy(new IPEndPoint(address, port), LoopbackPorts.Next());
        lock (proxy._lock)
        {
            proxy.Listen();
        }

        return proxy;
    }

    /// <summary>Resets every open connection; new ones are taken as the mode says.</summary>
    public void Reset()
    {
        foreach (var connection in Snapshot())
        {
            connection.Reset();
        }
    }

    /// <summary>Closes the wire and everything on it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }

        await _end.CancelAsync();
        Reset();
        await Task.WhenAll(Snapshot().Select(c => c.Ended)).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        _end.Dispose();
    }

    private void Switch(CutMode mode)
    {
        lock (_lock)
        {
            Volatile.Write(ref _mode, mode);
            if (mode is CutMode.Closed)
            {
                _listener?.Dispose();
                _listener = null;
            }
            else if (_listener is null && !_end.IsCancellationRequested)
            {
                Listen();
            }
        }

        foreach (var connection in Snapshot())
        {
            connection.Follow(mode);
        }
    }

    private void Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen(512);
        _listener = listener;
        _ = Task.Run(() => AcceptAsync(listener));
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(_end.Token);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            var connection = new CutConnection(client, () => Mode);
            lock (_lock)
            {
                _connections.Add(connection);
            }

            _ = Task.Run(() => CarryAsync(connection));
            // The mode may have turned between the accept and the list.
            connection.Follow(Mode);
        }
    }

    private async Task CarryAsync(CutConnection connection)
    {
        await connection.RunAsync(_server, _end.Token);
        lock (_lock)
        {
            _connections.Remove(connection);
        }
    }

    private CutConnection[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _connections];
        }
    }
}

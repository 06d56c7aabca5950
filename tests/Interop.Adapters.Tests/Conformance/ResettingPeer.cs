using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>A peer that takes every connection and resets it at once.</summary>
internal sealed class ResettingPeer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _resetting;

    public ResettingPeer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        _resetting = Task.Run(ResetAll);
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/"));

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _resetting;
    }

    private void ResetAll()
    {
        try
        {
            while (true)
            {
                var taken = _listener.Accept();
                taken.LingerState = new LingerOption(true, 0);
                taken.Dispose();
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}

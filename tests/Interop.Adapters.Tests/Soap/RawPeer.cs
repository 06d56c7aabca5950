using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Interop.Adapters.Tests.Soap;

/// <summary>A partner that answers with bytes, whatever they are: broken answers cannot be had from a real server.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawCall, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _loop;

    private RawPeer(Func<RawCall, Task> answer, X509Certificate2? certificate)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _loop = AcceptAsync();
    }

    public ConcurrentQueue<string> Requests { get; } = [];

    public TaskCompletionSource FirstRequest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://localhost:{Port}/ws");

    /// <summary>Answers every request with these bytes, then closes.</summary>
    public static RawPeer Saying(string answer) => Saying(Encoding.UTF8.GetBytes(answer));

    public static RawPeer Saying(byte[] answer) => new(call => call.SayAsync(answer), null);

    public static RawPeer Doing(Func<RawCall, Task> answer, X509Certificate2? certificate = null) => new(answer, certificate);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        try
        {
            Stream stream = new NetworkStream(socket, ownsSocket: false);
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(_certificate);
                stream = tls;
            }

            await using (stream)
            {
                Requests.Enqueue(await ReadRequestAsync(stream));
                FirstRequest.TrySetResult();
                await _answer(new RawCall(stream, socket, _stop.Token));
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
        }
    }

    private async Task<string> ReadRequestAsync(Stream stream)
    {
        var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var text = Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0)
            {
                var announced = text[..head].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                var length = announced is null ? 0 : int.Parse(announced.AsSpan(15));
                if (all.Length >= head + 4 + length)
                {
                    return text;
                }
            }

            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return text;
            }

            await all.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}

internal sealed record RawCall(Stream Stream, Socket Socket, CancellationToken Stopped)
{
    public async Task SayAsync(byte[] answer)
    {
        await Stream.WriteAsync(answer, Stopped);
        await Stream.FlushAsync(Stopped);
    }

    public Task SayAsync(string answer) => SayAsync(Encoding.UTF8.GetBytes(answer));

    /// <summary>RST instead of FIN.</summary>
    public void Reset() => Socket.Close(0);

    public Task SilenceAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Stopped);
}

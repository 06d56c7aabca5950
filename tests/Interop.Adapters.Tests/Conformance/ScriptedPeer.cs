using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>A peer on a raw socket that reads whole HTTP requests and answers with whatever bytes it is told.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<PeerRequest, ValueTask<PeerAnswer>> _script;
    private readonly Task _accepting;
    private long _sent;
    private int _requests;

    public ScriptedPeer(Func<PeerRequest, PeerAnswer> script)
        : this(request => ValueTask.FromResult(script(request)))
    {
    }

    public ScriptedPeer(Func<PeerRequest, ValueTask<PeerAnswer>> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    /// <summary>Bytes of answers that were taken from us.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await PeerRequest.ReadAsync(stream, _end.Token) is { } request)
                {
                    Interlocked.Increment(ref _requests);
                    var answer = await _script(request);
                    for (var turn = 0; turn < answer.Times; turn++)
                    {
                        await stream.WriteAsync(answer.Bytes, _end.Token);
                        Interlocked.Add(ref _sent, answer.Bytes.Length);
                    }

                    if (answer.Hangs)
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
                    }

                    if (answer.Closes)
                    {
                        return;
                    }
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The other side left, or the test is over.
            }
        }
    }
}

/// <summary>What the peer sends back.</summary>
internal sealed record PeerAnswer(byte[] Bytes)
{
    public bool Closes { get; init; } = true;

    public bool Hangs { get; init; }

    /// <summary>How often the bytes are sent, for answers without end.</summary>
    public int Times { get; init; } = 1;

    public static PeerAnswer Http(int status, string contentType, byte[] body, string extraHeaders = "") => new(
    [
        .. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{extraHeaders}Connection: close\r\n\r\n")),
        .. body,
    ]);
}

/// <summary>A request as it came over the wire.</summary>
internal sealed record PeerRequest(string Head, byte[] Body)
{
    public string Line => Head[..Head.IndexOf('\n')];

    public string Text => Encoding.UTF8.GetString(Body);

    public static async Task<PeerRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n");
        var length = lines.Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(l => int.Parse(l["Content-Length:".Length..], CultureInfo.InvariantCulture))
            .FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return new PeerRequest(string.Join("\n", lines), body);
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>A partner's server on a loopback port, down to the socket: by TLS or not, with an answer of the test's choice.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly Task _accepting;
    private readonly string? _greeting;
    private int _connections;

    private Peer(SslServerAuthenticationOptions? tls, Func<string, Stream, CancellationToken, Task> answer, string? greeting = null)
    {
        (_tls, _answer, _greeting) = (tls, answer, greeting);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>Each request whole, its head and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The subject of the certificate that each client showed; empty: none.</summary>
    public ConcurrentQueue<string> Clients { get; } = [];

    public Uri Address(string path = "/dich-vu") => new($"{(_tls is null ? "http" : "https")}://localhost:{Port}{path}");

    /// <summary>Answers each request alike.</summary>
    public static Peer Saying(SslServerAuthenticationOptions? tls = null, string answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}") =>
        new(tls, async (_, stream, end) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), end));

    /// <summary>Does with each request what the test says.</summary>
    public static Peer Doing(Func<string, Stream, CancellationToken, Task> answer, SslServerAuthenticationOptions? tls = null) => new(tls, answer);

    /// <summary>Speaks first, and not TLS.</summary>
    public static Peer Greeting(string words) => new(null, static (_, _, _) => Task.CompletedTask, words);

    /// <summary>Passes all that comes on to another port, without TLS: a front before a simulator.</summary>
    public static Peer Before(int port, SslServerAuthenticationOptions tls) => new(tls, async (request, stream, end) =>
    {
        using var behind = new TcpClient();
        await behind.ConnectAsync(IPAddress.Loopback, port, end);
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        await behind.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request[..head] + "\r\nConnection: close" + request[head..]), end);
        await behind.GetStream().CopyToAsync(stream, end);
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            if (_tls is null)
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(_greeting ?? string.Empty), _end.Token);
                await TalkAsync(client.GetStream());
                return;
            }

            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(_tls, _end.Token);
            Clients.Enqueue(stream.RemoteCertificate?.Subject ?? string.Empty);
            await TalkAsync(stream);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException or SocketException or ObjectDisposedException)
        {
            // The client went, or would not have it: that is what the test looks at from the other side.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        while (await ReadAsync(stream) is { Length: > 0 } request)
        {
            Requests.Enqueue(request);
            await _answer(request, stream, _end.Token);
        }
    }

    private async Task<string> ReadAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var head = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && text.Length >= head + 4 + Length(text.ToString(0, head)))
            {
                return text.ToString();
            }

            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0)
            {
                return string.Empty;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static int Length(string head)
    {
        var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
    }
}

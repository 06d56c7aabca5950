using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Interop.Tests.Servers.Tests;

/// <summary>What is cut is cut in that direction and no other, for open connections and new ones.</summary>
public sealed class CutProxyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Everything_passes_both_ways_and_the_end_of_a_stream_too()
    {
        using var server = new EchoServer();
        await using var wire = await CutProxy.StartAsync("127.0.0.1", server.Port);
        using var client = await ConnectAsync(wire);
        var whole = new string('x', 1_000_000);
        var write = WriteAsync(client, whole);
        Assert.That(await ReadAsync(client, whole.Length), Is.EqualTo(whole));
        await write;
        var stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.That(await stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Limit), Is.Zero, "the server's end comes back");
        await Eventually.HoldsAsync(() => wire.Connections == 0, "the connection to be gone");
    }

    [Test]
    public async Task What_clients_send_is_swallowed_and_the_connection_stays()
    {
        using var server = new EchoServer();
        await using var wire = await CutProxy.StartAsync("127.0.0.1", server.Port);
        using var client = await ConnectAsync(wire);
        await AnswersAsync(client, "before");
        wire.Mode = CutMode.DropToServer;
        await WriteAsync(client, "lost");
        var answer = client.GetStream().ReadAsync(new byte[1]).AsTask();
        using var late = await ConnectAsync(wire);
        await WriteAsync(late, "lost too");
        await Eventually.HoldsAsync(() => wire.Accepted == 2, "the new connection to be taken");
        await UnansweredAsync(answer);
        Assert.That((server.Heard, server.Connections, wire.Connections), Is.EqualTo(("before", 1, 2)));

        wire.Mode = CutMode.Pass;
        Assert.That(async () => await answer.WaitAsync(Limit), Throws.InstanceOf<IOException>(), "a stream with a gap is reset, not mended");
        await Eventually.HoldsAsync(() => wire.Connections == 0, "both to be reset");
        using var fresh = await ConnectAsync(wire);
        await AnswersAsync(fresh, " after");
        Assert.That(server.Heard, Is.EqualTo("before after"));
    }

    [Test]
    public async Task What_the_server_says_is_swallowed_though_it_did_what_it_was_asked()
    {
        using var server = new EchoServer();
        await using var wire = await CutProxy.StartAsync("127.0.0.1", server.Port);
        using var client = await ConnectAsync(wire);
        await AnswersAsync(client, "1");
        wire.Mode = CutMode.DropToClient;
        await WriteAsync(client, "2");
        var answer = client.GetStream().ReadAsync(new byte[1]).AsTask();
        await Eventually.HoldsAsync(() => server.Heard == "12", "the server to have heard it");
        await UnansweredAsync(answer);
        using var late = await ConnectAsync(wire);
        await WriteAsync(late, "3");
        await Eventually.HoldsAsync(() => server.Heard == "123", "a new connection to reach the server");
        wire.Mode = CutMode.Pass;
        Assert.That(async () => await answer.WaitAsync(Limit), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task A_black_hole_takes_connections_and_gives_nothing_back()
    {
        using var server = new EchoServer();
        await using var wire = await CutProxy.StartAsync("127.0.0.1", server.Port);
        using var silent = await ConnectAsync(wire);
        await AnswersAsync(silent, "a");
        wire.Mode = CutMode.DropBoth;
        using var held = await ConnectAsync(wire);
        await Eventually.HoldsAsync(() => wire.Connections == 2, "the connection to be held");
        Assert.That(server.Connections, Is.EqualTo(1));

        wire.Mode = CutMode.Pass;
        await AnswersAsync(silent, "b");
        await AnswersAsync(held, "c");
        Assert.That(server.Heard, Is.EqualTo("abc"), "who said nothing meanwhile lost nothing");
    }

    [Test]
    public async Task Refused_means_that_nobody_listens_and_nothing_stays_open()
    {
        using var server = new EchoServer();
        await using var wire = await CutProxy.StartAsync("127.0.0.1", server.Port);
        using var client = await ConnectAsync(wire);
        await AnswersAsync(client, "x");
        var answer = client.GetStream().ReadAsync(new byte[1]).AsTask();
        wire.Mode = CutMode.Refuse;
        var reset = Assert.ThrowsAsync<IOException>(async () => await answer.WaitAsync(Limit));
        Assert.That((reset!.InnerException as SocketException)?.SocketErrorCode, Is.EqualTo(SocketError.ConnectionReset));
        Assert.That(async () => await ConnectAsync(wire), Throws.InstanceOf<SocketException>().With.Property("SocketErrorCode").EqualTo(SocketError.ConnectionRefused));

        wire.Mode = CutMode.Pass;
        using var again = await ConnectAsync(wire);
        await AnswersAsync(again, "y");
    }

    [Test]
    public async Task A_delay_comes_on_top_in_each_direction_and_keeps_the_order()
    {
        using var server = new EchoServer();
        await using var wire = await CutProxy.StartAsync("127.0.0.1", server.Port);
        using var client = await ConnectAsync(wire);
        await AnswersAsync(client, "-");
        wire.Mode = CutMode.Delay(TimeSpan.FromMilliseconds(150));
        var clock = Stopwatch.StartNew();
        await WriteAsync(client, "first");
        await WriteAsync(client, "second");
        Assert.That(await ReadAsync(client, 11), Is.EqualTo("firstsecond"));
        Assert.That(clock.Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(295)));
    }

    [Test]
    public async Task A_server_that_is_down_looks_down()
    {
        var port = 0;
        using (var gone = new EchoServer())
        {
            port = gone.Port;
        }

        await using var wire = await CutProxy.StartAsync("127.0.0.1", port);
        // The reset may be there before the connect is done.
        Assert.That(
            async () =>
            {
                using var client = await ConnectAsync(wire);
                return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Limit);
            },
            Throws.InstanceOf<IOException>().Or.InstanceOf<SocketException>());
    }

    private static async Task<TcpClient> ConnectAsync(CutProxy wire)
    {
        var client = new TcpClient();
        await client.ConnectAsync(wire.Host, wire.Port).WaitAsync(Limit);
        return client;
    }

    private static async Task AnswersAsync(TcpClient client, string text)
    {
        await WriteAsync(client, text);
        Assert.That(await ReadAsync(client, text.Length), Is.EqualTo(text));
    }

    private static async Task WriteAsync(TcpClient client, string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask().WaitAsync(Limit);

    private static async Task<string> ReadAsync(TcpClient client, int length)
    {
        var bytes = new byte[length];
        await client.GetStream().ReadExactlyAsync(bytes).AsTask().WaitAsync(Limit);
        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>An absence has no event to wait for: the time in which an answer comes a hundred times over is the bound.</summary>
    private static async Task UnansweredAsync(Task<int> answer)
    {
        var first = await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
        Assert.That(first, Is.Not.SameAs(answer), "nothing came back");
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Interop.Tests.Servers;

/// <summary>One connection through the wire.</summary>
internal sealed class CutConnection(Socket client, Func<CutMode> mode)
{
    private const int Chunk = 16 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _reset = new();
    private volatile bool _gapToServer;
    private volatile bool _gapToClient;

    /// <summary>Completes when nothing of it is left.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Takes the new mode: a stream with a gap cannot go on once bytes pass again.</summary>
    public void Follow(CutMode now)
    {
        if (now is CutMode.Closed || (_gapToServer && !Swallows(now, toServer: true)) || (_gapToClient && !Swallows(now, toServer: false)))
        {
            Reset();
        }
    }

    /// <summary>Ends it with a reset on both sides.</summary>
    public void Reset()
    {
        try
        {
            _reset.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ended by itself.
        }
    }

    /// <summary>Carries bytes until one side ends it or it is reset.</summary>
    public async Task RunAsync(IPEndPoint server, CancellationToken end)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(end, _reset.Token);
        var orderly = false;
        try
        {
            client.NoDelay = true;
            // Held: the server hears nothing of a connection whose first bytes cannot reach it.
            while (Swallows(mode(), toServer: true))
            {
                _gapToServer |= client.Available > 0;
                await Task.Delay(Look, TimeProvider.System, linked.Token);
            }

            Follow(mode());
            linked.Token.ThrowIfCancellationRequested();
            await _server.ConnectAsync(server, linked.Token);
            await Task.WhenAll(PumpAsync(client, _server, toServer: true, linked), PumpAsync(_server, client, toServer: false, linked));
            orderly = true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Reset, refused or broken: the other side learns it by a reset.
        }
        finally
        {
            Close(client, orderly);
            Close(_server, orderly);
            _reset.Dispose();
            _ended.SetResult();
        }
    }

    private static async Task WholeAsync(Task part, CancellationTokenSource whole)
    {
        try
        {
            await part;
        }
        catch
        {
            // One part broke: the others must not wait for bytes that will not come.
            await whole.CancelAsync();
            throw;
        }
    }

    private Task PumpAsync(Socket from, Socket to, bool toServer, CancellationTokenSource whole)
    {
        var underWay = Channel.CreateBounded<(byte[] Bytes, long Due)>(64);
        return Task.WhenAll(
            WholeAsync(ReadAsync(from, underWay.Writer, whole.Token), whole),
            WholeAsync(WriteAsync(underWay.Reader, to, toServer, whole.Token), whole));
    }

    private async Task ReadAsync(Socket from, ChannelWriter<(byte[] Bytes, long Due)> underWay, CancellationToken cancellationToken)
    {
        var buffer = new byte[Chunk];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer, cancellationToken);
                var delay = mode() is CutMode.Through { By: var by } ? by : TimeSpan.Zero;
                await underWay.WriteAsync((buffer[..read], Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency)), cancellationToken);
                if (read == 0)
                {
                    return;
                }
            }
        }
        finally
        {
            underWay.TryComplete();
        }
    }

    private async Task WriteAsync(ChannelReader<(byte[] Bytes, long Due)> underWay, Socket to, bool toServer, CancellationToken cancellationToken)
    {
        await foreach (var (bytes, due) in underWay.ReadAllAsync(cancellationToken))
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            }

            if (Swallows(mode(), toServer))
            {
                Gap(toServer);
                if (bytes.Length == 0)
                {
                    // The end of the stream was swallowed too: the other side goes on waiting, as behind a dead wire.
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                }
            }
            else if (bytes.Length == 0)
            {
                to.Shutdown(SocketShutdown.Send);
            }
            else
            {
                for (var sent = 0; sent < bytes.Length;)
                {
                    sent += await to.SendAsync(bytes.AsMemory(sent), cancellationToken);
                }
            }
        }
    }

    private void Gap(bool toServer)
    {
        if (toServer)
        {
            _gapToServer = true;
        }
        else
        {
            _gapToClient = true;
        }

        // The mode may have turned between the look and the mark.
        Follow(mode());
    }

    private static bool Swallows(CutMode now, bool toServer) => now is CutMode.Hole hole && (toServer ? hole.ToServer : hole.ToClient);

    private static void Close(Socket socket, bool orderly)
    {
        try
        {
            if (!orderly)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was never connected, or is gone.
        }

        socket.Dispose();
    }
}

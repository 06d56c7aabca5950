using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Interop.Bench.Load;

/// <summary>A partner whose connections are refused until it comes back, and that then answers as slowly as is said.</summary>
internal sealed class ReturningPartner : IAsyncDisposable
{
    private static readonly byte[] Received = "{\"received\":true}"u8.ToArray();
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly Socket _place = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int _port;
    private WebApplication? _app;
    private long _answersInTicks;
    private long _arrived;
    private long _twice;
    private int _underWay;
    private int _most;

    public ReturningPartner()
    {
        // Bound, and not listening: connections are refused, and nobody else gets the port.
        _place.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _port = ((IPEndPoint)_place.LocalEndPoint!).Port;
    }

    /// <summary>Its web hook, there or not.</summary>
    public Uri Hook => new($"http://127.0.0.1:{_port}/hook");

    /// <summary>How long an answer takes.</summary>
    public TimeSpan AnswersIn
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _answersInTicks));
        set => Interlocked.Exchange(ref _answersInTicks, value.Ticks);
    }

    /// <summary>Distinct deliveries that it has answered.</summary>
    public long Arrived => Interlocked.Read(ref _arrived);

    /// <summary>Deliveries that came once more.</summary>
    public long Twice => Interlocked.Read(ref _twice);

    /// <summary>The most calls that were under way at one time since this was last asked.</summary>
    public int TakeMost() => Interlocked.Exchange(ref _most, Volatile.Read(ref _underWay));

    /// <summary>It is there again.</summary>
    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{_port}");
        _app = builder.Build();
        _app.Run(TakeAsync);
        _place.Dispose();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _place.Dispose();
        if (_app is { } app)
        {
            await app.DisposeAsync();
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref _underWay);
        for (var most = Volatile.Read(ref _most); now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = Volatile.Read(ref _most))
        {
        }

        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            if (AnswersIn is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause, TimeProvider.System, context.RequestAborted);
            }

            if (_seen.TryAdd(context.Request.Headers["X-Interop-Delivery"].ToString(), true))
            {
                Interlocked.Increment(ref _arrived);
            }
            else
            {
                Interlocked.Increment(ref _twice);
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Received.Length;
        }
        finally
        {
            // Before the answer is out: what follows it may come before this line otherwise, and count as one too many.
            Interlocked.Decrement(ref _underWay);
        }

        await context.Response.Body.WriteAsync(Received, context.RequestAborted);
    }
}

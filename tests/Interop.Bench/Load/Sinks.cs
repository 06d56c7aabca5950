using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.Bench.Load;

/// <summary>
/// The partners that the relays deliver to: each arrival counts once, by the delivery's own id, and is answered at once.
/// Also takes traces and metrics, as a collector would, and forgets them.
/// </summary>
internal sealed class Sinks : IAsyncDisposable
{
    private static readonly byte[] Received = "{\"received\":true}"u8.ToArray();

    private static readonly byte[] Done = Encoding.UTF8.GetBytes(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><NhanHoSoResponse xmlns=\"http://hotich.moj.gov.vn/lienthong/v1\">"
        + "<status>1</status><statusDescription>Thành công</statusDescription><errorCode/><errorDescription/></NhanHoSoResponse></s:Body></s:Envelope>");

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private long _arrived;
    private long _twice;
    private long _telemetryBytes;
    private volatile Action<HttpRequest, long>? _watch;

    private Sinks(WebApplication app) => _app = app;

    /// <summary>The address of the floor's sink and of the one-stop's web hook.</summary>
    public Uri Hook => new(Base, "hook");

    /// <summary>The ministry's SOAP service.</summary>
    public Uri Ministry => new(Base, "ministry");

    /// <summary>The collector of traces and metrics (OTLP over HTTP).</summary>
    public Uri Collector => new(Base, "otlp");

    /// <summary>Distinct deliveries that arrived so far.</summary>
    public long Arrived => Interlocked.Read(ref _arrived);

    /// <summary>Deliveries that arrived once more.</summary>
    public long Twice => Interlocked.Read(ref _twice);

    /// <summary>Bytes of traces and metrics that came.</summary>
    public long TelemetryBytes => Interlocked.Read(ref _telemetryBytes);

    private Uri Base => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<Sinks> StartAsync()
    {
        // Watching the folder it was started in for changes, it would be told of every write of every ledger below.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var sinks = new Sinks(app);
        app.Run(sinks.TakeAsync);
        await app.StartAsync();
        return sinks;
    }

    /// <summary>Calls the watcher for every arrival, with the time stamp at which it was there wholly; null ends it.</summary>
    public void Watch(Action<HttpRequest, long>? watcher) => _watch = watcher;

    /// <summary>Forgets the ids of what arrived, not how many.</summary>
    public void Forget() => _seen.Clear();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task TakeAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/hook" => HookAsync(context),
        "/ministry" => MinistryAsync(context),
        _ => TelemetryAsync(context),
    };

    private async Task HookAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var id = headers["X-Interop-Delivery"];
        Count(context.Request, id.Count > 0 ? id.ToString() : headers["X-Id"].ToString());
        await AnswerAsync(context, "application/json", Received);
    }

    private async Task MinistryAsync(HttpContext context)
    {
        // The XML comes first, whatever files follow it.
        var head = new byte[16 << 10];
        var length = await context.Request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, context.RequestAborted);
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        Count(context.Request, DeliveryIn(head.AsSpan(0, length)));
        await AnswerAsync(context, "text/xml; charset=utf-8", Done);
    }

    private async Task TelemetryAsync(HttpContext context)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            Interlocked.Add(ref _telemetryBytes, read);
        }

        // No bytes are an export's empty answer: all was taken.
        await AnswerAsync(context, "application/x-protobuf", []);
    }

    private void Count(HttpRequest request, string id)
    {
        if (_seen.TryAdd(id, true))
        {
            Interlocked.Increment(ref _arrived);
        }
        else
        {
            Interlocked.Increment(ref _twice);
        }

        _watch?.Invoke(request, Stopwatch.GetTimestamp());
    }

    private static string DeliveryIn(ReadOnlySpan<byte> envelope)
    {
        var name = "maGiaoDich>"u8;
        var at = envelope.IndexOf(name);
        if (at < 0)
        {
            return string.Empty;
        }

        var rest = envelope[(at + name.Length)..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'<')]);
    }

    private static async Task AnswerAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

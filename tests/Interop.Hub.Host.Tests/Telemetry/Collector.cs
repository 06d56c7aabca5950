using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Host.Tests.Telemetry;

/// <summary>Takes what is exported by OTLP over HTTP, as bytes: what is in them has left the hub.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app, ConcurrentQueue<(string Path, string Text)> received) => (_app, Received) = (app, received);

    public Uri Address => new(_app.Urls.First());

    public ConcurrentQueue<(string Path, string Text)> Received { get; }

    public string All(string path) => string.Concat(Received.Where(r => r.Path == path).Select(r => r.Text));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        ConcurrentQueue<(string, string)> received = new();
        app.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Enqueue((http.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        });
        await app.StartAsync();
        return new Collector(app, received);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

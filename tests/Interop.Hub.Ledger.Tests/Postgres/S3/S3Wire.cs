using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger.Tests.Postgres.S3;

/// <summary>Stands between a store and its S3 server: writes down what is asked, and spoils what it is told to.</summary>
internal sealed class S3Wire : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Uri _server;

    private S3Wire(Uri server)
    {
        _server = server;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0);
            k.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(PassAsync);
    }

    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Entity tags are of another kind than the MD5 of the bytes, as where the server encrypts.</summary>
    public bool ForeignTags { get; set; }

    /// <summary>One bit of every object and part is another when it arrives.</summary>
    public bool Flips { get; set; }

    /// <summary>The next answer to a GET breaks off behind so many bytes.</summary>
    public int? BreaksBehind { get; set; }

    public Uri Address { get; private set; } = null!;

    public static async Task<S3Wire> StartAsync(Uri server)
    {
        S3Wire wire = new(server);
        await wire._app.StartAsync();
        wire.Address = new Uri(wire._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return wire;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var request = context.Request;
        Asked.Enqueue($"{request.Method} {request.QueryString} {request.Headers.Range}");
        using HttpRequestMessage onward = new(new HttpMethod(request.Method), new Uri(_server, request.Path + request.QueryString));
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        if (Flips && request.Method == "PUT" && body.Length > 0)
        {
            body.GetBuffer()[body.Length / 2] ^= 1;
        }

        body.Position = 0;
        onward.Content = new StreamContent(body);
        foreach (var (name, value) in request.Headers)
        {
            // The address the store asked is signed with the rest: it goes along.
            if (!onward.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value))
            {
                onward.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
            }
        }

        using var answer = await _client.SendAsync(onward, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        context.Response.Headers.Remove("transfer-encoding");
        if (ForeignTags && context.Response.Headers.ETag.Count > 0)
        {
            context.Response.Headers.ETag = "\"of-another-kind-1\"";
        }

        await using var content = await answer.Content.ReadAsStreamAsync();
        if (request.Method == "GET" && BreaksBehind is { } behind && answer.IsSuccessStatusCode)
        {
            BreaksBehind = null;
            var first = new byte[behind];
            await content.ReadExactlyAsync(first);
            await context.Response.Body.WriteAsync(first);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        if (request.Method != "HEAD")
        {
            await content.CopyToAsync(context.Response.Body);
        }
    }
}

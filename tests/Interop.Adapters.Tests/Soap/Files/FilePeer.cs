using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>A partner on the framework's own server, which reads packages by the framework's own reader.</summary>
internal sealed class FilePeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource<ReceivedMessage?> _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FilePeer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/ws");

    /// <summary>The first message, whole; null: it was cut off.</summary>
    public Task<ReceivedMessage?> Received => _received.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public bool HasReceived => _received.Task.IsCompleted;

    public static async Task<FilePeer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var peer = new FilePeer(builder.Build());
        peer._app.MapPost("/ws", peer.TakeAsync);
        await peer._app.StartAsync();
        return peer;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        try
        {
            var message = new ReceivedMessage
            {
                Type = MediaTypeHeaderValue.Parse(context.Request.ContentType),
                Length = context.Request.ContentLength,
                SoapAction = context.Request.Headers["SOAPAction"],
                Parts = await PartsAsync(context.Request),
            };
            context.Response.ContentType = "text/xml; charset=utf-8";
            await context.Response.WriteAsync(Http.Envelope("<ok xmlns='urn:t'/>"));
            _received.TrySetResult(message);
        }
        catch (IOException)
        {
            _received.TrySetResult(null);
        }
    }

    private static async Task<IReadOnlyList<ReceivedPart>> PartsAsync(HttpRequest request)
    {
        var type = MediaTypeHeaderValue.Parse(request.ContentType);
        if (!type.MediaType.StartsWith("multipart/", StringComparison.Ordinal))
        {
            return [new ReceivedPart(null, type.ToString(), await AllAsync(request.Body))];
        }

        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).Value!, request.Body);
        List<ReceivedPart> parts = [];
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            parts.Add(new ReceivedPart(section.Headers!["Content-ID"], section.ContentType, await AllAsync(section.Body)));
        }

        return parts;
    }

    private static async Task<byte[]> AllAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }
}

internal sealed record ReceivedMessage
{
    public required MediaTypeHeaderValue Type { get; init; }

    public required long? Length { get; init; }

    public required string? SoapAction { get; init; }

    public required IReadOnlyList<ReceivedPart> Parts { get; init; }
}

internal sealed record ReceivedPart(string? ContentId, string? Type, byte[] Bytes);

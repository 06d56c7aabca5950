using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Tests.Servers.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Interop.Foreign.Tests.Hub;

/// <summary>The hub's SOAP routes on a real Kestrel, at the address that its contract names, over an exchange that records.</summary>
internal sealed class ForeignHub : IAsyncDisposable
{
    public const string User = "HOTICH";

    public const string Key = "khoa-api.0123456789";

    private readonly WebApplication _app;

    private ForeignHub(WebApplication app, Uri address) => (_app, Address) = (app, address);

    public Uri Address { get; }

    public RecordingExchange Exchange { get; } = new();

    public RecordingDocuments Documents { get; } = new();

    public RecordingLookUps LookUps { get; } = new();

    /// <summary>Every message as it came.</summary>
    public ConcurrentQueue<HeardMessage> Messages { get; } = [];

    public static async Task<ForeignHub> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPorts.Next().ToString(CultureInfo.InvariantCulture)}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        builder.Logging.ClearProviders();
        var hub = new ForeignHub(builder.Build(), address);
        hub._app.Use(hub.ListenAsync);
        hub._app.Use(Authenticate);
        hub._app.MapSoap(new SoapEndpointOptions { PublicBaseUrl = address }, new DossierExchangeService(hub.Exchange), new DocumentExchangeService(hub.Documents), new LookUpService(hub.LookUps));
        await hub._app.StartAsync();
        return hub;
    }

    public Uri WsdlOf(string service) => new(Address, $"soap/{service}?wsdl");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ListenAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            Messages.Enqueue(new HeardMessage(context.Request.ContentType ?? string.Empty, await reader.ReadToEndAsync(context.RequestAborted)));
            context.Request.Body.Position = 0;
        }

        await next(context);
    }

    // As the host knows a partner: its key by X-Api-Key, or code and key by HTTP Basic.
    private static Task Authenticate(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["X-Api-Key"] == Key || IsBasic(context.Request.Headers.Authorization))
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, User)], "partner"));
        }

        return next(context);
    }

    private static bool IsBasic(string? header) =>
        AuthenticationHeaderValue.TryParse(header, out var sent)
        && string.Equals(sent.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
        && sent.Parameter == Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Key}"));
}

/// <summary>A message as it came.</summary>
internal sealed record HeardMessage(string ContentType, string Text);

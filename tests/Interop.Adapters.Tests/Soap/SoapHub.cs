using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Xml.Linq;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Adapters.Soap.Exchange.LookUp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Tests.Soap;

/// <summary>The endpoint on a real Kestrel, over an exchange that the test scripts.</summary>
internal sealed class SoapHub : IAsyncDisposable
{
    public static readonly Uri PublicBaseUrl = new("https://truc.tinhmau.gov.vn/lien-thong/");

    private readonly WebApplication _app;

    private SoapHub(WebApplication app, ScriptedExchange exchange, ScriptedDocuments documents, ScriptedLookUps lookUps, ConcurrentQueue<string> log)
    {
        _app = app;
        Exchange = exchange;
        Documents = documents;
        LookUps = lookUps;
        Log = log;
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public ScriptedExchange Exchange { get; }

    public ScriptedDocuments Documents { get; }

    public ScriptedLookUps LookUps { get; }

    public ConcurrentQueue<string> Log { get; }

    public HttpClient Http { get; }

    public Uri Service => new(Http.BaseAddress!, "soap/dossier-exchange");

    public static async Task<SoapHub> StartAsync(Func<SoapEndpointOptions, SoapEndpointOptions>? configure = null, IReadOnlyList<ISoapService>? services = null)
    {
        var log = new ConcurrentQueue<string>();
        var exchange = new ScriptedExchange();
        var documents = new ScriptedDocuments();
        var lookUps = new ScriptedLookUps();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new QueueLog(log));
        var app = builder.Build();
        app.Use(async (context, next) =>
        {
            // Stands in for the host's authentication.
            if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var sent) && sent is { Scheme: "Basic", Parameter: { } basic })
            {
                var user = Encoding.UTF8.GetString(Convert.FromBase64String(basic)).Split(':')[0];
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "Basic"));
            }

            await next(context);
        });
        var options = new SoapEndpointOptions { PublicBaseUrl = PublicBaseUrl };
        app.MapSoap(configure?.Invoke(options) ?? options, [new DossierExchangeService(exchange), new DocumentExchangeService(documents), new LookUpService(lookUps), .. services ?? []]);
        await app.StartAsync();
        return new SoapHub(app, exchange, documents, lookUps, log);
    }

    /// <summary>Posts an envelope as the partner HOTICH and reads what came back.</summary>
    public async Task<SoapHubAnswer> PostAsync(string envelope, string contentType = "text/xml; charset=utf-8", string? action = "\"\"", bool authenticated = true, string service = "dossier-exchange") =>
        await PostAsync(Encoding.UTF8.GetBytes(envelope), contentType, action, authenticated, service);

    public async Task<SoapHubAnswer> PostAsync(byte[] envelope, string contentType, string? action = "\"\"", bool authenticated = true, string service = "dossier-exchange")
    {
        using var content = new ByteArrayContent(envelope);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await PostAsync(content, action, authenticated, service);
    }

    public async Task<SoapHubAnswer> PostAsync(HttpContent content, string? action = "\"\"", bool authenticated = true, string service = "dossier-exchange")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Http.BaseAddress!, $"soap/{service}")) { Content = content };
        if (action is not null)
        {
            request.Headers.TryAddWithoutValidation("SOAPAction", action);
        }

        if (authenticated)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("HOTICH:key"u8));
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var document = XDocument.Parse(text);
        Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo(document.Root!.Name.Namespace == Tests.Soap.Http.Soap12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8"));
        return new SoapHubAnswer((int)response.StatusCode, document, response.Headers.RetryAfter?.Delta, response.Headers.WwwAuthenticate.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class QueueLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

internal sealed record SoapHubAnswer(int Status, XDocument Document, TimeSpan? RetryAfter, string Challenge)
{
    public XNamespace Soap => Document.Root!.Name.Namespace;

    public XElement Body => Document.Root!.Element(Soap + "Body")!.Elements().Single();

    /// <summary>The code; of SOAP 1.2 with its subcodes behind slashes.</summary>
    public string FaultCode => Body.Element("faultcode")?.Value
        ?? (Body.Element(Soap + "Code") is { } code ? string.Join('/', code.Descendants(Soap + "Value").Select(value => value.Value)) : "no fault");

    public string FaultText => Body.Element("faultstring")?.Value ?? Body.Element(Soap + "Reason")?.Element(Soap + "Text")?.Value ?? "no fault";

    /// <summary>Code of the detail, then each error as <c>path: message</c>.</summary>
    public string[] Detail => (Body.Element("detail") ?? Body.Element(Soap + "Detail")) is { } detail
        ? [.. Named(detail.Descendants(), "code").Take(1).Select(code => code.Value), .. Named(detail.Descendants(), "error").Select(ErrorText)]
        : [];

    /// <summary>Of whatever service: each has its own namespace.</summary>
    public string Field(string name) => Named(Body.Elements(), name).FirstOrDefault()?.Value ?? "absent";

    private IEnumerable<XElement> Named(IEnumerable<XElement> elements, string name) => elements.Where(e => e.Name.LocalName == name && e.Name.Namespace != Soap && e.Name.Namespace != XNamespace.None);

    private string ErrorText(XElement error) => $"{Named(error.Elements(), "path").Single().Value}: {Named(error.Elements(), "message").Single().Value}";
}

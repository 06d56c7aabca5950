using Interop.Adapters.Soap.Endpoint;
using Interop.Hub.Bus;
using Interop.Hub.Console;
using Interop.Hub.Core;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Retention;
using Interop.Hub.Core.Security;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Health;
using Interop.Hub.Host.Http;
using Interop.Hub.Host.Links;
using Interop.Hub.Host.Logging;
using Interop.Hub.Host.OpenApi;
using Interop.Hub.Host.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Interop.Hub.Host.Composition;

/// <summary>The one composition root: <c>serve</c>, the sandbox and the tests all run what is built here.</summary>
internal static class HubHost
{
    public static WebApplication Build(HubStart start)
    {
        var settings = start.Loaded.Settings;
        Directory.CreateDirectory(settings.Ledger.Directory);
        OpenTelemetryRegistration.LetServerSpansCarryTags();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
            // Or it would watch every folder below the program for files that nothing here reads.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });

        // One file says everything: nothing beside the folder and no stray variable may change a listener.
        builder.Configuration.Sources.Clear();
        Logs(builder.Logging, start.PlainLogs);
        var listeners = new Listeners(settings);
        builder.WebHost.UseKestrelHttpsConfiguration();
        // An idle connection holds 4 KiB, and each read is one call of the kernel instead of two: first whether there is anything.
        builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.WebHost.ConfigureKestrel(kestrel => Kestrel(kestrel, settings, listeners));
        builder.Services.AddSingleton(listeners);
        Services(builder.Services, start, settings);

        var app = builder.Build();
        start.Loader.AdapterLog = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Interop.Adapters");
        Requests(app, settings);
        return app;
    }

    private static void Services(IServiceCollection services, HubStart start, HubSettings settings)
    {
        // By the type that is asked for, and as an instance: the ledger is given the same clock.
        TimeProvider time = settings.Node.ClockOffsetFile is { } file ? new ShiftedClock(file)
            : settings.Ledger.Kind == LedgerKind.Postgres ? new LedgerClock(TimeProvider.System)
            : TimeProvider.System;
        services.AddSingleton(time);
        if (time is LedgerClock clock)
        {
            services.AddSingleton(clock);
        }

        services.AddSingleton(settings);
        services.AddSingleton(new NodeIdentity(settings.Node.Name));
        services.AddSingleton(s => new ConfigurationHolder(start.Loader, start.ConfigurationPath, start.Loaded, s.GetRequiredService<ILogger<ConfigurationHolder>>()));
        services.AddSingleton<IHubConfigurationSource>(s => s.GetRequiredService<ConfigurationHolder>());
        services.AddSingleton<IAdapterRegistry>(s => s.GetRequiredService<ConfigurationHolder>());
        services.AddSingleton<IKeyRing>(s => KeyRings.Open(settings, s.GetRequiredService<ILoggerFactory>().CreateLogger("Interop.Hub.Keys")));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Limits.DrainTime + TimeSpan.FromSeconds(5));

        // In the order of their start; they stop the other way round: the listeners first, the ledger last.
        services.AddLedger(settings, time);
        services.AddCheckpoints(settings);
        services.AddDocuments(settings);
        services.AddHubBus(BusOptionsOf(settings));
        services.AddSingleton(new RetentionOptions { LinkLifetime = settings.Limits.LinkLifetime });
        services.AddHubCore();
        services.AddHostedService<DocumentCollection>();
        services.AddHostedService(s => new ConfigurationWatch(s.GetRequiredService<ConfigurationHolder>(), start.ConfigurationPath, s.GetRequiredService<TimeProvider>()));

        services.AddSingleton<DiskGuard>();
        services.AddSingleton<KeyTable>();
        services.AddAuthentication(PartnerAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, PartnerAuthentication>(PartnerAuthentication.SchemeName, null);
        services.AddAuthorization();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        services.AddSingleton<PacketDoor>();
        services.AddSingleton<MultipartSubmission>();
        services.AddSingleton<DocumentRoutes>();
        services.AddSingleton<ReceiptRoutes>();
        services.AddSingleton<HandedFiles>();
        services.AddSingleton<InboxRoutes>();
        services.AddSingleton<QueryRoutes>();
        services.AddSingleton<IDocumentLinks, DocumentLinks>();
        services.TryAddSingleton<ILinkLedger, LoggedLinkFetches>();
        services.AddSoapServices();
        services.AddApiDocument();
        services.AddHubHealth();
        services.AddConsole();
        services.AddHubTelemetry(settings.Telemetry, settings.Node.Name);
    }

    private static void Requests(WebApplication app, HubSettings settings)
    {
        app.UseMiddleware<LastResort>();
        app.UseServerSpans();
        app.UseRouting();
        var listeners = app.Services.GetRequiredService<Listeners>();
        app.Use((context, next) =>
        {
            // What routing itself answers (405, 415) belongs to no listener.
            if (context.GetEndpoint() is not RouteEndpoint || listeners.Answers(context))
            {
                return next(context);
            }

            context.SetEndpoint(null);
            return Problem.NotFound.ExecuteAsync(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapApi();
        app.MapLinks();
        app.MapSoap(
            SoapDoor.Options(app.Services, settings),
            [.. app.Services.GetServices<ISoapService>()]).WithMetadata(new ListenerMetadata(Listener.Partners));
        app.MapApiDocument();
        app.MapHubHealth();
        app.MapConsole().WithMetadata(new ListenerMetadata(Listener.Operators));
    }

    private static void Kestrel(KestrelServerOptions kestrel, HubSettings settings, Listeners listeners)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        listeners.Bind(kestrel);
    }

    private static void Logs(ILoggingBuilder logging, bool plain)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(plain ? LogLevel.Warning : LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // Information of these names addresses, and an address holds dossier numbers and tokens.
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddFilter("MassTransit", LogLevel.Warning);
        // Why a start failed is said once, in a sentence, by the command.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", plain ? LogLevel.None : LogLevel.Warning);
        if (plain)
        {
            logging.AddSimpleConsole(console => console.SingleLine = true);
        }
        else
        {
            logging.Services.AddSingleton<ILoggerProvider>(_ => new JsonLineProvider(System.Console.OpenStandardOutput(), TimeProvider.System));
        }
    }

    private static BusOptions BusOptionsOf(HubSettings settings) => settings.Bus.Transport switch
    {
        Core.Configuration.BusTransport.RabbitMq => new BusOptions
        {
            Transport = Bus.BusTransport.RabbitMq,
            Host = new UriBuilder(settings.Bus.Tls ? "amqps" : "amqp", settings.Bus.Host, settings.Bus.Port, settings.Bus.VirtualHost).Uri,
            UserName = settings.Bus.User,
            Password = settings.Bus.Password is { } reference ? SecretReference.Resolve(reference, settings.Node.Environment) : null,
        },
        _ => new BusOptions(),
    };
}

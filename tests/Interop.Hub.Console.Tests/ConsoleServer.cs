using System.Net;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Console.Tests;

/// <summary>The console alone, on a real listener of a free loopback port.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConsoleServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public static async Task<ConsoleServer> StartAsync(FakeLedger ledger, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton<ILedgerReader>(ledger).AddSingleton<IDueDeliveries>(ledger).AddSingleton<IHubRecovery>(ledger.Recovery).AddSingleton<TimeProvider>(new StoppedClock()).AddConsole();
        var app = builder.Build();
        app.MapConsole();
        await app.StartAsync();
        return new ConsoleServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Sample.Now;
    }
}

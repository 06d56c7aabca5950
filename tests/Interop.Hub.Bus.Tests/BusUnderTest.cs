using System.Collections.Concurrent;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus.Tests;

/// <summary>The bus as the host composes it, with a handler of the test's in place of the engine.</summary>
internal sealed class BusUnderTest : IAsyncDisposable
{
    private static int _count;
    private readonly IHost _host;

    private BusUnderTest(IHost host, BusOptions options, ScriptedConfiguration configuration, RecordingHandler handler, KeptLog log) =>
        (_host, Options, Configuration, Handler, Log) = (host, options, configuration, handler, log);

    public BusOptions Options { get; }

    public ScriptedConfiguration Configuration { get; }

    public RecordingHandler Handler { get; }

    public KeptLog Log { get; }

    public IDispatchBus Bus => _host.Services.GetRequiredService<IDispatchBus>();

    /// <summary>Options for the suite's broker, with queues that no other test has.</summary>
    public static BusOptions OnRabbit(int? port = null) => new()
    {
        Transport = BusTransport.RabbitMq,
        Host = new Uri($"amqp://{Broker.Server.Host}:{port ?? Broker.Server.Port}/"),
        UserName = Broker.Server.User,
        Password = Broker.Server.Password,
        QueuePrefix = $"t{Interlocked.Increment(ref _count)}",
        StartPatience = TimeSpan.FromSeconds(2),
        PoisonLook = TimeSpan.FromMilliseconds(100),
    };

    public static Task<BusUnderTest> StartAsync(BusOptions options, params string[] destinations) =>
        StartAsync(options, [.. destinations.Select(d => (d, new DeliveryPolicy()))]);

    public static async Task<BusUnderTest> StartAsync(BusOptions options, (string Code, DeliveryPolicy Policy)[] destinations, Action<IServiceCollection>? change = null)
    {
        var (configuration, handler, log) = (new ScriptedConfiguration(destinations), new RecordingHandler(), new KeptLog());
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<IHubConfigurationSource>(configuration);
        builder.Services.AddSingleton<IDispatchHandler>(handler);
        builder.Services.AddHubBus(options);
        change?.Invoke(builder.Services);
        var bus = new BusUnderTest(builder.Build(), options, configuration, handler, log);
        try
        {
            await bus._host.StartAsync();
        }
        catch
        {
            bus._host.Dispose();
            throw;
        }

        return bus;
    }

    public Task HintAsync(string delivery, string destination, CancellationToken cancellationToken = default) =>
        Bus.HintAsync(new ReadyDelivery(delivery, destination), cancellationToken);

    public async Task<HealthReportEntry> PoisonHealthAsync() =>
        (await _host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Name == "poison")).Entries["poison"];

    public async ValueTask DisposeAsync()
    {
        Handler.Release();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}

/// <summary>What was logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Message)> _entries = new();

    public bool Has(int id, string part) => _entries.Any(e => e.Id == id && e.Message.Contains(part, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, logLevel, formatter(state, exception)));

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}

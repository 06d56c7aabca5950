using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using MassTransit;
using MassTransit.UsageTracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Interop.Hub.Bus.Tests;

/// <summary>
/// MassTransit reports to its maker unless it is told not to; a government's hub reports to nobody. Seen on the wire:
/// everything this process would send over HTTP goes to a proxy of the test's, and from there nowhere.
/// </summary>
[NonParallelizable]
public sealed class UsageReportTests
{
    private const string Variable = "MASSTRANSIT_USAGE_TELEMETRY";

    [TestCase(BusTransport.InMemory, null)]
    [TestCase(BusTransport.InMemory, "true")]
    [TestCase(BusTransport.RabbitMq, "true")]
    [CancelAfter(60_000)]
    public async Task Nothing_is_reported_to_the_maker_of_the_bus_whatever_the_environment_says(BusTransport transport, string? variable, CancellationToken cancellationToken)
    {
        var before = (Proxy: HttpClient.DefaultProxy, Variable: Environment.GetEnvironmentVariable(Variable));
        using var nowhere = new ProxyToNowhere();
        try
        {
            Environment.SetEnvironmentVariable(Variable, variable);
            HttpClient.DefaultProxy = new WebProxy("127.0.0.1", nowhere.Port);
            var options = transport == BusTransport.RabbitMq ? BusUnderTest.OnRabbit() : new BusOptions { QueuePrefix = "silent" };
            var ours = await BusUnderTest.StartAsync(options, [("HOTICH", new Core.Configuration.DeliveryPolicy())], ReportAtTheEnd);

            // With a broker hints go out over a bus of their own, which starts with the first.
            await ours.HintAsync("d1", "HOTICH", cancellationToken);

            // A bus that was not told: it shows what ours would do, and that the test would see it.
            var told = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            told.Services.AddMassTransit(bus => bus.UsingInMemory());
            ReportAtTheEnd(told.Services);
            var other = told.Build();
            Environment.SetEnvironmentVariable(Variable, null);
            await other.StartAsync(cancellationToken);
            await Eventually.HoldsAsync(() => HasBegun(other.Services.GetRequiredService<IUsageTracker>()), "its report to be prepared; ours started before it");

            await ours.DisposeAsync();
            Assert.That(nowhere.Asked, Is.Empty);
            await other.StopAsync(cancellationToken);
            await ((IAsyncDisposable)other).DisposeAsync();
            Assert.That(nowhere.Asked, Has.Some.Contains("masstransit.io"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before.Variable);
            HttpClient.DefaultProxy = before.Proxy;
        }
    }

    private static bool HasBegun(IUsageTracker tracker) =>
        tracker.GetType().GetField("_cancellationTokenSource", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(tracker) is not null;

    /// <summary>The end of a container waits for the report; else it comes after minutes.</summary>
    private static void ReportAtTheEnd(IServiceCollection services) => services.Configure<UsageTelemetryOptions>(o => o.ReportOnShutdown = true);

    /// <summary>Notes whom it is asked for, and hangs up.</summary>
    private sealed class ProxyToNowhere : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public ProxyToNowhere()
        {
            _listener.Start();
            _ = Task.Run(AcceptAsync);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public ConcurrentQueue<string> Asked { get; } = new();

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                    Asked.Enqueue(await reader.ReadLineAsync() ?? string.Empty);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
            {
                // Disposed.
            }
        }
    }
}

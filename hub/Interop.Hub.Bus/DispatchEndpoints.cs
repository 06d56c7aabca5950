using System.Collections.Concurrent;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus;

/// <summary>
/// Connects one receive endpoint per destination of the configuration, with that destination's concurrency: the
/// isolation of guarantee 5. Endpoints of removed destinations stay connected until the process ends; their hints find
/// no destination and are acknowledged.
/// </summary>
internal sealed partial class DispatchEndpoints(
    IReceiveEndpointConnector connector, IDispatchHandler handler, IHubConfigurationSource configuration, QueueNames names, BusOptions options, ILogger<DispatchEndpoints> log)
    : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, HostReceiveEndpointHandle> _connected = new(StringComparer.OrdinalIgnoreCase);
    private IDisposable? _subscription;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Connect(configuration.Current);
        _subscription = configuration.OnChange(Connect);
        if (options.Transport == BusTransport.InMemory)
        {
            // In memory a hint sent before its queue exists is dropped; a broker that is away must not hold up the start.
            await Task.WhenAll(_connected.Values.Select(e => e.Ready)).WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    private void Connect(HubConfiguration current)
    {
        foreach (var partner in current.Partners.Values)
        {
            if (partner.Destination is { } destination && !_connected.ContainsKey(partner.Code))
            {
                _connected[partner.Code] = connector.ConnectReceiveEndpoint(names.Of(partner.Code), (_, endpoint) => Configure(endpoint, destination.Policy));
                Connected(log, partner.Code, destination.Policy.MaxConcurrency);
            }
        }
    }

    private void Configure(IReceiveEndpointConfigurator endpoint, DeliveryPolicy policy)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = policy.HandOverWindow;
        endpoint.ConcurrentMessageLimit = policy.MaxConcurrency;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
        }

        endpoint.Handler<DispatchDelivery>(context =>
            handler.HandleAsync(new ReadyDelivery(context.Message.DeliveryId, context.Message.Destination), context.CancellationToken));
    }

    [LoggerMessage(3001, LogLevel.Information, "Queue of {Destination} connected, {Concurrency} attempts at once")]
    private static partial void Connected(ILogger log, string destination, int concurrency);
}

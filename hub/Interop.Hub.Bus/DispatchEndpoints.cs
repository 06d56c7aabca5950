using System.Threading.Channels;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus;

/// <summary>
/// Keeps one receive endpoint per destination of the configuration in effect, with that destination's concurrency: the
/// isolation of guarantee 5. A reload connects the added, stops the removed and replaces those whose width changed;
/// the others are not touched.
/// </summary>
internal sealed partial class DispatchEndpoints(
    IReceiveEndpointConnector connector, IDispatchHandler handler, IHubConfigurationSource configuration, QueueNames names, QueuesInUse queues, BusOptions options, TimeProvider time, ILogger<DispatchEndpoints> log)
    : IHostedService, IDisposable
{
    private readonly Dictionary<string, Endpoint> _connected = new(StringComparer.OrdinalIgnoreCase);
    private readonly Channel<HubConfiguration> _changes = Channel.CreateBounded<HubConfiguration>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private IDisposable? _subscription;
    private Task _following = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = configuration.OnChange(current => _changes.Writer.TryWrite(current));
        await ApplyAsync(configuration.Current);
        try
        {
            // A hint sent before its queue exists finds nobody; but a broker that has just gone away must not hold up the start.
            await Task.WhenAll(_connected.Values.Select(e => e.Handle.Ready)).WaitAsync(options.StartPatience, time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            NotReady(log, e);
        }

        _following = FollowAsync();
        queues.Cease = CeaseAsync;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        _changes.Writer.TryComplete();
        return _following.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    private async Task CeaseAsync()
    {
        _subscription?.Dispose();
        _changes.Writer.TryComplete();
        await _following;
        await Task.WhenAll(_connected.Select(c => StopAsync(c.Key, c.Value)));
        _connected.Clear();
    }

    private async Task FollowAsync()
    {
        await foreach (var current in _changes.Reader.ReadAllAsync())
        {
            await ApplyAsync(current);
        }
    }

    private async Task ApplyAsync(HubConfiguration current)
    {
        var wanted = current.Partners.Values
            .Where(p => p.Destination is not null)
            .ToDictionary(p => p.Code, p => Width.Of(p.Destination!.Policy), StringComparer.OrdinalIgnoreCase);

        // Each stops by itself: one whose attempts are slow must not keep another from what it needs.
        var stopping = _connected.Where(c => !wanted.TryGetValue(c.Key, out var width) || width != c.Value.Width).Select(c => StopAsync(c.Key, c.Value)).ToArray();
        foreach (var (code, width) in wanted)
        {
            if (!_connected.ContainsKey(code))
            {
                Connect(code, width);
            }
        }

        foreach (var code in await Task.WhenAll(stopping))
        {
            _connected.Remove(code);
            if (wanted.TryGetValue(code, out var width))
            {
                Connect(code, width);
            }
        }
    }

    private void Connect(string code, Width width)
    {
        var handle = connector.ConnectReceiveEndpoint(names.Of(code), (_, endpoint) =>
        {
            endpoint.ConnectReceiveEndpointObserver(queues.Follow(code, width.Attempts, width.Prefetch));
            Configure(endpoint, width);
        });
        _connected[code] = new Endpoint(width, handle);
    }

    private async Task<string> StopAsync(string code, Endpoint endpoint)
    {
        try
        {
            await endpoint.Handle.StopAsync();
            Disconnected(log, code);
        }
        catch (Exception e)
        {
            // The broker is away: there is nothing to stop.
            NotStopped(log, code, e);
        }

        return code;
    }

    private void Configure(IReceiveEndpointConfigurator endpoint, Width width)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = width.Prefetch;

        // All that is in hand is given to the engine, which lets it wait for a permit. What MassTransit held back was in
        // nobody's sight: it was taken for another node's and sent again.
        endpoint.ConcurrentMessageLimit = width.Prefetch;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            // Its poison queues take the kind from it.
            rabbit.SetQuorumQueue();
        }

        endpoint.Handler<DispatchDelivery>(context =>
            handler.HandleAsync(new ReadyDelivery(context.Message.DeliveryId, context.Message.Destination), context.CancellationToken));
    }

    [LoggerMessage(2502, LogLevel.Information, "Queue of {Destination} disconnected")]
    private static partial void Disconnected(ILogger log, string destination);

    [LoggerMessage(2503, LogLevel.Warning, "Queue of {Destination} could not be disconnected in order")]
    private static partial void NotStopped(ILogger log, string destination, Exception exception);

    [LoggerMessage(2504, LogLevel.Warning, "The queues are not ready yet; until they are this node acts on its own deliveries")]
    private static partial void NotReady(ILogger log, Exception exception);

    private sealed record Endpoint(Width Width, HostReceiveEndpointHandle Handle);

    /// <summary>How much of a destination's work this node takes at once.</summary>
    /// <param name="Attempts">Attempts at once.</param>
    /// <param name="Prefetch">
    /// Hints in this node's hand: enough that no attempt waits for the broker, few enough that other nodes find some.
    /// </param>
    private readonly record struct Width(int Attempts, int Prefetch)
    {
        private const int HintsPerAttempt = 4;

        public static Width Of(DeliveryPolicy policy) =>
            new(policy.MaxConcurrency, Math.Clamp(policy.MaxConcurrency * HintsPerAttempt, policy.MaxConcurrency, Math.Max(policy.MaxConcurrency, policy.HandOverWindow)));
    }
}

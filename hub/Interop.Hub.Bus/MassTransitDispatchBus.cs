using System.Collections.Concurrent;
using Interop.Hub.Bus.Broker;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using MassTransit;

namespace Interop.Hub.Bus;

/// <summary>Sends each hint to its destination's own queue: a dead partner's queue is nobody else's.</summary>
internal sealed class MassTransitDispatchBus(IBus bus, QueueNames names, QueueDepths depths, QueuesInUse queues, BusOptions options) : IDispatchBus
{
    private static readonly IPipe<SendContext<DispatchDelivery>> ToAQueue = Pipe.Execute<SendContext<DispatchDelivery>>(context =>
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            // An exchange without a queue confirms what it throws away.
            rabbit.Mandatory = true;
        }
    });

    private readonly ConcurrentDictionary<string, Task<ISendEndpoint>> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async Task HintAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        var pending = _endpoints.GetOrAdd(delivery.Destination, static (code, state) => state.bus.GetSendEndpoint(state.names.AddressOf(code)), (bus, names));
        ISendEndpoint endpoint;
        try
        {
            endpoint = await pending;
        }
        catch
        {
            _endpoints.TryRemove(delivery.Destination, out _);
            throw;
        }

        // With RabbitMQ this returns when the broker has confirmed that the queue's quorum has it; where there is no queue
        // yet, it throws.
        await endpoint.Send(new DispatchDelivery { DeliveryId = delivery.Id, Destination = delivery.Destination }, ToAQueue, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Listens(string destination) => queues.Listens(destination);

    /// <inheritdoc/>
    public async Task<int?> WaitingAsync(string destination, CancellationToken cancellationToken) =>
        options.Transport == BusTransport.RabbitMq ? await depths.OfAsync(names.Of(destination), cancellationToken) : null;
}

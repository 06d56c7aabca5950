using System.Collections.Concurrent;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using MassTransit;

namespace Interop.Hub.Bus;

/// <summary>Sends each hint to its destination's own queue: a dead partner's queue is nobody else's.</summary>
internal sealed class MassTransitDispatchBus(IBus bus, QueueNames names) : IDispatchBus
{
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

        await endpoint.Send(new DispatchDelivery { DeliveryId = delivery.Id, Destination = delivery.Destination }, cancellationToken);
    }
}

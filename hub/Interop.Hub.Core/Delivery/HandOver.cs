using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Guarantee 5: hand-over is a hint within a bounded window per destination. A million deliveries for one dead partner
/// wait in the ledger; of them the bus never holds more than a window.
/// </summary>
internal sealed class HandOver(Destinations destinations, IDispatchBus bus, SchedulerSignal signal, ILogger<HandOver> log) : IDeliveryOffers
{
    /// <inheritdoc/>
    public async Task OfferAsync(IReadOnlyList<ReadyDelivery> ready, CancellationToken cancellationToken)
    {
        foreach (var delivery in ready)
        {
            if (destinations.Find(delivery.Destination) is not { } runtime || !runtime.TryHint(delivery.Id))
            {
                continue;
            }

            try
            {
                await bus.HintAsync(delivery, cancellationToken);
            }
            catch (Exception e)
            {
                // The broker is away: the ledger still has the delivery, and the scheduler will offer it again.
                runtime.HintDone(delivery.Id);
                DeliveryLog.HintFailed(log, delivery.Destination, e);
                return;
            }
        }
    }

    /// <summary>A hint came out of the bus and was acted on.</summary>
    public void Done(ReadyDelivery delivery)
    {
        if (destinations.Find(delivery.Destination)?.HintDone(delivery.Id) == true)
        {
            signal.Wake();
        }
    }
}

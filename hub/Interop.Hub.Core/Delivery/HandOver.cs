using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Guarantee 5: hand-over is a hint within a bounded window per destination. A million deliveries for one dead partner
/// wait in the ledger; of them the bus never holds more than a window.
/// Nobody waits for the bus: not a sender for its receipt, not the scheduler for a broker that is away. While the broker
/// is away this node acts on its own hints itself.
/// </summary>
internal sealed class HandOver(
    Destinations destinations, IDispatchBus bus, Lazy<IDispatchHandler> here, SchedulerSignal signal, TimeProvider time, ILogger<HandOver> log) : IDeliveryOffers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private long _awayUntil = long.MinValue;

    /// <inheritdoc/>
    public void Offer(IReadOnlyList<ReadyDelivery> ready)
    {
        foreach (var delivery in ready)
        {
            if (destinations.Find(delivery.Destination)?.TryHint(delivery.Id) == true)
            {
                // Its errors end in it. How many run is bounded by the windows.
                _ = Task.Run(() => HandAsync(delivery));
            }
        }
    }

    /// <summary>A hint was acted on.</summary>
    public void Done(ReadyDelivery delivery)
    {
        if (destinations.Find(delivery.Destination)?.HintDone(delivery.Id) == true)
        {
            signal.Wake();
        }
    }

    private async Task HandAsync(ReadyDelivery delivery)
    {
        if (time.GetTimestamp() >= Volatile.Read(ref _awayUntil))
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                await bus.HintAsync(delivery, patience.Token).WaitAsync(patience.Token);
                if (Interlocked.Exchange(ref _awayUntil, long.MinValue) != long.MinValue)
                {
                    DeliveryLog.BusIsBack(log);
                }

                return;
            }
            catch (Exception e)
            {
                var until = time.GetTimestamp() + (long)(Patience.TotalSeconds * time.TimestampFrequency);
                if (Interlocked.Exchange(ref _awayUntil, until) == long.MinValue)
                {
                    DeliveryLog.BusIsAway(log, delivery.Destination, e);
                }
            }
        }

        // The hint may be on its way all the same: the claim lets only one of the two through.
        await here.Value.HandleAsync(delivery, CancellationToken.None);
    }
}

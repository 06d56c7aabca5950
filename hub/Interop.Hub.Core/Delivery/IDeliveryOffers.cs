using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>Takes deliveries that may go now, so that nobody waits for the scheduler's tick.</summary>
public interface IDeliveryOffers
{
    /// <summary>Offers them, and waits for nothing. What finds no room is left to the scheduler; nothing is lost by it.</summary>
    void Offer(IReadOnlyList<ReadyDelivery> ready);
}

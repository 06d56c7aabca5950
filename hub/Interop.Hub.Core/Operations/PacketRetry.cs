using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Operations;

/// <summary>
/// Guarantee 3: a sender may ask for what of its packet waits for a later attempt to be tried now. Only that: what was
/// refused waits for its correction, what is in doubt for an answer, what is parked for a person; and behind a closed door
/// it waits as before. Once a minute for each delivery, or a sender that asks in a loop would undo the schedule.
/// </summary>
public sealed class PacketRetry(ILedger ledger, IDeliveryOffers offers, TimeProvider time)
{
    private const string Reason = "Asked for by its sender.";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Brings forward what may be; each is an act of the sender's, under evidence.</summary>
    /// <returns>How many deliveries.</returns>
    public async Task<int> BringForwardAsync(PacketView packet, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(packet);
        var now = time.GetUtcNow();
        var count = 0;
        foreach (var delivery in packet.Deliveries.Where(d => d is { State: DeliveryState.Scheduled, Role: DeliveryRole.Send } && now - d.ChangedAt >= Pause))
        {
            if (await ledger.ActAsync(new OperatorAct(delivery.Id, DeliveryState.Ready, packet.Sender, Reason, now), cancellationToken) is ActResult.Done { Ready: var ready })
            {
                count++;
                offers.Offer(ready);
            }
        }

        return count;
    }
}

using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>
/// Lanes: in order of (position, key), one at a time. The key decides between a correction and what it replaced, which
/// share a position.
/// </summary>
internal static class Lanes
{
    /// <summary>Something of the lane was passed: its next may go, or waits for its gates.</summary>
    public static void Release(IDeliveryRows tables, Lane lane, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        if (tables.Head(lane) is not { State: DeliveryState.WaitingLane } head)
        {
            return;
        }

        if (tables.GatesAreOpen(head.Key))
        {
            MakeReady(tables, head, now, ready);
        }
        else
        {
            tables.Update(head with { State = DeliveryState.WaitingGate, ChangedAt = now });
        }
    }

    public static void MakeReady(IDeliveryRows tables, DeliveryRow row, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        tables.Update(row.Due(now));
        ready.Add(new ReadyDelivery(Ids.Text(row.Id), row.Lane.Destination));
    }
}

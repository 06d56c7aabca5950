using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>What a delivery's new state sets free.</summary>
internal static class Passing
{
    public static void After(IDeliveryRows tables, DeliveryRow row, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        if (!row.State.IsPassed())
        {
            return;
        }

        if (row.Role == DeliveryRole.Check)
        {
            if (row.State is DeliveryState.Delivered or DeliveryState.Skipped)
            {
                Gates.Open(tables, row.Key, now, ready);
            }
            else if (row.State == DeliveryState.Cancelled)
            {
                Gates.CallOff(tables, row.Key, now, ready);
            }
        }

        Lanes.Release(tables, row.Lane, now, ready);
    }
}

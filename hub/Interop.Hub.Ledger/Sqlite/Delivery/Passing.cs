using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>What a delivery's new state sets free.</summary>
internal static class Passing
{
    public static void After(Session db, long delivery, Lane lane, DeliveryRole role, DeliveryState state, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        if (!state.IsPassed())
        {
            return;
        }

        if (role == DeliveryRole.Check)
        {
            if (state is DeliveryState.Delivered or DeliveryState.Skipped)
            {
                Gates.Open(db, delivery, now, ready);
            }
            else if (state == DeliveryState.Cancelled)
            {
                CallOff(db, delivery, now, ready);
            }
        }

        Lanes.Release(db, lane, now, ready);
    }

    /// <summary>A check that was called off takes what waits behind it with it: it could never go.</summary>
    private static void CallOff(Session db, long gate, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        var waiting = Gates.WaitingFor(db, gate);
        foreach (var behind in waiting)
        {
            db.Prepare("update delivery set state = 11, due_at = null, park = null, changed_at = ? where key = ?").With(now).With(behind.Key).Run();
        }

        foreach (var behind in waiting)
        {
            Lanes.Release(db, behind.Lane, now, ready);
        }
    }
}

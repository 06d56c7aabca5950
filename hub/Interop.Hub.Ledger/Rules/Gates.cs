using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>
/// Gates: a delivery waits until every check before it was delivered, or skipped by an operator. A check that was called
/// off or replaced opens nothing: what waits for it goes with it.
/// </summary>
internal static class Gates
{
    /// <summary>A check passed: what waited for it alone may go.</summary>
    public static void Open(IDeliveryRows tables, long gate, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        foreach (var behind in tables.WaitingFor(gate))
        {
            var isFirst = behind.State == DeliveryState.WaitingGate || (behind.IsWaitingInDoubt && !tables.HasEarlier(behind.Lane, behind.Position, behind.Key));
            if (isFirst && tables.GatesAreOpen(behind.Key))
            {
                Lanes.Call(tables, behind, now, ready);
            }
        }
    }

    /// <summary>A check that was called off takes what waits behind it with it: it could never go.</summary>
    public static void CallOff(IDeliveryRows tables, long gate, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        var waiting = tables.WaitingFor(gate);
        foreach (var behind in waiting)
        {
            tables.Update(behind.Stopped(DeliveryState.Cancelled, now));
        }

        foreach (var behind in waiting)
        {
            Lanes.Release(tables, behind.Lane, now, ready);
        }
    }
}

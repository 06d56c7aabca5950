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
        if (tables.Head(lane) is not { AwaitsTurn: true } head)
        {
            return;
        }

        if (tables.GatesAreOpen(head.Key))
        {
            Call(tables, head, now, ready);
        }
        else if (!head.IsWaitingInDoubt)
        {
            tables.Update(head with { State = DeliveryState.WaitingGate, ChangedAt = now });
        }
    }

    /// <summary>Its turn has come: it may go, or what is in doubt is asked about first.</summary>
    public static void Call(IDeliveryRows tables, DeliveryRow row, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        if (!row.IsWaitingInDoubt)
        {
            MakeReady(tables, row, now, ready);
            return;
        }

        tables.Update(row.InDoubt(now, now));
        ready.Add(new ReadyDelivery(Ids.Text(row.Id), row.Lane.Destination));
    }

    public static void MakeReady(IDeliveryRows tables, DeliveryRow row, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        tables.Update(row.Due(now));
        ready.Add(new ReadyDelivery(Ids.Text(row.Id), row.Lane.Destination));
    }
}

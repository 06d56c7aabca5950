using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>
/// Gates: a delivery waits until every check before it was delivered, or skipped by an operator. A check that was called
/// off or replaced opens nothing: what waits for it goes with it.
/// </summary>
internal static class Gates
{
    /// <summary>A delivery that waits behind a check.</summary>
    internal sealed record Behind(long Key, byte[] Id, Lane Lane, long Position, DeliveryState State);

    public static bool AreOpen(Session db, long delivery)
    {
        using var row = db.Prepare("""
            select 1 from delivery_gate g join delivery c on c.key = g.gate where g.behind = ? and c.state not in (7, 12) limit 1
            """).With(delivery);
        return !row.Step();
    }

    /// <summary>True when a check before it said no and was not corrected yet.</summary>
    public static bool IsRefused(Session db, long delivery)
    {
        using var row = db.Prepare("""
            select 1 from delivery_gate g join delivery c on c.key = g.gate where g.behind = ? and c.state = 8 limit 1
            """).With(delivery);
        return row.Step();
    }

    public static IReadOnlyList<Behind> WaitingFor(Session db, long gate)
    {
        List<Behind> waiting = [];
        using var rows = db.Prepare("""
            select d.key, d.id, d.lane, d.destination, d.position, d.state from delivery_gate g join delivery d on d.key = g.behind
            where g.gate = ? and d.state not in (4, 7, 10, 11, 12) order by d.key
            """).With(gate);
        while (rows.Step())
        {
            waiting.Add(new Behind(rows.Int64(0), rows.Blob(1), new Lane(rows.Int64(2), rows.Text(3)), rows.Int64(4), (DeliveryState)rows.Int32(5)));
        }

        return waiting;
    }

    /// <summary>A check passed: what waited for it alone may go.</summary>
    public static void Open(Session db, long gate, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        foreach (var behind in WaitingFor(db, gate))
        {
            if (behind.State == DeliveryState.WaitingGate && AreOpen(db, behind.Key))
            {
                Lanes.MakeReady(db, behind.Key, now);
                ready.Add(new ReadyDelivery(Ids.Text(behind.Id), behind.Lane.Destination));
            }
        }
    }
}

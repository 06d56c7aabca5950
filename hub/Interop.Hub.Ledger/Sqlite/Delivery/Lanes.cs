using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>Names a lane: the dossier (or minus the packet, when it has none) and the destination.</summary>
internal readonly record struct Lane(long Owner, string Destination);

/// <summary>The first delivery of a lane that is not passed.</summary>
internal sealed record LaneHead(long Key, byte[] Id, long Position, DeliveryState State, DeliveryRole Role, PacketKind Kind)
{
    /// <summary>True for what a correction may take the place of.</summary>
    public bool IsSubmission => Kind is PacketKind.Submission or PacketKind.Correction;
}

/// <summary>
/// Lanes: in order of (position, key), one at a time. The key decides between a correction and what it replaced, which
/// share a position.
/// </summary>
internal static class Lanes
{
    /// <summary>Takes the lane's next position; the first of a lane makes the lane.</summary>
    public static long Allot(Session db, Lane lane)
    {
        // Not one upsert with "returning": that fills a temporary table, for every delivery there is.
        long position;
        using (var row = db.Prepare("select next_position from lane where lane = ? and destination = ?").With(lane.Owner).With(lane.Destination))
        {
            position = row.Step() ? row.Int64(0) : 0;
        }

        if (position == 0)
        {
            db.Prepare("insert into lane (lane, destination, known, next_position) values (?, ?, 0, 2)").With(lane.Owner).With(lane.Destination).Run();
            return 1;
        }

        db.Prepare("update lane set next_position = ? where lane = ? and destination = ?").With(position + 1).With(lane.Owner).With(lane.Destination).Run();
        return position;
    }

    /// <summary>True when something not passed stands before this place.</summary>
    public static bool HasEarlier(Session db, Lane lane, long position, long key)
    {
        using var row = db.Prepare("""
            select 1 from delivery
            where lane = ? and destination = ? and state not in (7, 10, 11, 12) and (position, key) < (?, ?) limit 1
            """).With(lane.Owner).With(lane.Destination).With(position).With(key);
        return row.Step();
    }

    public static LaneHead? HeadOf(Session db, Lane lane)
    {
        using var row = db.Prepare("""
            select d.key, d.id, d.position, d.state, d.role, p.kind from delivery d join packet p on p.key = d.packet
            where d.lane = ? and d.destination = ? and d.state not in (7, 10, 11, 12) order by d.position, d.key limit 1
            """).With(lane.Owner).With(lane.Destination);
        return row.Step()
            ? new LaneHead(row.Int64(0), row.Blob(1), row.Int64(2), (DeliveryState)row.Int32(3), (DeliveryRole)row.Int32(4), (PacketKind)row.Int32(5))
            : null;
    }

    /// <summary>Something of the lane was passed: its next may go, or waits for its gates.</summary>
    public static void Release(Session db, Lane lane, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        if (HeadOf(db, lane) is not { State: DeliveryState.WaitingLane } head)
        {
            return;
        }

        if (Gates.AreOpen(db, head.Key))
        {
            MakeReady(db, head.Key, now);
            ready.Add(new ReadyDelivery(Ids.Text(head.Id), lane.Destination));
        }
        else
        {
            db.Prepare("update delivery set state = 2, changed_at = ? where key = ?").With(now).With(head.Key).Run();
        }
    }

    public static void MakeReady(Session db, long key, DateTimeOffset now) =>
        db.Prepare("update delivery set state = 3, park = null, due_at = ?, changed_at = ? where key = ?").With(now).With(now).With(key).Run();

    public static void MarkKnown(Session db, Lane lane) =>
        db.Prepare("update lane set known = 1 where lane = ? and destination = ? and known = 0").With(lane.Owner).With(lane.Destination).Run();
}

using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <summary>One row per destination, under an optimistic lock.</summary>
internal static class Controls
{
    public static DestinationControl Save(Session db, DestinationControl control)
    {
        db.Prepare($"""
            insert into destination_control ({ControlColumns.All}) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?15)
            on conflict (destination) do update set door = ?2, since = ?3, failures = ?4, probe_at = ?5, failed_probes = ?6, return_stage = ?7,
              return_left = ?8, closed_total = ?9, fault_code = ?10, reason = ?11, owner = ?12, owned_until = ?13, cause = ?15, version = version + 1
            where version = ?14
            """)
            .With(control.Destination).With((int)control.Door).With(control.Since).With(control.Failures).With(control.ProbeAt).With(control.FailedProbes)
            .With(control.ReturnStage).With(control.ReturnLeft).With(control.ClosedTotal.Ticks).With(control.FaultCode).With(control.Reason)
            .With(control.Owner).With(control.OwnedUntil).With(control.Version).With(control.Cause).Run();
        using var row = db.Prepare($"select {ControlColumns.All} from destination_control where destination = ?").With(control.Destination);
        row.Step();
        return ControlColumns.Read(row);
    }

    public static IReadOnlyList<DestinationControl> All(Session db)
    {
        List<DestinationControl> controls = [];
        using var rows = db.Prepare($"select {ControlColumns.All} from destination_control order by destination");
        while (rows.Step())
        {
            controls.Add(ControlColumns.Read(rows));
        }

        return controls;
    }
}

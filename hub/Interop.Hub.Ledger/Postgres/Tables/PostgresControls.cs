using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Reading;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <summary>One row per destination, under an optimistic lock: what one node learned, every node goes by.</summary>
internal static class PostgresControls
{
    private const string Put = $"""
        insert into destination_control as c ({ControlColumns.All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $15)
        on conflict (destination) do update set door = $2, since = $3, failures = $4, probe_at = $5, failed_probes = $6, return_stage = $7,
          return_left = $8, closed_total = $9, fault_code = $10, reason = $11, owner = $12, owned_until = $13, cause = $15, version = c.version + 1
        where c.version = $14
        """;

    /// <summary>Saves a row if its version is the stored one; returns the stored row.</summary>
    public static async Task<DestinationControl> SaveAsync(NpgsqlConnection db, DestinationControl control, CancellationToken cancellationToken)
    {
        DestinationControl? stored = null;
        var batch = new Batch();
        batch.Do(
            Put,
            P.Text(control.Destination), P.Int32((int)control.Door), P.Int64(control.Since.UtcTicks), P.Int32(control.Failures), P.Time(control.ProbeAt),
            P.Int32(control.FailedProbes), P.Int32(control.ReturnStage), P.Int32(control.ReturnLeft), P.Int64(control.ClosedTotal.Ticks),
            P.TextOrNull(control.FaultCode), P.TextOrNull(control.Reason), P.TextOrNull(control.Owner), P.Time(control.OwnedUntil), P.Int64(control.Version), P.TextOrNull(control.Cause));
        batch.Ask($"select {ControlColumns.All} from destination_control where destination = $1", row => stored = ControlColumns.Read(row), P.Text(control.Destination));
        await batch.RunAsync(db, cancellationToken);
        return stored!;
    }
}

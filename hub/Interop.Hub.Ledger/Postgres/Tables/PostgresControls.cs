using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <summary>One row per destination, under an optimistic lock: what one node learned, every node goes by.</summary>
internal static class PostgresControls
{
    private const string Columns = "destination, door, since, failures, probe_at, failed_probes, return_stage, return_left, closed_total, fault_code, reason, version";

    private const string Put = $"""
        insert into destination_control as c ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
        on conflict (destination) do update set door = $2, since = $3, failures = $4, probe_at = $5, failed_probes = $6, return_stage = $7,
          return_left = $8, closed_total = $9, fault_code = $10, reason = $11, version = c.version + 1
        where c.version = $12
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
            P.TextOrNull(control.FaultCode), P.TextOrNull(control.Reason), P.Int64(control.Version));
        batch.Ask($"select {Columns} from destination_control where destination = $1", row => stored = Read(row), P.Text(control.Destination));
        await batch.RunAsync(db, cancellationToken);
        return stored!;
    }

    /// <summary>Every row, by destination.</summary>
    public static async Task<IReadOnlyList<DestinationControl>> AllAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        List<DestinationControl> controls = [];
        var batch = new Batch();
        batch.Ask($"select {Columns} from destination_control order by destination", row => controls.Add(Read(row)));
        await batch.RunAsync(db, cancellationToken);
        return controls;
    }

    private static DestinationControl Read(Row row) => new()
    {
        Destination = row.Text(0),
        Door = (Door)row.Int32(1),
        Since = row.Time(2),
        Failures = row.Int32(3),
        ProbeAt = row.TimeOrNull(4),
        FailedProbes = row.Int32(5),
        ReturnStage = row.Int32(6),
        ReturnLeft = row.Int32(7),
        ClosedTotal = TimeSpan.FromTicks(row.Int64(8)),
        FaultCode = row.TextOrNull(9),
        Reason = row.TextOrNull(10),
        Version = row.Int64(11),
    };
}

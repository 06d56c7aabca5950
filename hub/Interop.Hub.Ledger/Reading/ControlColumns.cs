using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>A destination's control row, out of its columns.</summary>
internal static class ControlColumns
{
    public const string All = "destination, door, since, failures, probe_at, failed_probes, return_stage, return_left, closed_total, fault_code, reason, owner, owned_until, version, cause";

    public static DestinationControl Read<TRow>(TRow row)
        where TRow : IRow => new()
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
            Owner = row.TextOrNull(11),
            OwnedUntil = row.TimeOrNull(12),
            Version = row.Int64(13),
            Cause = row.TextOrNull(14),
        };
}

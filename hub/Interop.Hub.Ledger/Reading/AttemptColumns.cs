using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Reading;

/// <summary>An attempt or a probe, out of its columns. The partner's own words stay sealed.</summary>
internal static class AttemptColumns
{
    public const string All = """
        number, purpose, started_at, duration, outcome, fault_code, fault_responsibility, fault_scope, fault_remedy, fault_message,
        fault_partner_code, fault_pointer, trace_id, node, taken
        """;

    public static AttemptView Read<TRow>(TRow row)
        where TRow : IRow => new(
            row.Int32(0), (ClaimPurpose)row.Int32(1), row.Time(2), TimeSpan.FromTicks(row.Int64(3)), row.Text(4), Fault(row),
            row.TextOrNull(12), row.Text(13), row.Bool(14));

    private static Fault? Fault<TRow>(TRow row)
        where TRow : IRow => row.IsNull(5) ? null : new Fault
        {
            Code = row.Text(5),
            Responsibility = (Responsibility)row.Int32(6),
            Scope = (FaultScope)row.Int32(7),
            Remedy = (Remedy)row.Int32(8),
            Message = row.Text(9),
            PartnerCode = row.TextOrNull(10),
            Pointer = row.TextOrNull(11),
        };
}

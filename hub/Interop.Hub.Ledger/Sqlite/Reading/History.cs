using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Reading;

/// <summary>The attempts and probes of a delivery. The partner's own words stay sealed.</summary>
internal static class History
{
    public const string OfDelivery = """
        select number, purpose, started_at, duration, outcome, fault_code, fault_responsibility, fault_scope, fault_remedy, fault_message,
               fault_partner_code, fault_pointer, trace_id, node, taken
        from attempt where delivery = ? order by number
        """;

    public static IReadOnlyList<AttemptView> Of(Session db, long delivery)
    {
        List<AttemptView> attempts = [];
        using var rows = db.Prepare(OfDelivery).With(delivery);
        while (rows.Step())
        {
            attempts.Add(new AttemptView(
                rows.Int32(0), (ClaimPurpose)rows.Int32(1), rows.Time(2), TimeSpan.FromTicks(rows.Int64(3)), rows.Text(4), Fault(rows),
                rows.TextOrNull(12), rows.Text(13), rows.Bool(14)));
        }

        return attempts;
    }

    private static Fault? Fault(Statement row) => row.IsNull(5) ? null : new Fault
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

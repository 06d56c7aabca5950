using Interop.Adapters.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Reading;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Sqlite.Tables;

/// <content>Attempts, acts, findings.</content>
internal sealed partial class SqliteTables
{
    public void Insert(AttemptRow row)
    {
        var record = row.Record;
        var fault = record.Fault;
        db.Prepare("""
            insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, next_state, fault_code, fault_responsibility,
              fault_scope, fault_remedy, fault_message, fault_partner_code, fault_pointer, fault_partner_text, reference, note, trace_id, node)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(row.Delivery).With(row.Number).With(record.Token).With((int)record.Purpose).With(record.StartedAt).With(record.Duration.Ticks).With(record.Outcome)
            .With(row.Taken).With(row.Taken ? (long)record.Next.State : null).With(fault?.Code).With((long?)fault?.Responsibility).With((long?)fault?.Scope)
            .With((long?)fault?.Remedy).With(fault?.Message).With(fault?.PartnerCode).With(fault?.Pointer).With(row.Words).With(record.Receipt?.Reference)
            .With(row.Note).With(record.TraceId).With(record.Node).Run();
    }

    public long Insert(ActRow row)
    {
        db.Prepare("insert into operator_act (delivery, from_state, to_state, operator, reason, at) values (?, ?, ?, ?, ?, ?)")
            .With(row.Delivery).With((int)row.From).With((int)row.Act.To).With(row.Act.Operator).With(row.Reason).With(row.Act.At).Run();
        return db.LastKey;
    }

    public long Insert(DoorAct act)
    {
        db.Prepare("insert into door_act (destination, opened, operator, reason, at) values (?, ?, ?, ?, ?)")
            .With(act.Destination).With(act.Opens).With(act.Operator).With(act.Reason).With(act.At).Run();
        return db.LastKey;
    }

    public long Insert(LookUpNote note)
    {
        db.Prepare("insert into look_up (id, partner, officer, unit, dossier, procedure, destination, purpose, outcome, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .With(note.Id).With(note.Partner).With(note.Officer).With(note.Unit).With(note.Dossier).With(note.Procedure).With(note.Destination).With(note.Purpose)
            .With(note.Outcome).With(note.At).Run();
        return db.LastKey;
    }

    public void PutFindings(long delivery, IReadOnlyList<Finding> findings)
    {
        db.Prepare("delete from finding where delivery = ?").With(delivery).Run();
        for (var i = 0; i < findings.Count; i++)
        {
            var f = findings[i];
            db.Prepare("insert into finding (delivery, ordinal, gate, subject, verdict, at) values (?, ?, ?, ?, ?, ?)")
                .With(delivery).With(i).With(f.Gate).With(f.Subject).With((int)f.Verdict).With(f.At).Run();
        }
    }

    public IReadOnlyList<Finding> FindingsBefore(long delivery)
    {
        using var rows = db.Prepare("""
            select f.gate, f.subject, f.verdict, f.at from delivery_gate g join finding f on f.delivery = g.gate
            where g.behind = ? order by g.gate, f.ordinal
            """).With(delivery);
        return ReadFindings(rows);
    }

    private const string FindingsOf = $"select {FindingColumns.All} from finding where delivery = ? order by ordinal";

    /// <summary>What a gate learned.</summary>
    public IReadOnlyList<Finding> Findings(long delivery)
    {
        using var rows = db.Prepare(FindingsOf).With(delivery);
        return ReadFindings(rows);
    }

    private static List<Finding> ReadFindings(Statement rows)
    {
        List<Finding> findings = [];
        while (rows.Step())
        {
            findings.Add(FindingColumns.Read(rows));
        }

        return findings;
    }
}

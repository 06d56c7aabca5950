using System.Text;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Intake;
using Interop.Hub.Ledger.Sqlite.Writing;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>Attempts and probes: written once, never changed.</summary>
internal static class Attempts
{
    public static void Write(WriteScope scope, DeliveryRow row, DossierRow? dossier, AttemptRecord record, bool taken, string? note)
    {
        var db = scope.Db;
        var number = row.Recorded + 1;
        var fault = record.Fault;
        var words = fault?.PartnerText is { Length: > 0 } text
            ? Envelope.Seal(Claiming.DataKeyOf(row, dossier, scope.Keys), Encoding.UTF8.GetBytes(text), WordsName(row.Id, number))
            : null;
        db.Prepare("update delivery set recorded = ? where key = ?").With(number).With(row.Key).Run();
        db.Prepare("""
            insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, next_state, fault_code, fault_responsibility,
              fault_scope, fault_remedy, fault_message, fault_partner_code, fault_pointer, fault_partner_text, reference, note, trace_id, node)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(row.Key).With(number).With(record.Token).With((int)record.Purpose).With(record.StartedAt).With(record.Duration.Ticks).With(record.Outcome)
            .With(taken).With(taken ? (long)record.Next.State : null).With(fault?.Code).With((long?)fault?.Responsibility).With((long?)fault?.Scope)
            .With((long?)fault?.Remedy).With(fault?.Message).With(fault?.PartnerCode).With(fault?.Pointer).With(words).With(record.Receipt?.Reference)
            .With(note).With(record.TraceId).With(record.Node).Run();

        scope.Evidence.Add(EvidenceKind.Attempt, row.Key, number, EvidenceContent.OfAttempt(new AttemptEvidence(
            row.Id, number, record.Token, (long)record.Purpose, record.StartedAt.UtcTicks, record.Duration.Ticks, record.Outcome, taken,
            taken ? (long)record.Next.State : null, fault?.Code, fault?.PartnerCode, record.Receipt?.Reference, record.Node)));
    }

    /// <summary>Names the sealed words of a partner after their row.</summary>
    public static byte[] WordsName(ReadOnlySpan<byte> delivery, int number) => [.. PacketRows.Name("words/", delivery), .. BitConverter.GetBytes(number)];
}

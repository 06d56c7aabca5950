using System.Security.Cryptography;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>Reads back what items are about, as <see cref="EvidenceContent"/> digests it.</summary>
internal static class EvidenceSubjects
{
    public static byte[]? Content(Session db, EvidenceKind kind, long subject, long number) => kind switch
    {
        EvidenceKind.Acceptance => Acceptance(db, subject),
        EvidenceKind.Attempt => Attempt(db, subject, number),
        EvidenceKind.Act => Act(db, subject),
        _ => null,
    };

    /// <summary>False when the sealed body is there and is not the one that was recorded. A purged body proves nothing either way.</summary>
    public static bool BodyHolds(Session db, long packet)
    {
        using var row = db.Prepare("select p.body_digest, b.body from packet p join packet_body b on b.packet = p.key where p.key = ?").With(packet);
        return !row.Step() || SHA256.HashData(row.Span(1)).AsSpan().SequenceEqual(row.Span(0));
    }

    private static byte[]? Acceptance(Session db, long packet)
    {
        List<PlannedEvidence> planned = [];
        using (var rows = db.Prepare("select id, destination, role from delivery where packet = ? order by key").With(packet))
        {
            while (rows.Step())
            {
                planned.Add(new PlannedEvidence(rows.Blob(0), rows.Text(1), rows.Int64(2)));
            }
        }

        using var row = db.Prepare("""
            select id, partner, packet_id, kind, digest, dossier, occurred_at, accepted_at, receipt, body_digest from packet where key = ?
            """).With(packet);
        return !row.Step() ? null : EvidenceContent.OfAcceptance(new AcceptanceEvidence(
            row.Blob(0), row.Text(1), row.Text(2), row.Int64(3), row.Blob(4), row.Int64OrNull(5), row.Int64(6), row.Int64(7), row.Text(8), row.Blob(9), planned)).ToArray();
    }

    private static byte[]? Attempt(Session db, long delivery, long number)
    {
        using var row = db.Prepare("""
            select d.id, a.token, a.purpose, a.started_at, a.duration, a.outcome, a.taken, a.next_state, a.fault_code, a.fault_partner_code, a.reference, a.node
            from attempt a join delivery d on d.key = a.delivery where a.delivery = ? and a.number = ?
            """).With(delivery).With(number);
        return !row.Step() ? null : EvidenceContent.OfAttempt(new AttemptEvidence(
            row.Blob(0), number, row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Text(5), row.Bool(6), row.Int64OrNull(7),
            row.TextOrNull(8), row.TextOrNull(9), row.TextOrNull(10), row.Text(11))).ToArray();
    }

    private static byte[]? Act(Session db, long act)
    {
        using var row = db.Prepare("""
            select d.id, a.from_state, a.to_state, a.operator, a.reason, a.at from operator_act a join delivery d on d.key = a.delivery where a.key = ?
            """).With(act);
        return !row.Step() ? null : EvidenceContent.OfAct(new ActEvidence(
            row.Blob(0), row.Int64(1), row.Int64(2), row.Text(3), SHA256.HashData(row.Span(4)), row.Int64(5))).ToArray();
    }
}

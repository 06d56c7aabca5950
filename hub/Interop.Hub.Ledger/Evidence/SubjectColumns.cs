using System.Security.Cryptography;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Evidence;

/// <summary>What items are about, out of the columns that never change.</summary>
internal static class SubjectColumns
{
    public const string Packet = "p.id, p.partner, p.packet_id, p.kind, p.digest, p.dossier, p.occurred_at, p.accepted_at, p.receipt, p.body_digest";

    /// <summary>Where <see cref="Packet"/> has the body's digest.</summary>
    public const int BodyDigest = 9;

    public const string Planned = "id, destination, role";

    public const string Attempt =
        "a.number, a.token, a.purpose, a.started_at, a.duration, a.outcome, a.taken, a.next_state, a.fault_code, a.fault_partner_code, a.reference, a.node";

    public const string Act = "a.from_state, a.to_state, a.operator, a.reason, a.at";

    public static PlannedEvidence ReadPlanned<TRow>(TRow row)
        where TRow : IRow => new(row.Blob(0), row.Text(1), row.Int64(2));

    public static byte[] OfPacket<TRow>(TRow row, IReadOnlyList<PlannedEvidence> planned)
        where TRow : IRow => EvidenceContent.OfAcceptance(new AcceptanceEvidence(
            row.Blob(0), row.Text(1), row.Text(2), row.Int64(3), row.Blob(4), row.Int64OrNull(5), row.Int64(6), row.Int64(7), row.Text(8), row.Blob(BodyDigest), planned)).ToArray();

    public static byte[] OfAttempt<TRow>(TRow row, byte[] delivery)
        where TRow : IRow => EvidenceContent.OfAttempt(new AttemptEvidence(
            delivery, row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Text(5), row.Bool(6), row.Int64OrNull(7),
            row.TextOrNull(8), row.TextOrNull(9), row.TextOrNull(10), row.Text(11))).ToArray();

    public static byte[] OfAct<TRow>(TRow row, byte[] delivery)
        where TRow : IRow => EvidenceContent.OfAct(new ActEvidence(
            delivery, row.Int64(0), row.Int64(1), row.Text(2), SHA256.HashData(row.Blob(3)), row.Int64(4))).ToArray();
}

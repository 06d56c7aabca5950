using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Intake;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Writing;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>
/// Records what became of a claim inside a commit.
/// <code>
/// 1 fencing: latest token, in flight?  no ─► kept as evidence, changes nothing
/// 2 codes the partner gave    3 the attempt    4 the delivery's next state    5 what it releases    6 the hub's own notices
/// </code>
/// </summary>
internal static class Recording
{
    private static readonly AttemptResult NotTaken = new(false, []);

    public static AttemptResult Run(WriteScope scope, AttemptRecord record)
    {
        var db = scope.Db;
        if (DeliveryRow.Find(db, Ids.Bytes(record.DeliveryId)) is not { } row)
        {
            return NotTaken;
        }

        // 1
        var taken = row.State == DeliveryState.InFlight && row.Token == record.Token;
        var dossier = row.Dossier is { } key ? DossierRow.Find(db, key) : null;
        if (!taken)
        {
            Attempts.Write(scope, row, dossier, record, taken: false, note: null);
            return NotTaken;
        }

        // 2, 3
        var now = scope.Now;
        var note = dossier is null ? null : Attach(db, dossier.Key, record, now);
        Attempts.Write(scope, row, dossier, record, taken: true, note);

        // 4
        Move(db, row, record, now);
        Findings.Put(db, row.Key, record.Receipt?.Findings ?? []);
        if (record.Next.KnownToDestination || (record.Next.State == DeliveryState.Delivered && row is { IsSubmission: true, Role: DeliveryRole.Send }))
        {
            Lanes.MarkKnown(db, row.Lane);
        }

        if (dossier is not null)
        {
            DossierRow.Touch(db, dossier.Key, now);
        }

        // 5
        List<ReadyDelivery> ready = [];
        if (record.Next.State == DeliveryState.Ready && (record.Next.DueAt ?? now) <= now)
        {
            ready.Add(new ReadyDelivery(record.DeliveryId, row.Lane.Destination));
        }

        Passing.After(db, row.Key, row.Lane, row.Role, record.Next.State, now, ready);

        // 6
        foreach (var notice in record.Notices)
        {
            if (Acceptance.Run(scope, notice) is AcceptResult.Recorded recorded)
            {
                ready.AddRange(recorded.Ready);
            }
        }

        return new AttemptResult(true, ready);
    }

    private static string? Attach(Session db, long dossier, AttemptRecord record, DateTimeOffset now)
    {
        List<string>? refused = null;
        foreach (var claim in record.Identifiers)
        {
            if (!claim.MayAttach || !Identities.Attach(db, dossier, claim, now))
            {
                // Never merged: an operator sees the note and asks the partner.
                (refused ??= []).Add(claim.MayAttach ? $"identifier-conflict:{claim.Identifier.Scheme}" : $"not-issuer:{claim.Identifier.Scheme}");
            }
        }

        return refused is null ? null : string.Join(' ', refused);
    }

    private static void Move(Session db, DeliveryRow row, AttemptRecord record, DateTimeOffset now)
    {
        var next = record.Next;
        var delivered = next.State == DeliveryState.Delivered;
        var finished = record.StartedAt + record.Duration;
        var counts = next.CountsAsAttempt && record.Purpose == ClaimPurpose.Send;
        var first = counts && row.FirstAttemptAt is null;
        db.Prepare("""
            update delivery set state = ?, park = ?, due_at = ?, lease_until = null, attempts = ?, probes = ?, first_attempt_at = ?, closed_at_first = ?,
              changed_at = ?, delivered_at = ?, partner_reference = coalesce(?, partner_reference), answer_due = ? where key = ?
            """)
            .With((int)next.State).With(Parks.Name(next.Park)).With(next.State.IsTimed() ? next.DueAt ?? now : (DateTimeOffset?)null)
            .With(row.Attempts + (counts ? 1 : 0)).With(row.Probes + (record.Purpose == ClaimPurpose.Probe ? 1 : 0))
            .With(first ? record.StartedAt : row.FirstAttemptAt).With(first ? record.ClosedTotal.Ticks : row.ClosedAtFirst.Ticks)
            .With(now).With(delivered ? finished : (DateTimeOffset?)null).With(record.Receipt?.Reference)
            .With(delivered ? AnswerDue(db, row, record.StartedAt, finished) : null).With(row.Key).Run();
    }

    /// <summary>When the partner's business answer is due; null: none is expected, or it came since.</summary>
    public static DateTimeOffset? AnswerDue(Session db, DeliveryRow row, DateTimeOffset since, DateTimeOffset finished)
    {
        if (row.AnswerWithin is not { } within)
        {
            return null;
        }

        // A partner may answer by calling in before our own outcome is recorded.
        using var spoken = db.Prepare("""
            select 1 from packet where dossier = ? and partner = ? and accepted_at >= ? and kind not in (1, 9) limit 1
            """).With(row.Dossier ?? 0).With(row.Lane.Destination).With(since);
        return spoken.Step() ? null : finished + within;
    }
}

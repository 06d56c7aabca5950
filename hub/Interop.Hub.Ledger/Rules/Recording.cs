using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

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

    /// <summary>What is sent so soon after it was accepted, for the first time, nobody was told of: the usual way asks for no mark.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(1);

    /// <summary>Most doubts are resolved within seconds, by the first question or the next attempt.</summary>
    private static readonly TimeSpan DoubtIsToldAfter = TimeSpan.FromMinutes(1);

    public static AttemptResult Run(WriteScope scope, AttemptRecord record)
    {
        var tables = scope.Tables;
        if (tables.Delivery(Ids.Bytes(record.DeliveryId)) is not { } row)
        {
            return NotTaken;
        }

        // 1
        var taken = row.State == DeliveryState.InFlight && row.Token == record.Token;
        var dossier = row.Dossier is { } key ? tables.Dossier(key) : null;
        if (!taken)
        {
            tables.Update(row with { Recorded = Attempts.Write(scope, row, dossier, record, taken: false, note: null) });
            return NotTaken;
        }

        // 2, 3
        var now = scope.Now;
        var note = dossier is null ? null : Attach(tables, dossier.Key, record, now);
        var number = Attempts.Write(scope, row, dossier, record, taken: true, note);

        // 4
        var moved = Moved(tables, row, record, now) with { Recorded = number };
        tables.Update(moved);
        if (record.Receipt?.Findings is { Count: > 0 } findings)
        {
            tables.PutFindings(row.Key, findings);
        }

        if (record.Next.KnownToDestination || (moved.State == DeliveryState.Delivered && row is { IsSubmission: true, Role: DeliveryRole.Send }))
        {
            tables.MarkKnown(row.Lane);
        }

        if (dossier is not null)
        {
            tables.Touch(dossier, now);
        }

        // 5
        List<ReadyDelivery> ready = [];
        if (moved.State == DeliveryState.Ready && moved.DueAt <= now)
        {
            ready.Add(new ReadyDelivery(record.DeliveryId, row.Lane.Destination));
        }

        Passing.After(tables, moved, now, ready);

        // 6
        if (record.Notices.Count > 0)
        {
            // Of a check its sender is told for the sake of what stands behind it.
            foreach (var hindered in row.Role == DeliveryRole.Check ? tables.WaitingFor(row.Key) : [row])
            {
                tables.MarkTold(hindered.Key, now);
            }
        }

        if (row.Role == DeliveryRole.Send)
        {
            MarkNews(tables, row, moved, record, now);
        }

        foreach (var notice in record.Notices)
        {
            if (Acceptance.Run(scope, notice) is AcceptResult.Recorded recorded)
            {
                ready.AddRange(recorded.Ready);
            }
        }

        return new AttemptResult(true, ready);
    }

    private static void MarkNews(IDeliveryRows tables, DeliveryRow row, DeliveryRow moved, AttemptRecord record, DateTimeOffset now)
    {
        if (moved.State == DeliveryState.Unknown)
        {
            tables.MarkDoubted(row.Key, now, now + DoubtIsToldAfter);
        }
        else if (moved.State == DeliveryState.Delivered && (row.Recorded > 0 || record.StartedAt - row.AcceptedAt > Promptly))
        {
            tables.MarkNews(row.Key, DeliveryState.Delivered, now);
        }
        else if (row.ClaimedFrom == DeliveryState.Unknown)
        {
            tables.ForgetNews(row.Key);
        }
    }

    private static string? Attach(IDossierRows tables, long dossier, AttemptRecord record, DateTimeOffset now)
    {
        List<string>? refused = null;
        foreach (var claim in record.Identifiers)
        {
            if (!claim.MayAttach || !Identities.Attach(tables, dossier, claim, now))
            {
                // Never merged: an operator sees the note and asks the partner.
                (refused ??= []).Add(claim.MayAttach ? $"identifier-conflict:{claim.Identifier.Scheme}" : $"not-issuer:{claim.Identifier.Scheme}");
            }
        }

        return refused is null ? null : string.Join(' ', refused);
    }

    private static DeliveryRow Moved(IPacketRows tables, DeliveryRow row, AttemptRecord record, DateTimeOffset now)
    {
        var next = record.Next;
        var delivered = next.State == DeliveryState.Delivered;
        var finished = record.StartedAt + record.Duration;
        var counts = next.CountsAsAttempt && record.Purpose == ClaimPurpose.Send;
        // What came into doubt by a restore may be asked about before it was ever sent: its window begins then.
        var first = row.FirstAttemptAt is null && next.StartsWindow && (counts || record.Purpose == ClaimPurpose.Probe);
        return row with
        {
            State = next.State,
            Park = next.Park,
            DueAt = next.State.IsTimed() ? next.DueAt ?? now : null,
            LeaseUntil = null,
            Attempts = row.Attempts + (counts ? 1 : 0),
            Probes = row.Probes + (record.Purpose == ClaimPurpose.Probe ? 1 : 0),
            FirstAttemptAt = first ? record.StartedAt : row.FirstAttemptAt,
            ClosedAtFirst = first ? record.ClosedTotal : row.ClosedAtFirst,
            ChangedAt = now,
            DeliveredAt = delivered ? finished : null,
            PartnerReference = record.Receipt?.Reference ?? row.PartnerReference,
            AnswerDue = delivered ? AnswerDue(tables, row, record.StartedAt, finished) : null,
        };
    }

    /// <summary>When the partner's business answer is due; null: none is expected, or it came since.</summary>
    public static DateTimeOffset? AnswerDue(IPacketRows tables, DeliveryRow row, DateTimeOffset since, DateTimeOffset finished)
    {
        if (row.AnswerWithin is not { } within)
        {
            return null;
        }

        // A partner may answer by calling in before our own outcome is recorded.
        return row.Dossier is { } dossier && tables.HasSpoken(dossier, row.Lane.Destination, since) ? null : finished + within;
    }
}

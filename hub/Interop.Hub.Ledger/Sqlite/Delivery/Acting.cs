using System.Security.Cryptography;
using System.Text;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Sqlite.Intake;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Sqlite.Writing;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>An operator's act on one delivery, inside a commit.</summary>
internal static class Acting
{
    public static IReadOnlyList<ReadyDelivery>? Run(WriteScope scope, OperatorAct act)
    {
        var db = scope.Db;
        if (!Ids.TryParse(act.DeliveryId, out var id) || DeliveryRow.Find(db, id) is not { } row || !Allowed(row.State, act.To))
        {
            return null;
        }

        var dossier = row.Dossier is { } key ? DossierRow.Find(db, key) : null;
        Note(scope, row, dossier, act);

        var now = act.At;
        List<ReadyDelivery> ready = [];
        if (act.To == DeliveryState.Ready)
        {
            Again(db, row, now, ready);
            Unquarantine(db, row, dossier, now);
        }
        else
        {
            var delivered = act.To == DeliveryState.Delivered;
            db.Prepare("update delivery set state = ?, park = null, due_at = null, changed_at = ?, delivered_at = ?, answer_due = ? where key = ?")
                .With((int)act.To).With(now).With(delivered ? now : (DateTimeOffset?)null)
                .With(delivered ? Recording.AnswerDue(db, row, row.AcceptedAt, now) : null).With(row.Key).Run();
            if (delivered && row is { IsSubmission: true, Role: DeliveryRole.Send })
            {
                Lanes.MarkKnown(db, row.Lane);
            }

            Passing.After(db, row.Key, row.Lane, row.Role, act.To, now, ready);
        }

        if (dossier is not null)
        {
            DossierRow.Touch(db, dossier.Key, now);
        }

        return ready;
    }

    /// <summary>What is passed stays; what is in flight is the node's that holds it; what waits goes when its turn comes.</summary>
    private static bool Allowed(DeliveryState from, DeliveryState to) =>
        !from.IsPassed() && from != DeliveryState.InFlight && to switch
        {
            DeliveryState.Ready => from is DeliveryState.Scheduled or DeliveryState.Unknown or DeliveryState.Rejected or DeliveryState.Parked,
            DeliveryState.Delivered or DeliveryState.Cancelled or DeliveryState.Skipped => true,
            _ => false,
        };

    /// <summary>It goes again, or back into its place when its turn has not come.</summary>
    private static void Again(Session db, DeliveryRow row, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        var state = Lanes.HasEarlier(db, row.Lane, row.Position, row.Key) ? DeliveryState.WaitingLane
            : !Gates.AreOpen(db, row.Key) ? DeliveryState.WaitingGate
            : DeliveryState.Ready;
        // A new window begins with the operator's word: else what was parked as exhausted would be parked again at once.
        db.Prepare("update delivery set state = ?, park = null, due_at = ?, first_attempt_at = null, attempts = 0, changed_at = ? where key = ?")
            .With((int)state).With(state == DeliveryState.Ready ? now : (DateTimeOffset?)null).With(now).With(row.Key).Run();
        if (state == DeliveryState.Ready)
        {
            ready.Add(new ReadyDelivery(Ids.Text(row.Id), row.Lane.Destination));
        }
    }

    /// <summary>Letting a quarantined packet go is judging that it counts: then the dossier's status follows it.</summary>
    private static void Unquarantine(Session db, DeliveryRow row, DossierRow? dossier, DateTimeOffset now)
    {
        if (dossier is null || row.Park != ParkReason.Quarantined)
        {
            return;
        }

        db.Prepare("""
            update dossier set status = p.status, status_since = p.occurred_at, updated_at = max(updated_at, ?)
            from (select status, occurred_at, status_verdict from packet where key = ?) p
            where dossier.key = ? and p.status_verdict = ? and p.occurred_at >= dossier.status_since
            """).With(now).With(row.Packet).With(dossier.Key).With((int)StatusVerdict.Quarantined).Run();
    }

    private static void Note(WriteScope scope, DeliveryRow row, DossierRow? dossier, OperatorAct act)
    {
        // An operator's words may name a citizen: sealed like a body.
        var reason = Envelope.Seal(Claiming.DataKeyOf(row, dossier, scope.Keys), Encoding.UTF8.GetBytes(act.Reason), PacketRows.Name("reason/", row.Id));
        scope.Db.Prepare("insert into operator_act (delivery, from_state, to_state, operator, reason, at) values (?, ?, ?, ?, ?, ?)")
            .With(row.Key).With((int)row.State).With((int)act.To).With(act.Operator).With(reason).With(act.At).Run();
        scope.Evidence.Add(EvidenceKind.Act, scope.Db.LastKey, 0, EvidenceContent.OfAct(new ActEvidence(
            row.Id, (long)row.State, (long)act.To, act.Operator, SHA256.HashData(reason), act.At.UtcTicks)));
    }
}

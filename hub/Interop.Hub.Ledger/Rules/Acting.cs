using System.Security.Cryptography;
using System.Text;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>An operator's act on one delivery, inside a commit.</summary>
internal static class Acting
{
    public static ActResult Run(WriteScope scope, OperatorAct act)
    {
        var tables = scope.Tables;
        if (!Ids.TryParse(act.DeliveryId, out var id) || tables.Delivery(id) is not { } row || !Allowed(row.State, act.To))
        {
            return new ActResult.NotAllowed();
        }

        var dossier = row.Dossier is { } key ? tables.Dossier(key) : null;
        byte[] dataKey;
        try
        {
            dataKey = Claiming.DataKeyOf(row, dossier, scope.Keys);
        }
        catch (CryptographicException e)
        {
            return new ActResult.Locked(e.Message);
        }

        Note(scope, row, dataKey, act);

        var now = act.At;
        List<ReadyDelivery> ready = [];
        if (act.To == DeliveryState.Ready)
        {
            tables.ForgetNews(row.Key);
            Again(tables, row, scope.Tables.RestoredAt(), now, ready);
            dossier = Judged(tables, row, dossier);
            if (row is { State: DeliveryState.Rejected, Role: DeliveryRole.Send })
            {
                tables.MarkNews(row.Key, DeliveryState.Ready, now);
            }
        }
        else
        {
            var delivered = act.To == DeliveryState.Delivered;
            var moved = row.Stopped(act.To, now) with
            {
                DeliveredAt = delivered ? now : null,
                AnswerDue = delivered ? Recording.AnswerDue(tables, row, row.AcceptedAt, now) : null,
            };
            tables.Update(moved);
            if (delivered)
            {
                tables.MarkNews(row.Key, DeliveryState.Delivered, now);
            }
            else
            {
                tables.ForgetNews(row.Key);
            }

            if (delivered && row is { IsSubmission: true, Role: DeliveryRole.Send })
            {
                tables.MarkKnown(row.Lane);
            }

            Passing.After(tables, moved, now, ready);
        }

        if (dossier is not null)
        {
            tables.Update(dossier.Touched(now));
        }

        return new ActResult.Done(ready);
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
    private static void Again(IDeliveryRows tables, DeliveryRow row, DateTimeOffset? restoredAt, DateTimeOffset now, List<ReadyDelivery> ready)
    {
        // Untouched since a restore: an operator may have let it go before, and the ledger lost that. So it is asked about first.
        if (row.ChangedAt <= restoredAt && row.Role == DeliveryRole.Send)
        {
            var waiting = row.InDoubt(null, now) with { FirstAttemptAt = null, Attempts = 0 };
            tables.Update(waiting);
            if (!tables.HasEarlier(row.Lane, row.Position, row.Key) && tables.GatesAreOpen(row.Key))
            {
                Lanes.Call(tables, waiting, now, ready);
            }

            return;
        }

        // A new window begins with the operator's word: else what was parked as exhausted would be parked again at once.
        var fresh = row with { FirstAttemptAt = null, Attempts = 0 };
        if (tables.HasEarlier(row.Lane, row.Position, row.Key))
        {
            tables.Update(fresh.Stopped(DeliveryState.WaitingLane, now));
        }
        else if (!tables.GatesAreOpen(row.Key))
        {
            tables.Update(fresh.Stopped(DeliveryState.WaitingGate, now));
        }
        else
        {
            Lanes.MakeReady(tables, fresh, now, ready);
        }
    }

    /// <summary>Letting a quarantined packet go is judging that it counts: then the dossier's status follows it.</summary>
    private static DossierRow? Judged(IPacketRows tables, DeliveryRow row, DossierRow? dossier)
    {
        if (dossier is null || row.Park != ParkReason.Quarantined)
        {
            return dossier;
        }

        var said = tables.StatusOf(row.Packet);
        return said.Verdict == StatusVerdict.Quarantined && said.OccurredAt >= dossier.StatusSince
            ? dossier with { Status = said.Status, StatusSince = said.OccurredAt }
            : dossier;
    }

    private static void Note(WriteScope scope, DeliveryRow row, byte[] dataKey, OperatorAct act)
    {
        // An operator's words may name a citizen: sealed like a body.
        var reason = Envelope.Seal(dataKey, Encoding.UTF8.GetBytes(act.Reason), SealedNames.Reason(row.Id));
        var key = scope.Tables.Insert(new ActRow(row.Key, row.State, act, reason));
        scope.Evidence.Add(EvidenceKind.Act, key, ActSubject.Delivery, EvidenceContent.OfAct(new ActEvidence(
            row.Id, (long)row.State, (long)act.To, act.Operator, SHA256.HashData(reason), act.At.UtcTicks)));
    }
}

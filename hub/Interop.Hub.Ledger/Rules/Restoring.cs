using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>
/// A restore inside commits: it is stated, what may have been sent since the backup is taken into doubt, an operator
/// releases the hub.
/// </summary>
internal static class Restoring
{
    /// <summary>Tokens of before a restore, which a node that slept through it may still hold, must match no claim of after it.</summary>
    private const int TokensPerEpoch = 32;

    public static void State(WriteScope scope, RecoveryStatement statement)
    {
        scope.Tables.Insert(statement);
        scope.Evidence.Add(EvidenceKind.Recovery, statement.Epoch, RecoverySubject.Statement, EvidenceContent.OfRecovery(statement));
    }

    /// <summary>
    /// Takes deliveries into doubt. All that was open may have been sent since; but for what was rejected or quarantined:
    /// that goes only by a person's word or a correction, and stays where a person sees it.
    /// </summary>
    /// <returns>How many were taken into doubt.</returns>
    public static int Doubt(WriteScope scope, long epoch, IEnumerable<byte[]> deliveries)
    {
        var doubted = 0;
        var tables = scope.Tables;
        var now = scope.Now;
        foreach (var id in deliveries)
        {
            if (tables.Delivery(id) is { } row && MayHaveBeenSent(row))
            {
                var isItsTurn = !tables.HasEarlier(row.Lane, row.Position, row.Key) && tables.GatesAreOpen(row.Key);
                tables.Update(row.InDoubt(isItsTurn ? now : null, now) with { Token = Math.Max(row.Token, epoch << TokensPerEpoch) });
                doubted++;
            }
        }

        return doubted;
    }

    public static ReleaseVerdict Release(WriteScope scope, RecoveryView view, IReadOnlyList<HoldRow> holds, HoldRelease release)
    {
        if (holds.Count == 0)
        {
            return ReleaseVerdict.NotHeld;
        }

        var isStated = view.Epoch is { ReleasedAt: null };
        if (view.Epoch is { ReleasedAt: null, Finished: false })
        {
            return ReleaseVerdict.Unfinished;
        }

        if (!isStated && !release.Unstated)
        {
            return ReleaseVerdict.Unstated;
        }

        foreach (var hold in holds)
        {
            scope.Tables.Release(hold, release);
            scope.Evidence.Add(EvidenceKind.Recovery, hold.Key, RecoverySubject.Release, EvidenceContent.OfRelease(hold, release));
        }

        return ReleaseVerdict.Released;
    }

    private static bool MayHaveBeenSent(DeliveryRow row) =>
        !row.State.IsPassed() && row.State != DeliveryState.Rejected && row is not { State: DeliveryState.Parked, Park: ParkReason.Quarantined };
}

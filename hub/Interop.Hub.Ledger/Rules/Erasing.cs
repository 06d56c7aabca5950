using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>
/// Erases a dossier inside a commit.
/// <code>
/// 1 erased before? open? under way?   2 all its evidence found?  no ─► it is sought again   3 open deliveries: cancelled
/// 4 contents taken   5 key and salts emptied   6 evidence of the erasure
/// </code>
/// </summary>
internal static class Erasing
{
    /// <returns>What became of it; null: items of its evidence were written since they were sought.</returns>
    public static ErasureResult? Run(WriteScope scope, ErasureOrder order, EvidenceFound found)
    {
        // 1
        var tables = scope.Tables;
        if (tables.Dossier(order.Dossier) is not { } dossier)
        {
            return new ErasureResult.Unknown();
        }

        if (dossier.Removal is { } earlier)
        {
            return new ErasureResult.Erased(View(tables.Removal(earlier)!), Before: true);
        }

        var open = tables.OpenOf(dossier.Key);
        var flying = open.Count(d => d.State == DeliveryState.InFlight);
        if (flying > 0)
        {
            return new ErasureResult.InFlight(flying);
        }

        if (open.Count > 0 && !order.CancelOpen)
        {
            return new ErasureResult.Open(open.Count);
        }

        // 2
        var items = tables.ItemsOf(dossier.Key);
        if (!items.About().All(a => found.Sought.Contains(a) || scope.Evidence.Has(a)))
        {
            return null;
        }

        // 3: all of every lane at once, so that nothing is released by what is passed before it.
        var now = scope.Now;
        foreach (var delivery in open)
        {
            tables.Update(delivery.Stopped(DeliveryState.Cancelled, now));
        }

        // 4
        var removal = new RemovalRow
        {
            Key = tables.NextRemoval(),
            Kind = RemovalKind.Erasure,
            Dossier = dossier.Key,
            Operator = order.Operator,
            Reason = order.Reason,
            Packets = items.Kept,
            Cancelled = [.. open.Select(d => d.Key).Order()],
            At = order.At,
        };
        tables.Insert(removal);

        // 5
        tables.Erase(dossier.Touched(now) with { Removal = removal.Key, DataKey = WrappedKey.Erased }, items);
        tables.Blank(found.Places);
        var about = (Packets: items.Packets.ToHashSet(), Deliveries: items.Deliveries.ToHashSet(), Acts: items.Acts.ToHashSet());
        scope.Evidence.Blank(i => i.Kind switch
        {
            EvidenceKind.Acceptance => about.Packets.Contains(i.Subject),
            EvidenceKind.Attempt => about.Deliveries.Contains(i.Subject),
            EvidenceKind.Act => i.Number == ActSubject.Delivery && about.Acts.Contains(i.Subject),
            _ => false,
        });
        scope.Keys.Forget(dossier.Key);

        // 6
        scope.Evidence.Add(EvidenceKind.Removal, removal.Key, 0, EvidenceContent.OfRemoval(removal));
        return new ErasureResult.Erased(View(removal), Before: false);
    }

    public static ErasureView View(RemovalRow removal) =>
        new(removal.At, removal.Operator ?? string.Empty, removal.Reason ?? string.Empty, removal.Packets.Count, removal.Cancelled.Count);
}

using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Postgres.Tables;

/// <content>Contents that are taken out.</content>
internal sealed partial class PostgresTables
{
    private readonly HashSet<long> _removed = [];

    public IReadOnlyList<long> Removable(IReadOnlyList<long> packets) =>
        [.. packets.Where(p => loaded.Removable.Contains(p) && !_removed.Contains(p) && !IsOwed(p)).Order()];

    public long NextRemoval() => Next(loaded.RemovalKeys);

    public RemovalRow? Removal(long key) => loaded.Removals.GetValueOrDefault(key) ?? Changes.Removals.Find(r => r.Key == key);

    public void Insert(RemovalRow removal)
    {
        _removed.UnionWith(removal.Packets);
        Changes.Removals.Add(removal);
    }

    public IReadOnlyList<DeliveryRow> OpenOf(long dossier) =>
        [.. _rows.Values.Where(d => d.Lane.Owner == dossier && !d.State.IsPassed()).OrderBy(d => d.Key)];

    public DossierItems ItemsOf(long dossier)
    {
        var items = loaded.Items.GetValueOrDefault(dossier) ?? throw new InvalidOperationException("A dossier is to be erased whose items were not loaded.");
        // What other commands of the group wrote just now.
        var packets = _packets.Values.Where(p => p.Dossier == dossier).Select(p => p.Key).ToList();
        var deliveries = Changes.NewDeliveries.Where(d => _rows[d].Lane.Owner == dossier).ToList();
        HashSet<long> all = [.. items.Deliveries, .. deliveries];
        return new DossierItems(
            [.. items.Kept.Except(_removed).Concat(packets)],
            [.. items.Packets, .. packets],
            [.. all],
            [.. items.Attempts, .. Changes.Attempts.Where(a => all.Contains(a.Delivery)).Select(a => (a.Delivery, (long)a.Number))],
            [.. items.Acts, .. Changes.Acts.Where(a => all.Contains(a.Act.Delivery)).Select(a => a.Key)]);
    }

    public void Erase(DossierRow dossier, DossierItems items)
    {
        foreach (var lane in loaded.Lanes.Keys.Concat(_lanes.Keys).Where(l => l.Owner == dossier.Key).Distinct())
        {
            AnswerCame(lane);
        }

        Update(dossier);
        Changes.Erased.Add((dossier, items.Deliveries));
    }

    public void Blank(IReadOnlyList<EvidencePlace> places) => Changes.Blanked.AddRange(places);

    /// <summary>True when this very group made a delivery that needs the content: what was loaded does not know.</summary>
    private bool IsOwed(long packet) =>
        _dossiers.Values.Concat(loaded.Dossiers.Values).Any(d => d.Submission == packet && OpenOf(d.Key).Count > 0);
}

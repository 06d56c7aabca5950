using Interop.Chaos.Load;
using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>The partners' books against the sender's: nothing twice, nothing that nobody sent, every lane in order.</summary>
internal static class Arrivals
{
    public static IEnumerable<Breach> Check(Books books)
    {
        foreach (var (partner, effects) in books.Effects)
        {
            foreach (var repeat in effects.Where(e => e.IsRepeat))
            {
                yield return new Breach(Law.EffectsAsGuaranteed, $"{repeat.DossierNumber} at {partner}: {repeat.Operation} of {repeat.DeliveryId} had its effect twice");
            }
        }

        var receipts = books.Receipts.GroupBy(r => r.Number, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToDictionary(r => r.PacketId, StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var partner in (string[])[Routes.Ministry, Routes.Portal])
        {
            foreach (var lane in books.Effects.GetValueOrDefault(partner, []).GroupBy(e => e.DossierNumber, StringComparer.Ordinal))
            {
                foreach (var breach in CheckLane(partner, [.. lane], receipts.GetValueOrDefault(lane.Key), books.Seen.GetValueOrDefault(lane.Key)))
                {
                    yield return breach;
                }
            }
        }
    }

    private static IEnumerable<Breach> CheckLane(string partner, IReadOnlyList<Effect> effects, Dictionary<string, Receipt>? receipts, SeenDossier? seen)
    {
        var carried = (seen?.Packets ?? []).SelectMany(p => p.Deliveries.Select(d => (d.Id, p.PacketId))).ToDictionary(x => x.Id, x => x.PacketId, StringComparer.Ordinal);
        Receipt? last = null;
        foreach (var effect in effects)
        {
            var where = $"{effect.DossierNumber} at {partner}, effect {effect.Position}";
            if (receipts?.GetValueOrDefault(carried.GetValueOrDefault(effect.DeliveryId, "")) is not { } receipt)
            {
                yield return new Breach(Law.EffectsAsGuaranteed, $"{where}: {effect.Operation} by delivery {effect.DeliveryId}, which carries no packet with a receipt");
                continue;
            }

            if (last is not null && receipt.Position < last.Position)
            {
                yield return new Breach(Law.LanesInOrder, $"{where}: {receipt.PacketId} came after {last.PacketId}");
            }

            if (partner == Routes.Portal && effect.BusinessStatus != receipt.Status)
            {
                yield return new Breach(Law.LanesInOrder, $"{where}: status {effect.BusinessStatus} where {receipt.PacketId} carries {receipt.Status}");
            }

            last = receipt;
        }

        foreach (var breach in Overtaken(partner, effects, seen))
        {
            yield return breach;
        }
    }

    /// <summary>What is not passed holds its lane: nothing behind it has an effect.</summary>
    private static IEnumerable<Breach> Overtaken(string partner, IReadOnlyList<Effect> effects, SeenDossier? seen)
    {
        var arrived = effects.Select(e => e.DeliveryId).ToHashSet(StringComparer.Ordinal);
        SeenDelivery? holds = null;
        foreach (var (packet, delivery) in seen is null ? [] : Lanes.Of(seen).Where(x => x.Destination == partner).SelectMany(x => x.Lane))
        {
            if (holds is not null && arrived.Contains(delivery.Id))
            {
                yield return new Breach(Law.LanesInOrder, $"{seen!.Number} at {partner}: {packet.PacketId} overtook a delivery that is {holds.State}");
            }

            holds ??= delivery.IsPassed ? null : delivery;
        }
    }
}

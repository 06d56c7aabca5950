using Interop.Chaos.Load;
using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>Each receipt of a dossier against what the hub shows and what the partners had.</summary>
internal static class Promises
{
    public static IEnumerable<Breach> Check(IReadOnlyList<Receipt> receipts, SeenDossier seen, Books books, Dictionary<string, long> counts)
    {
        foreach (var twice in seen.Packets.Where(p => p.PacketId.Length > 0).GroupBy(p => p.PacketId, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return new Breach(Law.EffectsAsGuaranteed, $"{twice.Key}: accepted {twice.Count()} times");
        }

        foreach (var stray in seen.Packets.Where(p => p.PacketId.Length > 0 && !receipts.Any(r => r.PacketId == p.PacketId)))
        {
            yield return new Breach(Law.SameReceipt, $"{stray.PacketId}: the hub shows it, its sender has no receipt");
        }

        foreach (var receipt in receipts)
        {
            if (seen.Packets.FirstOrDefault(p => p.PacketId == receipt.PacketId) is not { } packet)
            {
                yield return new Breach(Law.NothingLost, $"{receipt.PacketId}: a receipt, and no such packet in the hub");
                continue;
            }

            if (packet.Id != receipt.ReceiptId)
            {
                yield return new Breach(Law.SameReceipt, $"{receipt.PacketId}: the receipt says {receipt.ReceiptId}, the hub {packet.Id}");
            }

            foreach (var destination in Routes.Of(receipt.Kind))
            {
                if (packet.Deliveries.FirstOrDefault(d => d.Destination == destination && d.Role == "send") is not { } delivery)
                {
                    yield return new Breach(Law.NothingLost, $"{receipt.PacketId}: no delivery to {destination}");
                    continue;
                }

                counts[delivery.State] = counts.GetValueOrDefault(delivery.State) + 1;
                foreach (var breach in Check(receipt, delivery, seen, books))
                {
                    yield return breach;
                }
            }
        }
    }

    private static IEnumerable<Breach> Check(Receipt receipt, SeenDelivery delivery, SeenDossier seen, Books books)
    {
        var what = $"{receipt.PacketId} → {delivery.Destination} ({delivery.State}, {delivery.Id})";
        var effects = books.EffectsOf(delivery).Count;
        var refusedHere = receipt.Refused && delivery.Destination == Routes.Ministry;
        switch (delivery.State)
        {
            case "delivered" when effects == 0:
                yield return new Breach(Law.NothingLost, $"{what}: no effect at the partner");
                break;
            case "superseded" when !refusedHere:
                yield return new Breach(Law.NothingLost, $"{what}: nothing was to take its place");
                break;
            case "delivered" or "superseded":
                break;
            case "rejected" when refusedHere:
                break;
            case "unknown" or "parked" when books.Temper == Temper.Neither:
                break;
            case "waitingLane" when IsBehindHalted(delivery, seen):
                break;
            case "unknown" or "parked" or "rejected":
                yield return new Breach(Law.EffectsAsGuaranteed, $"{what}: a partner that honours or can be asked leaves no doubt");
                break;
            case "cancelled" or "skipped":
                yield return new Breach(Law.NothingLost, $"{what}: no operator has acted");
                break;
            default:
                yield return new Breach(Law.Drained, what);
                break;
        }

        if (effects > 1)
        {
            yield return new Breach(Law.EffectsAsGuaranteed, $"{what}: {effects} effects");
        }

        if (effects > 0 && delivery.State is "waitingLane" or "superseded")
        {
            yield return new Breach(Law.EffectsAsGuaranteed, $"{what}: an effect of what was not to be sent");
        }
    }

    private static bool IsBehindHalted(SeenDelivery delivery, SeenDossier seen) =>
        Lanes.Of(seen).Where(x => x.Destination == delivery.Destination)
            .Any(x => x.Lane.Select(s => s.Delivery).TakeWhile(d => d.Id != delivery.Id).Any(d => d.IsHalted));
}

using Interop.Chaos.Load;

namespace Interop.Chaos.Judging;

/// <summary>
/// How long after its receipt each packet had its first effect at each destination. Judged only where nothing is struck
/// that may make anybody wait: a node that is stopped in order hands over what it has.
/// </summary>
internal static class Lateness
{
    public static IEnumerable<Breach> Check(Books books) =>
        books.LateAfter is not { } limit ? [] : Of(books)
            .Where(x => x.Took > limit)
            .Select(x => new Breach(Law.NothingLate, $"{x.Receipt.PacketId} → {x.Delivery.Destination} ({x.Delivery.Id}): {x.Took.TotalSeconds:0.0} s after its receipt"));

    public static IEnumerable<Figure> Figures(Books books)
    {
        if (books.LateAfter is not { } limit)
        {
            yield break;
        }

        long[] took = [.. Of(books).Select(x => (long)x.Took.TotalMilliseconds).Order()];
        yield return new Figure("ms from receipt to effect, median", took.Length == 0 ? 0 : took[took.Length / 2]);
        yield return new Figure("ms from receipt to effect, longest", took.Length == 0 ? 0 : took[^1], $"late after {limit.TotalSeconds:0} s");
    }

    private static IEnumerable<(Receipt Receipt, SeenDelivery Delivery, TimeSpan Took)> Of(Books books) =>
        from receipt in books.Receipts
        let packet = books.Seen.GetValueOrDefault(receipt.Number)?.Packets.FirstOrDefault(p => p.PacketId == receipt.PacketId)
        where packet is not null
        from delivery in packet.Deliveries
        let effects = books.EffectsOf(delivery)
        where effects.Count > 0
        select (receipt, delivery, effects[0].At - receipt.At);
}

using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>
/// A doubt is about a call that was made. Of an attempt that died with its node, or was given up when its time was out, nobody
/// knows whether it came so far; one that broke off before must have been counted by the partner, unless calls to it may be lost
/// on the way.
/// </summary>
internal static class Doubts
{
    private const string NoAnswer = "partner.no-answer";
    private const string InternalError = "partner.internal-error";

    public static IEnumerable<Breach> Check(Books books) =>
        Of(books)
            .Where(x => !x.Called.Contains(x.Delivery.Id) && x.Delivery.Faults.Split(' ').Any(f => f is NoAnswer or InternalError))
            .Select(x => new Breach(Law.EffectsAsGuaranteed, $"{x.Packet.PacketId} → {x.Delivery.Destination} ({x.Delivery.State}, {x.Delivery.Id}): in doubt, and the partner was never called"));

    public static IEnumerable<Figure> Figures(Books books) =>
        Of(books).GroupBy(x => x.Called.Contains(x.Delivery.Id)).OrderBy(g => g.Key)
            .Select(g => new Figure(g.Key ? "parked after a call" : "parked, no call counted", g.Count()));

    private static IEnumerable<(SeenPacket Packet, SeenDelivery Delivery, IReadOnlySet<string> Called)> Of(Books books) =>
        books.Temper != Temper.Neither ? [] :
        from dossier in books.Seen.Values
        from packet in dossier.Packets
        from delivery in packet.Deliveries
        where delivery is { Role: "send", State: "parked" }
        let called = books.Called.GetValueOrDefault(delivery.Destination)
        where called is not null
        select (packet, delivery, called);
}

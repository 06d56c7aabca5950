namespace Interop.Chaos.Judging;

/// <summary>The lanes of a dossier: its deliveries to one destination, in order of acceptance.</summary>
internal static class Lanes
{
    /// <summary>Sends of a dossier by destination.</summary>
    public static IEnumerable<(string Destination, IReadOnlyList<(SeenPacket Packet, SeenDelivery Delivery)> Lane)> Of(SeenDossier dossier) =>
        dossier.Packets
            .SelectMany(p => p.Deliveries.Where(d => d.Role == "send").Select(d => (Packet: p, Delivery: d)))
            .GroupBy(x => x.Delivery.Destination, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<(SeenPacket, SeenDelivery)>)[.. g]));

    /// <summary>True when nothing of the dossier moves any more by itself: passed, halted, or waiting behind what is halted.</summary>
    public static bool AreAtRest(SeenDossier dossier, bool doubtsAreFinal) =>
        // A question to a gate's authority may be asked again, so it always ends in an answer.
        dossier.Packets.SelectMany(p => p.Deliveries).Where(d => d.Role != "send").All(d => d.IsPassed)
        && Of(dossier).All(x => x.Lane.Select((slot, i) => (slot.Delivery, Before: x.Lane.Take(i).Select(s => s.Delivery))).All(slot =>
            slot.Delivery.IsPassed
            || IsFinal(slot.Delivery, doubtsAreFinal)
            || (slot.Delivery.State == "waitingLane" && slot.Before.Any(d => IsFinal(d, doubtsAreFinal)))));

    private static bool IsFinal(SeenDelivery delivery, bool doubtsAreFinal) =>
        // A doubt is still asked about, and while it is asked about it is in flight: it rests with a person, or not at all.
        delivery.State == "rejected" || (doubtsAreFinal && delivery.IsHalted && delivery.State != "unknown");
}

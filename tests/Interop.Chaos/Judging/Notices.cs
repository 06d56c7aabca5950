using Interop.Simulators;

namespace Interop.Chaos.Judging;

/// <summary>
/// What the one-stop was told of its packets, from its own books: nobody retypes a dossier because nobody told them.
/// The hub's word is asked for only in which order it told it, and whether what is missing was passed over.
/// </summary>
internal static class Notices
{
    private const string Rejected = "rejected";

    /// <summary>What sets a sender waiting or to work.</summary>
    private static readonly string[] s_hindered = [Rejected, "parked", "unknown"];

    /// <summary>What can be told of a delivery. <c>ready</c>: a refusal was taken back.</summary>
    private static readonly string[] s_states = [.. s_hindered, "silent", "ready", "delivered"];

    public static IEnumerable<Breach> Check(Books books)
    {
        var told = books.Effects.GetValueOrDefault(Routes.OneStop, []).Where(e => e.Notice is not null).ToArray();
        var receipts = books.Receipts.GroupBy(r => r.PacketId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var byDossier = told.ToLookup(e => receipts.GetValueOrDefault(e.Notice!.RegardingPacketId)?.Number, StringComparer.Ordinal);
        foreach (var stray in byDossier[null])
        {
            yield return new Breach(Law.SendersAreTold, $"{Words(stray)}: of that packet there is no receipt");
        }

        foreach (var dossier in books.Receipts.GroupBy(r => r.Number, StringComparer.Ordinal))
        {
            if (!books.Seen.TryGetValue(dossier.Key, out var seen))
            {
                continue;
            }

            Effect[] notices = [.. InOrder(byDossier[dossier.Key], seen)];
            foreach (var breach in notices.Where(n => !CanBe(n.Notice!, receipts[n.Notice!.RegardingPacketId], seen)))
            {
                yield return new Breach(Law.SendersAreTold, $"{Words(breach)}: that never was");
            }

            foreach (var hidden in notices.Where(n => Place(n, seen) < 0))
            {
                yield return new Breach(Law.SendersAreTold, $"{Words(hidden)}: it came by {hidden.DeliveryId}, which the hub does not show");
            }

            foreach (var (packet, delivery, words) in Wrong(seen, notices, books.Temper))
            {
                yield return new Breach(Law.SendersAreTold, $"{packet.PacketId} → {delivery.Destination} ({delivery.State}, {delivery.Id}): {words}");
            }
        }
    }

    /// <summary>True while a sender who was told of a hindrance is still to be told that it arrived after all: the hub tells that a little later.</summary>
    /// <param name="seen">The dossier.</param>
    /// <param name="atSender">What its sender has received of it.</param>
    /// <param name="temper">How the sender's own system treats repeats.</param>
    public static bool AreOwed(SeenDossier seen, IReadOnlyList<Effect> atSender, Temper temper) =>
        Wrong(seen, [.. InOrder(atSender.Where(e => e.Notice is not null), seen)], temper).Any(w => w.Delivery.State == "delivered");

    /// <summary>How often each state was told, and how many notices were passed over.</summary>
    public static IEnumerable<Figure> Figures(Books books) =>
    [
        .. books.Effects.GetValueOrDefault(Routes.OneStop, []).Select(e => e.Notice).OfType<ReceivedNotice>()
            .GroupBy(State, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Figure($"senders told {g.Key}", g.Count())),
        new Figure("notices passed over", books.Seen.Values.SelectMany(FromHub).Count(x => x.Delivery.State == "skipped")),
    ];

    /// <summary>Of each delivery what its sender was told against what it is.</summary>
    private static IEnumerable<(SeenPacket Packet, SeenDelivery Delivery, string Words)> Wrong(SeenDossier seen, IReadOnlyList<Effect> notices, Temper temper)
    {
        if (temper == Temper.Neither && MayLack(seen, notices))
        {
            yield break;
        }

        foreach (var packet in seen.Packets.Where(p => p.PacketId.Length > 0))
        {
            foreach (var delivery in packet.Deliveries.Where(d => d.Role == "send"))
            {
                string[] told = [.. notices.Where(n => n.Notice!.RegardingPacketId == packet.PacketId && n.Notice.Destination == delivery.Destination).Select(n => State(n.Notice!)).Where(s => s != "silent")];
                var last = told.LastOrDefault("nothing");
                if (delivery.State switch
                {
                    Rejected or "parked" when last != delivery.State => $"its sender was last told {last}",
                    // It was refused first: only then something takes its place.
                    "superseded" when !told.Contains(Rejected, StringComparer.Ordinal) => "its sender was never told that it was refused",
                    "delivered" when last != "delivered" && told.Any(s_hindered.Contains) => $"its sender was last told {last}",
                    "delivered" when last == "delivered" && !WasHindered(packet, delivery, notices) => "its sender was told delivered, and of no hindrance before",
                    _ => null,
                } is { } words)
                {
                    yield return (packet, delivery, words);
                }
            }
        }
    }

    /// <summary>A check's hindrance is told of the check, and its end of what stood behind it.</summary>
    private static bool WasHindered(SeenPacket packet, SeenDelivery delivery, IReadOnlyList<Effect> notices) =>
        notices.Select(n => n.Notice!).TakeWhile(n => !(Is(n, packet, delivery.Destination) && State(n) == "delivered"))
            .Any(n => s_hindered.Contains(State(n)) && (Is(n, packet, delivery.Destination) || Is(n, packet, Routes.Population)));

    /// <summary>Where a one-stop cannot be asked, a notice whose answer was lost is passed over: nobody can say whether it arrived.</summary>
    private static bool MayLack(SeenDossier seen, IReadOnlyList<Effect> notices) =>
        FromHub(seen).Any(x => x.Delivery.State == "skipped" && !notices.Any(n => n.DeliveryId == x.Delivery.Id));

    /// <summary>False for what cannot have been at any moment.</summary>
    private static bool CanBe(ReceivedNotice notice, Load.Receipt receipt, SeenDossier seen)
    {
        var goesTo = Routes.Of(receipt.Kind).Contains(notice.Destination, StringComparer.Ordinal) || (receipt.Kind != "progress" && notice.Destination == Routes.Population);
        var ended = seen.Packets.FirstOrDefault(p => p.PacketId == receipt.PacketId)?.Deliveries.FirstOrDefault(d => d.Destination == notice.Destination && d.Role == "send")?.State;
        return goesTo && s_states.Contains(State(notice), StringComparer.Ordinal) && State(notice) switch
        {
            Rejected => receipt.Refused && notice.Destination == Routes.Ministry,
            // Nothing undoes it.
            "delivered" or "silent" => ended is "delivered",
            _ => true,
        };
    }

    /// <summary>As the hub told them. What was under way when its caller gave up may come after what was told later.</summary>
    private static IEnumerable<Effect> InOrder(IEnumerable<Effect> notices, SeenDossier seen) => notices.OrderBy(n => Place(n, seen)).ThenBy(n => n.Ordinal);

    private static int Place(Effect notice, SeenDossier seen) =>
        FromHub(seen).Where(x => x.Delivery.Id == notice.DeliveryId).Select(x => x.Place).FirstOrDefault(-1);

    private static IEnumerable<(int Place, SeenDelivery Delivery)> FromHub(SeenDossier seen) =>
        seen.Packets.Select((packet, place) => (packet, place)).Where(x => x.packet.Sender == "hub").SelectMany(x => x.packet.Deliveries.Where(d => d.Destination == Routes.OneStop).Select(d => (x.place, d)));

    private static bool Is(ReceivedNotice notice, SeenPacket packet, string destination) => notice.RegardingPacketId == packet.PacketId && notice.Destination == destination;

    private static string State(ReceivedNotice notice) => notice.State ?? Rejected;

    private static string Words(Effect notice) => $"{notice.Notice!.RegardingPacketId} → {notice.Notice.Destination}, told {State(notice.Notice)}";
}

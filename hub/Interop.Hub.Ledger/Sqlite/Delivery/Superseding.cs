using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>
/// A submission or correction takes the place of what was rejected before it, so that the dossier goes on in order and
/// is sent as a create where the partner never accepted one. A rejected check takes along what waits behind it: the old
/// content must not go out when the corrected one passes.
/// </summary>
internal static class Superseding
{
    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Clears the places that the packet takes over.</summary>
    /// <returns>The position that it takes, by destination.</returns>
    public static IReadOnlyDictionary<string, long> Clear(Session db, long dossier, AcceptPacket packet, List<ReadyDelivery> ready)
    {
        if (packet.Kind is not (PacketKind.Submission or PacketKind.Correction))
        {
            return Nothing;
        }

        Dictionary<string, long>? places = null;
        var now = packet.AcceptedAt;
        foreach (var planned in packet.Deliveries)
        {
            var lane = new Lane(dossier, planned.Destination);
            if (Lanes.HeadOf(db, lane) is not { IsSubmission: true } head || !IsRefused(db, head))
            {
                continue;
            }

            places ??= new Dictionary<string, long>(StringComparer.Ordinal);
            Take(db, head.Key, lane.Destination, head.Position, now, places);
            if (head.Role == DeliveryRole.Check)
            {
                foreach (var behind in Gates.WaitingFor(db, head.Key))
                {
                    Take(db, behind.Key, behind.Lane.Destination, behind.Position, now, places);
                }
            }
        }

        if (places is null)
        {
            return Nothing;
        }

        foreach (var left in places.Keys.Where(d => packet.Deliveries.All(p => p.Destination != d)))
        {
            Lanes.Release(db, new Lane(dossier, left), now, ready);
        }

        return places;
    }

    private static bool IsRefused(Session db, LaneHead head) =>
        head.State == DeliveryState.Rejected || (head.State == DeliveryState.WaitingGate && Gates.IsRefused(db, head.Key));

    private static void Take(Session db, long key, string destination, long position, DateTimeOffset now, Dictionary<string, long> places)
    {
        db.Prepare("update delivery set state = 10, due_at = null, park = null, changed_at = ? where key = ?").With(now).With(key).Run();
        // Of several the first place: the lane's order is that of the oldest content still owed.
        places[destination] = places.TryGetValue(destination, out var known) ? Math.Min(known, position) : position;
    }
}

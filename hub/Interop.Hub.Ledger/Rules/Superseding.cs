using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

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
    public static IReadOnlyDictionary<string, long> Clear(IDeliveryRows tables, long dossier, AcceptPacket packet, List<ReadyDelivery> ready)
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
            if (tables.Head(lane) is not { IsSubmission: true } head || !IsRefused(tables, head))
            {
                continue;
            }

            places ??= new Dictionary<string, long>(StringComparer.Ordinal);
            Take(tables, head, now, places);
            if (head.Role == DeliveryRole.Check)
            {
                foreach (var behind in tables.WaitingFor(head.Key))
                {
                    Take(tables, behind, now, places);
                }
            }
        }

        if (places is null)
        {
            return Nothing;
        }

        foreach (var left in places.Keys.Where(d => packet.Deliveries.All(p => p.Destination != d)))
        {
            Lanes.Release(tables, new Lane(dossier, left), now, ready);
        }

        return places;
    }

    private static bool IsRefused(IDeliveryRows tables, DeliveryRow head) =>
        head.State == DeliveryState.Rejected || ((head.State == DeliveryState.WaitingGate || head.IsWaitingInDoubt) && tables.GateIsRefused(head.Key));

    private static void Take(IDeliveryRows tables, DeliveryRow row, DateTimeOffset now, Dictionary<string, long> places)
    {
        tables.Update(row.Stopped(DeliveryState.Superseded, now));
        // Of several the first place: the lane's order is that of the oldest content still owed.
        var destination = row.Lane.Destination;
        places[destination] = places.TryGetValue(destination, out var known) ? Math.Min(known, row.Position) : row.Position;
    }
}

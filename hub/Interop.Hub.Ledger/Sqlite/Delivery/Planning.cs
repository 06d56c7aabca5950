using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Sqlite.Storage;

namespace Interop.Hub.Ledger.Sqlite.Delivery;

/// <summary>Writes the deliveries of an accepted packet, each into its place.</summary>
internal static class Planning
{
    public static IReadOnlyList<PlannedEvidence> Write(
        Session db, AcceptPacket packet, long packetKey, long owner, bool quarantined, IReadOnlyDictionary<string, long> places, List<ReadyDelivery> ready)
    {
        List<PlannedEvidence> written = new(packet.Deliveries.Count);
        Dictionary<string, long>? keys = packet.Deliveries.Any(d => d.Behind.Count > 0) ? new(StringComparer.OrdinalIgnoreCase) : null;
        foreach (var planned in packet.Deliveries)
        {
            var id = Ids.Bytes(planned.Id);
            var lane = new Lane(owner, planned.Destination);
            var position = places.TryGetValue(planned.Destination, out var taken) ? taken : Lanes.Allot(db, lane);
            var park = planned.Park != ParkReason.None ? planned.Park : quarantined ? ParkReason.Quarantined : ParkReason.None;
            var state = park != ParkReason.None ? DeliveryState.Parked
                : position > 1 && Lanes.HasEarlier(db, lane, position, long.MaxValue) ? DeliveryState.WaitingLane
                : planned.Behind.Count > 0 ? DeliveryState.WaitingGate
                : DeliveryState.Ready;
            Insert(db, packet, packetKey, planned, id, lane, position, state, park);
            var key = db.LastKey;
            if (keys is not null)
            {
                keys[planned.Id] = key;
                PutBehind(db, planned, key, keys);
            }

            if (state == DeliveryState.Ready)
            {
                ready.Add(new ReadyDelivery(planned.Id, planned.Destination));
            }

            written.Add(new PlannedEvidence(id, planned.Destination, (long)planned.Role));
        }

        return written;
    }

    private static void Insert(Session db, AcceptPacket packet, long packetKey, PlannedDelivery planned, byte[] id, Lane lane, long position, DeliveryState state, ParkReason park) =>
        db.Prepare("""
            insert into delivery (id, packet, lane, destination, position, role, gate, state, park, due_at, proceed_at, answer_within, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .With(id).With(packetKey).With(lane.Owner).With(lane.Destination).With(position).With((int)planned.Role).With(planned.Gate).With((int)state)
            .With(Parks.Name(park)).With(state == DeliveryState.Ready ? packet.AcceptedAt : (DateTimeOffset?)null)
            .With(planned.ProceedAt).With(planned.AnswerWithin?.Ticks).With(packet.AcceptedAt).Run();

    private static void PutBehind(Session db, PlannedDelivery planned, long key, Dictionary<string, long> keys)
    {
        foreach (var gate in planned.Behind)
        {
            if (!keys.TryGetValue(gate, out var gateKey))
            {
                throw new ArgumentException($"Delivery {planned.Id} is planned behind {gate}, which is no earlier delivery of the packet.", nameof(planned));
            }

            db.Prepare("insert or ignore into delivery_gate (gate, behind) values (?, ?)").With(gateKey).With(key).Run();
        }
    }
}

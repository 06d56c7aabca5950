using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Tables;

namespace Interop.Hub.Ledger.Rules;

/// <summary>Writes the deliveries of an accepted packet, each into its place.</summary>
internal static class Planning
{
    /// <returns>What is vouched for, and the deliveries that this node has claimed with them.</returns>
    public static (IReadOnlyList<PlannedEvidence> Written, IReadOnlyList<DeliveryRow> Claimed) Write(
        WriteScope scope,
        AcceptPacket packet,
        long packetKey,
        byte[] packetId,
        WrappedKey? ownKey,
        long owner,
        bool quarantined,
        IReadOnlyDictionary<string, long> places,
        List<ReadyDelivery> ready)
    {
        var tables = scope.Tables;
        List<PlannedEvidence> written = new(packet.Deliveries.Count);
        List<DeliveryRow> claimed = [];
        Dictionary<string, long>? keys = packet.Deliveries.Any(d => d.Behind.Count > 0) ? new(StringComparer.OrdinalIgnoreCase) : null;
        foreach (var planned in packet.Deliveries)
        {
            var lane = new Lane(owner, planned.Destination);
            var position = places.TryGetValue(planned.Destination, out var taken) ? taken : tables.Allot(lane);
            var park = planned.Park != ParkReason.None ? planned.Park : quarantined ? ParkReason.Quarantined : ParkReason.None;
            var state = park != ParkReason.None ? DeliveryState.Parked
                : position > 1 && tables.HasEarlier(lane, position, long.MaxValue) ? DeliveryState.WaitingLane
                : planned.Behind.Count > 0 ? DeliveryState.WaitingGate
                : DeliveryState.Ready;
            var isDue = state == DeliveryState.Ready;
            // It may have been here and on its way before a restore: the destination is asked first.
            state = packet.InDoubt && planned.Role == DeliveryRole.Send && park == ParkReason.None ? DeliveryState.Unknown : state;
            var id = Ids.Bytes(planned.Id);
            var row = new DeliveryRow
            {
                Id = id,
                Packet = packetKey,
                Lane = lane,
                Position = position,
                Role = planned.Role,
                Gate = planned.Gate,
                ProceedAt = planned.ProceedAt,
                AnswerWithin = planned.AnswerWithin,
                State = state,
                Park = park,
                DueAt = isDue ? packet.AcceptedAt : null,
                ChangedAt = packet.AcceptedAt,
                PacketId = packetId,
                Sender = packet.Partner,
                SenderPacketId = packet.PacketId,
                Kind = packet.Kind,
                AcceptedAt = packet.AcceptedAt,
                TraceParent = packet.TraceParent,
                OwnKey = ownKey,
            };
            var claim = state == DeliveryState.Ready ? packet.Claims.FirstOrDefault(c => c.DeliveryId == planned.Id) : null;
            if (claim is not null)
            {
                row = Claiming.Held(row, claim, scope.Now);
            }

            var key = tables.Insert(row);
            if (keys is not null)
            {
                keys[planned.Id] = key;
                PutBehind(tables, planned, key, keys);
            }

            if (claim is not null)
            {
                claimed.Add(row with { Key = key });
            }
            else if (isDue)
            {
                ready.Add(new ReadyDelivery(planned.Id, planned.Destination));
            }

            written.Add(new PlannedEvidence(id, planned.Destination, (long)planned.Role));
        }

        return (written, claimed);
    }

    private static void PutBehind(IDeliveryRows tables, PlannedDelivery planned, long key, Dictionary<string, long> keys)
    {
        foreach (var gate in planned.Behind)
        {
            if (!keys.TryGetValue(gate, out var gateKey))
            {
                throw new ArgumentException($"Delivery {planned.Id} is planned behind {gate}, which is no earlier delivery of the packet.", nameof(planned));
            }

            tables.PutGate(gateKey, key);
        }
    }
}

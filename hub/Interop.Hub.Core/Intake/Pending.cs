using System.Text.Json;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Intake;

/// <summary>Guarantee 3: a duplicate of something that is not delivered yet says how its deliveries stand. Pure.</summary>
internal static class Pending
{
    /// <summary>Null: it arrived everywhere, or nothing is sent anywhere.</summary>
    public static IReadOnlyList<PendingDelivery>? Of(PacketView? packet)
    {
        var pending = packet?.Deliveries.Where(d => d.Role == DeliveryRole.Send && !d.State.IsPassed())
            .Select(d => new PendingDelivery(d.Destination, JsonNamingPolicy.CamelCase.ConvertName(d.State.ToString()), d.DueAt)).ToList();
        return pending is { Count: > 0 } ? pending : null;
    }
}

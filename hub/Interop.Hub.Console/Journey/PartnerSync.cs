using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Journey;

/// <summary>How far one destination has followed a dossier: the fourth axis.</summary>
/// <param name="Destination">Its code.</param>
/// <param name="Blocking">The first delivery that is not through, which all later ones wait for; null: it has everything.</param>
/// <param name="Waiting">How many deliveries are not through.</param>
/// <param name="LastDeliveredAt">When it last took something; null: never.</param>
public sealed record PartnerSync(string Destination, DeliveryView? Blocking, int Waiting, DateTimeOffset? LastDeliveredAt)
{
    /// <summary>One line per destination, in the order in which they first appear. Shadow runs reach nobody and are left out.</summary>
    public static IReadOnlyList<PartnerSync> Of(DossierView dossier)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        return
        [
            .. from packet in dossier.Packets
               from delivery in packet.Deliveries
               where delivery.Role != DeliveryRole.Shadow
               group delivery by delivery.Destination into lane
               let open = lane.Where(d => !d.State.IsPassed()).ToArray()
               select new PartnerSync(lane.Key, open.FirstOrDefault(), open.Length, lane.Max(d => d.DeliveredAt)),
        ];
    }
}

using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Ledger;

/// <summary>The questions of the inbox: by index, bounded.</summary>
public interface IInboxLedger
{
    /// <summary>A delivery as a partner's word about it is judged by; null: there is none of this id.</summary>
    Task<HandedDelivery?> DeliveryAsync(string deliveryId, CancellationToken cancellationToken);

    /// <summary>What may be fetched now of a destination's, longest due first, without taking it.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="limit">Lines, at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<WaitingDelivery>> WaitingAsync(string destination, int limit, CancellationToken cancellationToken);

    /// <summary>How many may be fetched now; counts no further than <paramref name="most"/>.</summary>
    Task<int> CountWaitingAsync(string destination, int most, CancellationToken cancellationToken);
}

/// <summary>A delivery, and the claim by which it is or was last held.</summary>
/// <param name="State">What it is.</param>
/// <param name="Holder">Who holds it, or held it last; null: nobody ever did.</param>
/// <param name="ClaimedAt">When that began; null: never.</param>
/// <param name="Claim">The claim, without the packet's body. Of one that nobody holds its lease is over.</param>
public sealed record HandedDelivery(DeliveryState State, string? Holder, DateTimeOffset? ClaimedAt, Claim Claim);

/// <summary>A line of what waits in an inbox.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Packet">The hub's id of the packet.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="AcceptedAt">When the hub took it.</param>
/// <param name="DossierNumber">The dossier; null for a packet of none.</param>
/// <param name="HandOuts">How often it was handed out and not acknowledged.</param>
public sealed record WaitingDelivery(string DeliveryId, string Packet, PacketKind Kind, string Sender, DateTimeOffset AcceptedAt, string? DossierNumber, int HandOuts);

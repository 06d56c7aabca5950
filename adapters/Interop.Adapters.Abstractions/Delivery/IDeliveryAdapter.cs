namespace Interop.Adapters.Delivery;

/// <summary>
/// Speaks one foreign system's protocol, outwards. One instance per destination, called concurrently. It knows no
/// bus, no database, no other adapter and no retry loop: it sends once and says what became of it.
/// </summary>
public interface IDeliveryAdapter
{
    /// <summary>What this adapter can do and how it must be treated.</summary>
    AdapterManifest Manifest { get; }

    /// <summary>
    /// Sends one packet once. Never throws for anything a partner can do to it: refusing, hanging up, answering
    /// nonsense are outcomes. Throws <see cref="OperationCanceledException"/> only when <paramref name="cancellationToken"/>
    /// ended before the first byte was sent; after it, cancellation is <see cref="DeliveryOutcome.Unknown"/>.
    /// </summary>
    Task<DeliveryOutcome> DeliverAsync(DeliveryRequest request, CancellationToken cancellationToken);
}

/// <summary>Asks a partner what became of a packet that was sent and not answered.</summary>
public interface IDeliveryProbe
{
    /// <summary>Asks once. Never throws for anything a partner can do; what cannot be told is <see cref="ProbeOutcome.CannotTell"/>.</summary>
    Task<ProbeOutcome> ProbeAsync(DeliveryRequest request, CancellationToken cancellationToken);
}

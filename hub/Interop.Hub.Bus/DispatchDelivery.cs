using MassTransit;

namespace Interop.Hub.Bus;

/// <summary>
/// "This delivery may go." Ids only: no body, no personal data crosses the broker. A hint, never the truth: the ledger
/// decides whether it still may.
/// </summary>
[MessageUrn("interop:dispatch-delivery:1", useDefaultPrefix: false)]
public sealed record DispatchDelivery
{
    /// <summary>The delivery, 32 hexadecimal digits.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Its destination's code.</summary>
    public required string Destination { get; init; }
}

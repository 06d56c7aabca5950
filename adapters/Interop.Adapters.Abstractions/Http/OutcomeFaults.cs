using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Http;

/// <summary>The fault behind an outcome.</summary>
public static class OutcomeFaults
{
    /// <summary>The fault; null when it was accepted.</summary>
    public static Fault? FaultOf(this DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Deferred deferred => deferred.Fault,
        DeliveryOutcome.Rejected rejected => rejected.Fault,
        DeliveryOutcome.Unknown unknown => unknown.Fault,
        _ => null,
    };
}

using Interop.Adapters.Delivery;
using Interop.Adapters.Queries;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Tests.Conformance;

/// <summary>How an attempt ended, whichever port was used.</summary>
public enum Ending
{
    Accepted,
    Deferred,
    Rejected,
    Unknown,
}

/// <summary>One attempt's end, of a delivery or of a look-up.</summary>
public sealed record Attempted(Ending Ending, Fault? Fault, DateTimeOffset? NotBefore, bool AlreadyThere)
{
    public static Attempted Of(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Accepted accepted => new(Ending.Accepted, null, null, accepted.Receipt.AlreadyThere),
        DeliveryOutcome.Deferred deferred => new(Ending.Deferred, deferred.Fault, deferred.NotBefore, false),
        DeliveryOutcome.Rejected rejected => new(Ending.Rejected, rejected.Fault, null, false),
        DeliveryOutcome.Unknown unknown => new(Ending.Unknown, unknown.Fault, null, false),
        _ => throw new InvalidOperationException("A fifth outcome."),
    };

    public static Attempted Of(QueryOutcome outcome) => outcome switch
    {
        QueryOutcome.Answered => new(Ending.Accepted, null, null, false),
        QueryOutcome.Failed failed => new(Ending.Deferred, failed.Fault, failed.NotBefore, false),
        QueryOutcome.Refused refused => new(Ending.Rejected, refused.Fault, null, false),
        _ => throw new InvalidOperationException("A fourth outcome."),
    };
}

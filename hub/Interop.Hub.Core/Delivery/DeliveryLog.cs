using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>The log of delivery. Event ids 2000 to 2099, never reused. Codes and ids only: no partner's words, nothing personal.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(2001, LogLevel.Information, "Delivery {DeliveryId} to {Destination}: {Outcome}, now {State} ({FaultCode}), dossier {DossierNumber}, attempt {Attempt}, {DurationMs} ms")]
    public static partial void Attempted(ILogger log, string deliveryId, string destination, string outcome, DeliveryState state, string? faultCode, string? dossierNumber, int attempt, double durationMs);

    [LoggerMessage(2002, LogLevel.Warning, "Destination {Destination}: door {Before} → {After} ({FaultCode}) {Reason}")]
    public static partial void DoorTurned(ILogger log, string destination, Door before, Door after, string? faultCode, string? reason);

    [LoggerMessage(2003, LogLevel.Warning, "The bus takes no hints (first noticed with {Destination}); this node acts on its own deliveries until it is back")]
    public static partial void BusIsAway(ILogger log, string destination, Exception exception);

    [LoggerMessage(2012, LogLevel.Information, "The bus takes hints again")]
    public static partial void BusIsBack(ILogger log);

    [LoggerMessage(2013, LogLevel.Debug, "How many hints wait for {Destination} could not be asked")]
    public static partial void NotRecounted(ILogger log, string destination, Exception exception);

    [LoggerMessage(2014, LogLevel.Debug, "Hint for delivery {DeliveryId} to {Destination} could not be given back; the ledger still has it")]
    public static partial void NotPassedOn(ILogger log, string destination, string deliveryId, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "The adapter of {Destination} threw on delivery {DeliveryId}: a defect of the adapter, treated as an unknown outcome")]
    public static partial void AdapterThrew(ILogger log, string destination, string deliveryId, Exception exception);

    [LoggerMessage(2005, LogLevel.Error, "The outcome of delivery {DeliveryId} to {Destination} could not be recorded; its lease will end and it will be treated as unknown")]
    public static partial void RecordFailed(ILogger log, string destination, string deliveryId, Exception exception);

    [LoggerMessage(2006, LogLevel.Warning, "Late outcome of delivery {DeliveryId} to {Destination}: its token is no longer the latest; kept as evidence only")]
    public static partial void LateOutcome(ILogger log, string destination, string deliveryId);

    [LoggerMessage(2007, LogLevel.Warning, "Adopted delivery {DeliveryId} to {Destination} from node {Node}, whose lease ended: now {State}")]
    public static partial void Adopted(ILogger log, string deliveryId, string destination, string node, DeliveryState state);

    [LoggerMessage(2008, LogLevel.Error, "The scheduler's round failed; the next one follows")]
    public static partial void RoundFailed(ILogger log, Exception exception);

    [LoggerMessage(2009, LogLevel.Warning, "Delivery {DeliveryId} to {Destination} has had no business answer since {DueAt}")]
    public static partial void Silent(ILogger log, string deliveryId, string destination, DateTimeOffset dueAt);

    [LoggerMessage(2010, LogLevel.Error, "Hint for delivery {DeliveryId} to {Destination} failed; the ledger still has it")]
    public static partial void HandleFailed(ILogger log, string destination, string deliveryId, Exception exception);

    [LoggerMessage(2011, LogLevel.Warning, "Gate {DeliveryId} at {Destination} was passed without an answer, as the procedure says for an outage")]
    public static partial void GatePassed(ILogger log, string deliveryId, string destination);

    [LoggerMessage(2016, LogLevel.Information, "Delivery {DeliveryId} was fetched by {Destination} and not acknowledged in time, {HandOuts} times by now: {State}")]
    public static partial void Unacknowledged(ILogger log, string deliveryId, string destination, int handOuts, DeliveryState state);

    [LoggerMessage(2015, LogLevel.Warning, "Delivery {DeliveryId} to {Destination} was refused for what is the destination's own fault: it waits again")]
    public static partial void Misjudged(ILogger log, string deliveryId, string destination);
}

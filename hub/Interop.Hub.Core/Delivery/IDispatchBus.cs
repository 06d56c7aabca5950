using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Carries hints between nodes: "this delivery may go". A hint is never the truth (the ledger is), so losing one only
/// costs the time until the scheduler finds the delivery again.
/// </summary>
public interface IDispatchBus
{
    /// <summary>Puts a hint into the destination's queue, and returns when the queue has it. Throws when the broker is gone: the caller leaves it to the scheduler.</summary>
    Task HintAsync(ReadyDelivery delivery, CancellationToken cancellationToken);

    /// <summary>
    /// True while this node takes the destination's hints from the bus. While it does not, it acts on its own deliveries
    /// itself: whether another node would take a hint it cannot know.
    /// </summary>
    bool Listens(string destination) => true;

    /// <summary>True when other nodes take hints from the same queues.</summary>
    bool IsShared => false;

    /// <summary>
    /// Takes hints from no queue any more, from the call on; returns when those that were taken before have ended. Does not
    /// throw for a broker that is gone.
    /// </summary>
    Task CeaseAsync() => Task.CompletedTask;

    /// <summary>
    /// How many hints of all nodes wait in the destination's queue now, those already handed to a consumer not counted;
    /// null when this transport needs no asking, since every hint ends in the node that sent it. Throws when the broker is gone.
    /// </summary>
    Task<int?> WaitingAsync(string destination, CancellationToken cancellationToken) => Task.FromResult<int?>(null);
}

/// <summary>What the bus calls for each hint.</summary>
public interface IDispatchHandler
{
    /// <summary>
    /// Acts on one delivery if it may go now. Never throws for what a partner or the ledger's state can do; returns
    /// when the outcome is recorded or the delivery is left to the scheduler.
    /// </summary>
    Task HandleAsync(ReadyDelivery delivery, CancellationToken cancellationToken);
}

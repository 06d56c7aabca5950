using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Guarantee 5: hand-over is a hint within a bounded window per destination. A million deliveries for one dead partner
/// wait in the ledger; of them the bus never holds more than a window.
/// Nobody waits for the bus: not a sender for its receipt, not the scheduler for a broker that is away. While the broker
/// is away this node acts on its own hints itself.
/// </summary>
internal sealed class HandOver(
    Destinations destinations, IDispatchBus bus, Lazy<IDispatchHandler> here, SchedulerSignal signal, TimeProvider time, ILogger<HandOver> log) : IDeliveryOffers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRecount = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SlowestRecount = TimeSpan.FromSeconds(2);

    private long _awayUntil = Here;
    private volatile bool _endsHere;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    // One for the hand-over itself until it stops, one for each hint being handed.
    private int _held = 1;

    /// <summary>The broker is not known to be away.</summary>
    private const long Here = long.MinValue;

    /// <inheritdoc/>
    public void Offer(IReadOnlyList<ReadyDelivery> ready)
    {
        foreach (var delivery in ready)
        {
            if (destinations.Find(delivery.Destination) is not { } runtime)
            {
                continue;
            }

            if (runtime.IsInbox)
            {
                runtime.Ring();
            }
            else if (!runtime.TryHint(delivery.Id))
            {
                Recount(runtime);
            }
            else if (TryHold())
            {
                // Its errors end in it. How many run is bounded by the windows.
                _ = Task.Run(() => HandAndLetGoAsync(delivery, runtime));
            }
        }
    }

    /// <summary>
    /// A full window of which nothing ends here may be an empty queue: other nodes took the hints. Asks the queue, and
    /// again after a while, until there is room. One question at a time per destination.
    /// </summary>
    public void Recount(DestinationRuntime runtime)
    {
        if (!_endsHere && Volatile.Read(ref _awayUntil) == Here && runtime.WaitsForHints && runtime.BeginRecount())
        {
            _ = Task.Run(() => RecountAsync(runtime));
        }
    }

    /// <summary>
    /// Forgets the hints of a queue that this node no longer listens to, so that they are offered again and acted on here.
    /// Should the queue still give them to somebody, the claim lets only one through.
    /// </summary>
    public void GiveUpLost(DestinationRuntime runtime)
    {
        if (!bus.Listens(runtime.Code))
        {
            runtime.Recount(waiting: 0, time.GetTimestamp());
        }
    }

    /// <summary>A hint came to this node.</summary>
    public void Taken(ReadyDelivery delivery) => destinations.Find(delivery.Destination)?.HintTaken(delivery.Id);

    /// <summary>A hint was acted on.</summary>
    public void Done(ReadyDelivery delivery)
    {
        if (destinations.Find(delivery.Destination)?.HintDone(delivery.Id) == true)
        {
            signal.Wake();
        }
    }

    /// <summary>
    /// Takes no more, and waits for what is acted on here: an outcome that came in after the last checkpoint, or after the
    /// ledger was closed, would be missed. What is left waits in the ledger.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // First of all no more come: what is not acted on goes back into the queue, and not to this node again.
        var ceased = bus.CeaseAsync();
        _stopping = true;
        foreach (var runtime in destinations.All)
        {
            runtime.SendAway();
        }

        LetGo();
        await _idle.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ceased.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>True once this node takes no more.</summary>
    public bool IsStopping => _stopping;

    /// <summary>
    /// Gives a hint that this node does not act on any more back into the queue, for another node. Acknowledged and left,
    /// it would lie until the node that sent it takes it for lost: a lease and an attempt later.
    /// </summary>
    public async Task PassOnAsync(ReadyDelivery delivery)
    {
        if (!bus.IsShared || Volatile.Read(ref _awayUntil) != Here)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            await bus.HintAsync(delivery, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception e)
        {
            DeliveryLog.NotPassedOn(log, delivery.Destination, delivery.Id, e);
        }
    }

    /// <summary>
    /// Holds a stop up for something that is about to be acted on here; false when the stop has begun. Each hold ends in
    /// <see cref="LetGo"/>.
    /// </summary>
    public bool TryHold()
    {
        Interlocked.Increment(ref _held);
        if (!_stopping)
        {
            return true;
        }

        LetGo();
        return false;
    }

    /// <summary>Ends a hold.</summary>
    public void LetGo()
    {
        if (Interlocked.Decrement(ref _held) == 0)
        {
            _idle.TrySetResult();
        }
    }

    private async Task HandAndLetGoAsync(ReadyDelivery delivery, DestinationRuntime runtime)
    {
        try
        {
            await HandAsync(delivery, runtime);
        }
        finally
        {
            LetGo();
        }
    }

    private async Task HandAsync(ReadyDelivery delivery, DestinationRuntime runtime)
    {
        if (!runtime.StaysHere && bus.Listens(runtime.Code) && MayAsk())
        {
            try
            {
                using var patience = new CancellationTokenSource(Patience, time);
                await bus.HintAsync(delivery, patience.Token).WaitAsync(patience.Token);
                runtime.HintSent(delivery.Id);
                if (Interlocked.Exchange(ref _awayUntil, Here) != Here)
                {
                    DeliveryLog.BusIsBack(log);
                }

                return;
            }
            catch (Exception e)
            {
                if (Interlocked.Exchange(ref _awayUntil, AWhile()) == Here)
                {
                    DeliveryLog.BusIsAway(log, delivery.Destination, e);
                }
            }
        }

        // The hint may be on its way all the same: the claim lets only one of the two through.
        await here.Value.HandleAsync(delivery, CancellationToken.None);
    }

    /// <summary>While the broker is away one hint now and then asks whether it is back; the others do not wait for the answer.</summary>
    private bool MayAsk()
    {
        var until = Volatile.Read(ref _awayUntil);
        return until == Here || (time.GetTimestamp() >= until && Interlocked.CompareExchange(ref _awayUntil, AWhile(), until) == until);
    }

    private long AWhile() => time.GetTimestamp() + (long)(Patience.TotalSeconds * time.TimestampFrequency);

    private async Task RecountAsync(DestinationRuntime runtime)
    {
        try
        {
            for (var pause = FirstRecount; runtime.WaitsForHints; pause = pause * 2 < SlowestRecount ? pause * 2 : SlowestRecount)
            {
                var askedAt = time.GetTimestamp();
                using var patience = new CancellationTokenSource(Patience, time);
                if (await bus.WaitingAsync(runtime.Code, patience.Token).WaitAsync(patience.Token) is not { } waiting)
                {
                    _endsHere = true;
                    return;
                }

                runtime.Recount(waiting, askedAt);
                if (!runtime.WaitsForHints)
                {
                    signal.Wake();
                    return;
                }

                await Task.Delay(pause, time, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            // The broker is away; the hints it held are forgotten in their time, and the next full window asks again.
            DeliveryLog.NotRecounted(log, runtime.Code, e);
        }
        finally
        {
            runtime.EndRecount();
        }
    }
}

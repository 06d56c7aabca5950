using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <content>Who may act on it now: the permits of this node, and who waits for one.</content>
internal sealed partial class DestinationRuntime
{
    private readonly Queue<TaskCompletionSource<bool>> _queued = new();
    private int _inFlight;

    /// <summary>Takes a permit: door, concurrency, then rate. False: leave it to the scheduler.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (Take())
            {
                return true;
            }

            _overflowed = true;
            return false;
        }
    }

    /// <summary>
    /// Takes a permit, or waits for one where only the concurrency is used up: by this destination's own attempts, which
    /// end. What went back to the ledger instead would be offered again only by the scheduler, perhaps another node's.
    /// Behind a closed door, and where the rate is the limit, nobody waits.
    /// </summary>
    /// <returns>False: leave it to the scheduler.</returns>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> turn;
        lock (_lock)
        {
            if (_queued.Count == 0 && Take())
            {
                return true;
            }

            if (Control.Door != Door.Open || !_rate.IsUnlimited || _inFlight == 0)
            {
                _overflowed = true;
                return false;
            }

            _queued.Enqueue(turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var gaveUp = cancellationToken.UnsafeRegister(static (waiting, token) => ((TaskCompletionSource<bool>)waiting!).TrySetCanceled(token), turn);
        return await turn.Task;
    }

    /// <summary>
    /// Takes a permit for a packet that is about to be recorded, so that its delivery is claimed in the same commit. Only
    /// while nobody waits for one: who is new must not overtake who waits.
    /// </summary>
    public bool TryEnterAhead()
    {
        lock (_lock)
        {
            if (Control.Door != Door.Open || !_rate.IsUnlimited || _queued.Count > 0 || _inFlight >= Width())
            {
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>Gives a permit back, or hands it to who waits longest for one.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (Control.Door == Door.Open && _inFlight <= Width() && _queued.TryDequeue(out var next))
            {
                if (next.TrySetResult(true))
                {
                    return;
                }
            }

            _inFlight--;
            if (_inFlight == 0 || Control.Door != Door.Open)
            {
                SendAway();
            }
        }
    }

    /// <summary>Nobody hands a permit on any more: the ledger has what waited for one, and the scheduler offers it in its time.</summary>
    public void SendAway()
    {
        lock (_lock)
        {
            _overflowed |= _queued.Count > 0;
            while (_queued.TryDequeue(out var waiting))
            {
                waiting.TrySetResult(false);
            }
        }
    }

    /// <summary>Permits that a wider policy has made free go to who waits; where a rate came in, nobody waits.</summary>
    private void PassOn()
    {
        if (!_rate.IsUnlimited)
        {
            SendAway();
        }

        while (Control.Door == Door.Open && _inFlight < Width() && _queued.TryDequeue(out var next))
        {
            _inFlight += next.TrySetResult(true) ? 1 : 0;
        }
    }

    private bool Take()
    {
        if (_inFlight >= Width() || !_rate.TryTake())
        {
            return false;
        }

        _inFlight++;
        return true;
    }

    private int Width() => DoorRules.Width(Control, Policy, _cluster.ShareOf(Policy.MaxConcurrency), _cluster.Node, _time.GetUtcNow());
}

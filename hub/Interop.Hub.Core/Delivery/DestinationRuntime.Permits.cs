using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <content>Who may act on it now: the permits of this node, and who waits for one.</content>
internal sealed partial class DestinationRuntime
{
    private readonly Turns _turns = new();
    private int _inFlight;
    private bool _resting;

    /// <summary>
    /// Takes a permit: door, concurrency, then rate. At an open door it waits its turn: of the nodes that take hints from
    /// one queue each has its part of the permits, and what one of them gave back would lie until somebody missed it.
    /// </summary>
    /// <returns>False: leave it to the scheduler. The door is closed, the rate is used up, or this node stops.</returns>
    public ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            CallTurns();
            return !MayWait() || (_turns.IsEmpty && _inFlight < Width()) ? ValueTask.FromResult(TryEnter()) : _turns.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes a permit, or says at once that there is none.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_resting || _inFlight >= Width() || !_rate.TryTake())
            {
                _overflowed = true;
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>
    /// Takes a permit for a packet that is about to be recorded, so that its delivery is claimed in the same commit. Only
    /// while nobody waits for one: who is new must not overtake who waits.
    /// </summary>
    public bool TryEnterAhead()
    {
        lock (_lock)
        {
            if (_resting || Control.Door != Door.Open || !_rate.IsUnlimited || !_turns.IsEmpty || _inFlight >= Width())
            {
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>Gives a permit back; who waits longest gets it.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _inFlight--;
            CallTurns();
        }
    }

    /// <summary>Gives no more permits: this node stops. Who waits for one goes without.</summary>
    public void Rest()
    {
        lock (_lock)
        {
            _resting = true;
            CallTurns();
        }
    }

    /// <summary>True where a permit will come free by itself: behind a closed door nobody waits.</summary>
    private bool MayWait() => !_resting && Control.Door == Door.Open && Width() > 0;

    /// <summary>Lets in who waits, as far as there are permits; where there will be none, they go.</summary>
    private void CallTurns()
    {
        if (!_turns.IsEmpty)
        {
            _turns.Call(() => !MayWait() ? false : _inFlight < Width() ? TryEnter() : null, () => _inFlight--);
        }
    }

    private int Width() => DoorRules.Width(Control, Policy, _cluster.ShareOf(Policy.MaxConcurrency), _cluster.Node, _time.GetUtcNow());
}

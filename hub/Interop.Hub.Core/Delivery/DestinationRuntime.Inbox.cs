namespace Interop.Hub.Core.Delivery;

/// <content>A destination that is not called: who waits at this node for what is its.</content>
internal sealed partial class DestinationRuntime
{
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiters;

    /// <summary>True when the partner fetches what is its; then nothing is hinted, and nobody sends.</summary>
    public bool IsInbox { get; set; }

    /// <summary>Ends when something more may be fetched, as far as this node knows. Asked for before the ledger is looked at.</summary>
    public Task Arrival
    {
        get
        {
            lock (_lock)
            {
                return _arrival.Task;
            }
        }
    }

    /// <summary>Something may be fetched.</summary>
    public void Ring()
    {
        TaskCompletionSource arrival;
        lock (_lock)
        {
            (arrival, _arrival) = (_arrival, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        arrival.SetResult();
    }

    /// <summary>Begins to wait, unless as many wait at this node as may be served at once; each begin ends in <see cref="EndWait"/>.</summary>
    public bool TryBeginWait()
    {
        if (Interlocked.Increment(ref _waiters) <= Policy.MaxConcurrency)
        {
            return true;
        }

        EndWait();
        return false;
    }

    /// <summary>Ends a wait.</summary>
    public void EndWait() => Interlocked.Decrement(ref _waiters);
}

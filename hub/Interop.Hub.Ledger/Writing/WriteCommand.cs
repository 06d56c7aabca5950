namespace Interop.Hub.Ledger.Writing;

/// <summary>One call's part of a commit. It may run again, alone, when its group was rolled back: it keeps nothing between runs.</summary>
internal abstract class WriteCommand<TScope>
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;
    private int _state;

    /// <summary>Bytes that it holds in memory while it waits.</summary>
    public long Weight { get; protected init; }

    /// <summary>True when it was counted against the limit of what may wait.</summary>
    public bool Counted { get; set; }

    /// <summary>True when it is to run; false when its caller gave up before it was its turn.</summary>
    public bool Take() => Interlocked.CompareExchange(ref _state, Taken, Waiting) != Cancelled;

    /// <summary>Gives up, if it is not its turn yet: later it runs to its end, since it may be on disk already.</summary>
    protected bool GiveUp() => Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting;

    public abstract void Execute(TScope scope);

    /// <summary>Hands the result to the caller: only after the commit returned.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class WriteCommand<TScope, T> : WriteCommand<TScope>
{
    private readonly Func<TScope, T> _work;
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;
    private T? _result;

    public WriteCommand(Func<TScope, T> work, long weight, CancellationToken cancellationToken)
    {
        _work = work;
        Weight = weight;
        _registration = cancellationToken.UnsafeRegister(
            static (command, token) =>
            {
                var self = (WriteCommand<TScope, T>)command!;
                if (self.GiveUp())
                {
                    self._done.TrySetCanceled(token);
                }
            },
            this);
    }

    public Task<T> Completion => _done.Task;

    public override void Execute(TScope scope) => _result = _work(scope);

    public override void Complete()
    {
        _registration.Dispose();
        _done.TrySetResult(_result!);
    }

    public override void Fail(Exception exception)
    {
        _registration.Dispose();
        _done.TrySetException(exception);
    }
}

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>
/// Lets several actors run, one step of one of them at a time, in an order that is given: every call of a port is a step.
/// So the order of a race is chosen, not met by luck.
/// </summary>
internal sealed class DocumentTurns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, TaskCompletionSource> _waiting = [];
    private readonly AsyncLocal<int> _actor = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>A step of the actor that asks; outside of <see cref="RunAsync"/> nobody waits.</summary>
    public Task StepAsync()
    {
        var actor = _actor.Value;
        if (actor == 0)
        {
            return Task.CompletedTask;
        }

        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add(actor, turn);
            _running--;
            _changed.TrySetResult();
        }

        return turn.Task;
    }

    /// <summary>Runs the actors to their ends; <paramref name="choices"/> says whose step is next.</summary>
    public async Task RunAsync(IReadOnlyList<Func<Task>> actors, IReadOnlyList<int> choices)
    {
        var tasks = actors.Select((actor, i) => ActAsync(i + 1, actor)).ToArray();
        for (var step = 0; ; step++)
        {
            await AllWaitAsync();
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    break;
                }

                var choice = choices.Count == 0 ? 0 : Math.Abs(choices[step % choices.Count] % _waiting.Count);
                var next = _waiting.ElementAt(choice);
                _waiting.Remove(next.Key);
                _running++;
                next.Value.SetResult();
            }
        }

        await Task.WhenAll(tasks);
    }

    private Task ActAsync(int actor, Func<Task> act)
    {
        lock (_gate)
        {
            _running++;
        }

        return Task.Run(async () =>
        {
            _actor.Value = actor;
            try
            {
                await StepAsync();
                await act();
            }
            finally
            {
                lock (_gate)
                {
                    _running--;
                    _changed.TrySetResult();
                }
            }
        });
    }

    private async Task AllWaitAsync()
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running == 0)
                {
                    return;
                }

                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience);
        }
    }
}

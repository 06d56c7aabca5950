namespace Interop.Hub.Core.Delivery;

/// <summary>Who waits for a permit, in order. Not for two threads, save the answers.</summary>
internal sealed class Turns
{
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();

    /// <summary>True when nobody waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Waits; false when it is told to go without, or gives up.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        return AnswerAsync(turn, cancellationToken);
    }

    /// <summary>Answers in order for as long as there are answers.</summary>
    /// <param name="next">Takes a permit, or says that there will be none; null: those who wait go on waiting.</param>
    /// <param name="giveBack">Gives back the permit of one who has gone meanwhile.</param>
    public void Call(Func<bool?> next, Action giveBack)
    {
        while (_waiting.TryPeek(out var turn))
        {
            if (!turn.Task.IsCompleted)
            {
                if (next() is not { } entered)
                {
                    return;
                }

                if (!turn.TrySetResult(entered) && entered)
                {
                    giveBack();
                }
            }

            _waiting.Dequeue();
        }
    }

    private static async ValueTask<bool> AnswerAsync(TaskCompletionSource<bool> turn, CancellationToken cancellationToken)
    {
        await using var givenUp = cancellationToken.UnsafeRegister(static t => ((TaskCompletionSource<bool>)t!).TrySetResult(false), turn);
        return await turn.Task;
    }
}

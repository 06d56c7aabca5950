namespace Interop.Hub.Core.Delivery;

/// <summary>Wakes the scheduler before its tick. Many calls make one wake-up.</summary>
public sealed class SchedulerSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    /// <summary>Wakes it.</summary>
    public void Wake()
    {
        try
        {
            _semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    /// <summary>Waits for a wake-up or the tick.</summary>
    public async Task WaitAsync(TimeSpan tick, TimeProvider time, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var woken = _semaphore.WaitAsync(linked.Token);
        var delay = Task.Delay(tick, time, linked.Token);
        await Task.WhenAny(woken, delay);
        await linked.CancelAsync();
        try
        {
            await woken;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The tick came first.
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();
}

using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Retention;

/// <summary>Wakes who collects files before the hour is over: an erased dossier's files must not lie about.</summary>
public sealed class CollectionSignal : IDisposable
{
    private readonly SchedulerSignal _signal = new();

    /// <summary>Wakes it.</summary>
    public void Wake() => _signal.Wake();

    /// <summary>Sleeps until woken, or so long.</summary>
    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) => _signal.WaitAsync(atMost, time, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();
}

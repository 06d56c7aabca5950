using System.Collections.Concurrent;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Bus.Tests;

/// <summary>Keeps what it was called with; may be made to hold, or to break as only a defect could.</summary>
internal sealed class RecordingHandler : IDispatchHandler
{
    private readonly ConcurrentQueue<ReadyDelivery> _handled = new();
    private TaskCompletionSource _gate = Opened();
    private int _inside;

    public IReadOnlyList<ReadyDelivery> Handled => [.. _handled];

    public int Inside => Volatile.Read(ref _inside);

    /// <summary>The delivery on which it throws.</summary>
    public string? BreaksOn { get; set; }

    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _gate.TrySetResult();

    public bool Has(string delivery) => _handled.Any(d => d.Id == delivery);

    public async Task HandleAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Id == BreaksOn)
        {
            throw new InvalidOperationException("a defect");
        }

        Interlocked.Increment(ref _inside);
        await _gate.Task.WaitAsync(cancellationToken);
        Interlocked.Decrement(ref _inside);
        _handled.Enqueue(delivery);
    }

    private static TaskCompletionSource Opened()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}

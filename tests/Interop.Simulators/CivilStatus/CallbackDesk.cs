using Interop.Simulators.Soap;

namespace Interop.Simulators.CivilStatus;

/// <summary>
/// The callbacks of every dossier: one after the other within a dossier, dossiers beside each other.
/// A callback happens when its turn comes (that is its <c>occurredAt</c>) and keeps its bytes in every repeat.
/// </summary>
internal sealed class CallbackDesk(CivilStatusOptions options, Func<FaultSettings> faults, CallbackCaller caller, Func<Callback, DateTimeOffset, Certificate?> happen)
    : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Callback> _all = [];
    private readonly List<Callback> _unfired = [];
    private readonly Dictionary<string, Queue<Callback>> _lanes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Task> _running = [];

    public CallbackMode Mode { get; set; } = options.Callbacks;

    public TimeSpan Delay { get; set; } = options.CallbackDelay;

    public IReadOnlyList<Callback> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public void Plan(IReadOnlyList<Callback> callbacks)
    {
        if (Mode == CallbackMode.Off)
        {
            return;
        }

        lock (_gate)
        {
            _all.AddRange(callbacks);
            _unfired.AddRange(callbacks);
        }

        if (Mode == CallbackMode.Automatic)
        {
            Fire(callbacks[0].DossierNumber, int.MaxValue);
        }
    }

    /// <summary>Sets waiting callbacks going, oldest first (or newest first, by the knob); says how many.</summary>
    public int Fire(string? dossier, int most)
    {
        lock (_gate)
        {
            var chosen = _unfired.Where(c => dossier is null || c.DossierNumber.Equals(dossier, StringComparison.OrdinalIgnoreCase)).ToList();
            if (faults().OutOfOrderCallbacks)
            {
                chosen.Reverse();
            }

            var fired = chosen.Take(most).ToHashSet();
            _unfired.RemoveAll(fired.Contains);
            foreach (var callback in chosen.Take(most))
            {
                Enqueue(callback);
            }

            return fired.Count;
        }
    }

    /// <summary>Forgets what has not been fired for a dossier that is withdrawn.</summary>
    public void Drop(string dossier)
    {
        lock (_gate)
        {
            _unfired.RemoveAll(c => c.DossierNumber.Equals(dossier, StringComparison.OrdinalIgnoreCase));
            if (_lanes.TryGetValue(dossier, out var lane))
            {
                lane.Clear();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        caller.Dispose();
        _end.Dispose();
    }

    private void Enqueue(Callback callback)
    {
        if (_lanes.TryGetValue(callback.DossierNumber, out var lane))
        {
            lane.Enqueue(callback);
            return;
        }

        _lanes[callback.DossierNumber] = lane = new Queue<Callback>([callback]);
        var run = Task.Run(() => RunAsync(callback.DossierNumber, lane));
        _running.Add(run);
        _ = run.ContinueWith(
            done =>
            {
                lock (_gate)
                {
                    _running.Remove(done);
                }
            },
            TaskScheduler.Default);
    }

    private async Task RunAsync(string dossier, Queue<Callback> lane)
    {
        try
        {
            while (Next(dossier, lane) is { } callback)
            {
                if (Mode == CallbackMode.Automatic)
                {
                    await Task.Delay(Delay, options.Time, _end.Token);
                }

                var at = options.Time.GetUtcNow();
                var envelope = SoapText.Wrap(CallbackText.Write(callback, at, happen(callback, at)));
                await caller.SendAsync(callback, envelope, _end.Token);
                if (faults().DuplicateCallbacks && callback.State == CallbackState.Taken)
                {
                    await caller.SendAsync(callback, envelope, _end.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator ends; what was not sent stays unsent.
        }
    }

    private Callback? Next(string dossier, Queue<Callback> lane)
    {
        lock (_gate)
        {
            if (lane.TryDequeue(out var callback))
            {
                return callback;
            }

            _lanes.Remove(dossier);
            return null;
        }
    }
}

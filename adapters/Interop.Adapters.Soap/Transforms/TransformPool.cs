using System.Collections.Concurrent;

namespace Interop.Adapters.Soap.Transforms;

/// <summary>
/// The workers of this hub, shared by all its destinations. Started when needed, one transform at a time in each, ended
/// at a fault or when idle. Of several workers one owner never has all: a destination whose stylesheet runs for ever holds
/// up itself.
/// </summary>
internal sealed class TransformPool : IAsyncDisposable
{
    private readonly WorkerCommand _command;
    private readonly TransformPoolOptions _options;
    private readonly TimeProvider _time;
    private readonly Conduct _conduct;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _shares = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<WorkerProcess> _idle = [];
    private readonly ITimer _sweeper;
    private int _started;
    private bool _closed;

    public TransformPool(WorkerCommand command, TransformPoolOptions options, TimeProvider time)
    {
        _command = command;
        _options = options;
        _time = time;
        _conduct = new Conduct(options.Kills, options.Withheld, time);
        _free = new SemaphoreSlim(options.Workers);
        _sweeper = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Workers started so far.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>Process ids of the workers that wait for work.</summary>
    public IReadOnlyList<int> Idle
    {
        get
        {
            lock (_gate)
            {
                return [.. _idle.Select(w => w.Id)];
            }
        }
    }

    /// <summary>Runs one transform. Never throws for what a stylesheet can do.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<TransformOutcome> RunAsync(TransformJob job, CancellationToken cancellationToken)
    {
        var sheet = $"{job.Sheets.Key}/{job.Entry}";
        if (_conduct.WithheldUntil(sheet) is { } early)
        {
            return Withheld(job, early);
        }

        using var clock = new CancellationTokenSource(job.Wait ?? _options.Wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        var share = _shares.GetOrAdd(job.Owner, static (_, most) => new SemaphoreSlim(most), Math.Max(1, _options.Workers - 1));
        if (!await TakenAsync(share, either.Token, cancellationToken))
        {
            return NoneFree();
        }

        try
        {
            if (!await TakenAsync(_free, either.Token, cancellationToken))
            {
                return NoneFree();
            }

            try
            {
                // While this one waited, those before it may have been too many.
                return _conduct.WithheldUntil(sheet) is { } late ? Withheld(job, late) : await LeasedAsync(job, sheet, cancellationToken);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            share.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            _idle.ForEach(w => w.Dispose());
            _idle.Clear();
        }

        return _sweeper.DisposeAsync();
    }

    private async Task<TransformOutcome> LeasedAsync(TransformJob job, string sheet, CancellationToken cancellationToken)
    {
        var worker = TakeIdle();
        if (worker is null)
        {
            worker = await WorkerProcess.StartAsync(_command, _options, _time, cancellationToken);
            if (worker is null)
            {
                return new TransformOutcome.Stopped(StopReason.CannotStart, $"No worker could be started ({Path.GetFileName(_command.FileName)}); look at the hub's installation and memory.");
            }

            Interlocked.Increment(ref _started);
        }

        try
        {
            var outcome = await worker.RunAsync(job, job.MaxOutputBytes ?? _options.OutputBytes, _options.Time, cancellationToken);
            _conduct.Note(sheet, outcome);
            return outcome;
        }
        finally
        {
            GiveBack(worker);
        }
    }

    private WorkerProcess? TakeIdle()
    {
        lock (_gate)
        {
            // The last given back first: the others may go idle for good.
            while (_idle.Count > 0)
            {
                var worker = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                if (!worker.HasExited)
                {
                    return worker;
                }

                worker.Dispose();
            }

            return null;
        }
    }

    private void GiveBack(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (!worker.IsFit || _closed)
            {
                worker.Dispose();
                return;
            }

            worker.Since = _time.GetTimestamp();
            _idle.Add(worker);
            _sweeper.Change(_options.Idle, Timeout.InfiniteTimeSpan);
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            foreach (var worker in _idle.FindAll(w => _time.GetElapsedTime(w.Since) >= _options.Idle))
            {
                _idle.Remove(worker);
                worker.Dispose();
            }

            if (_idle.Count > 0)
            {
                _sweeper.Change(_options.Idle, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static async Task<bool> TakenAsync(SemaphoreSlim semaphore, CancellationToken either, CancellationToken caller)
    {
        try
        {
            await semaphore.WaitAsync(either);
            return true;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return false;
        }
    }

    private static TransformOutcome.Stopped Withheld(TransformJob job, DateTimeOffset until) =>
        new(StopReason.Withheld, $"The stylesheet {job.Entry} ended its worker several times in a row and is not run for a while; mend the profile.", until);

    private static TransformOutcome.Stopped NoneFree() =>
        new(StopReason.NoFreeWorker, "No worker came free in time; others of the same profile are running.");
}

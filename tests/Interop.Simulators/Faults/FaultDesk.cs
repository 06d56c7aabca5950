namespace Interop.Simulators.Faults;

/// <summary>The faults in force: settings, what is left of their counters, and the seeded source.</summary>
internal sealed class FaultDesk
{
    private readonly Lock _gate = new();
    private FaultSettings _left = new();
    private Random _random = new(1);
    private TaskCompletionSource? _held;

    /// <summary>The settings with what is left of each counter.</summary>
    public FaultSettings Left
    {
        get
        {
            lock (_gate)
            {
                return _left;
            }
        }
    }

    public void Set(FaultSettings settings)
    {
        TaskCompletionSource? released = null;
        lock (_gate)
        {
            _left = settings;
            _random = new Random(settings.Seed);
            if (settings.Hold)
            {
                _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            else
            {
                (released, _held) = (_held, null);
            }
        }

        released?.SetResult();
    }

    public Task WhenReleasedAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            return _held is { } held ? held.Task.WaitAsync(cancel) : Task.CompletedTask;
        }
    }

    /// <summary>The error of this call, if it is to have one.</summary>
    public (int Status, int? RetryAfter)? TakeError()
    {
        lock (_gate)
        {
            if (_left.ErrorNext == 0)
            {
                return null;
            }

            _left = _left with { ErrorNext = _left.ErrorNext - 1 };
            return (_left.ErrorStatus, _left.RetryAfterSeconds);
        }
    }

    /// <summary>What is done to this answer.</summary>
    public AnswerDamage TakeDamage(bool applied)
    {
        lock (_gate)
        {
            if (applied && _left.AnswerLostNext > 0)
            {
                _left = _left with { AnswerLostNext = _left.AnswerLostNext - 1 };
                return AnswerDamage.Lost;
            }

            if (applied && _left.AnswerLostRate > 0 && _random.NextDouble() < _left.AnswerLostRate)
            {
                return AnswerDamage.Lost;
            }

            if (_left.GarbledNext > 0)
            {
                _left = _left with { GarbledNext = _left.GarbledNext - 1 };
                return AnswerDamage.Garbled;
            }

            if (_left.TruncatedNext > 0)
            {
                _left = _left with { TruncatedNext = _left.TruncatedNext - 1 };
                return AnswerDamage.Truncated;
            }

            return AnswerDamage.None;
        }
    }

    public byte[] Noise(int length)
    {
        var noise = new byte[length];
        lock (_gate)
        {
            _random.NextBytes(noise);
        }

        // A first byte that opens neither JSON nor XML: noise must never be an answer by chance.
        noise[0] = 0xFF;
        return noise;
    }
}

/// <summary>What happens to an answer on its way back.</summary>
internal enum AnswerDamage
{
    None,
    Lost,
    Garbled,
    Truncated,
}

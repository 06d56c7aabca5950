using Interop.Adapters.Delivery;

namespace Interop.Adapters.Soap.Profiles;

/// <summary>What came of a log-in.</summary>
/// <param name="Token">The token; empty: there is none.</param>
/// <param name="Trouble">What stood in the way; null: nothing.</param>
internal sealed record LoginResult(string Token, DeliveryOutcome? Trouble);

/// <summary>
/// The token of one destination: one log-in at a time, and those who waited for it share its end, good or bad, so that a
/// partner that is down is not asked once for every packet.
/// </summary>
#pragma warning disable CA1001 // A semaphore whose wait handle is never asked for holds nothing to dispose.
internal sealed class LoginSession(TimeProvider time)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile Held? _held;
    private volatile LoginResult? _last;
    private int _made;

    /// <summary>The token that is held, or one of a new log-in.</summary>
    public async Task<LoginResult> TokenAsync(TimeSpan lifetime, Func<CancellationToken, Task<LoginResult>> logIn, CancellationToken cancellationToken)
    {
        if (Valid() is { } held)
        {
            return held;
        }

        var before = Volatile.Read(ref _made);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Valid() is { } fresh)
            {
                return fresh;
            }

            if (Volatile.Read(ref _made) != before && _last is { Trouble: not null } shared)
            {
                return shared;
            }

            var result = await logIn(cancellationToken);
            _last = result;
            Interlocked.Increment(ref _made);
            if (result.Trouble is null)
            {
                _held = new Held(result.Token, time.GetUtcNow() + lifetime);
            }

            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The partner no longer takes this token.</summary>
    public void Forget(string token)
    {
        if (_held is { } held && held.Token == token)
        {
            Interlocked.CompareExchange(ref _held, null, held);
        }
    }

    private LoginResult? Valid() => _held is { } held && time.GetUtcNow() < held.Until ? new LoginResult(held.Token, null) : null;

    private sealed record Held(string Token, DateTimeOffset Until);
}

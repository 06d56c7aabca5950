using Interop.Adapters.Delivery;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>What came of a log-in.</summary>
/// <param name="Token">The token; empty: there is none.</param>
/// <param name="Trouble">What stood in the way; null: nothing.</param>
internal sealed record LoginResult(string Token, DeliveryOutcome? Trouble);

/// <summary>
/// The token of one destination: one log-in at a time, and those who wait for it share its end, good or bad, so that a
/// partner that is down is not asked once for every packet.
/// </summary>
internal sealed class LoginSession(TimeProvider time)
{
    private readonly Lock _gate = new();
    private Held? _held;
    private Task<LoginResult>? _running;

    /// <summary>The token that is held, or one of a log-in that is under way or begun now. It is nobody's alone: who gives up ends his own waiting only.</summary>
    public Task<LoginResult> TokenAsync(TimeSpan lifetime, Func<CancellationToken, Task<LoginResult>> logIn, CancellationToken cancellationToken)
    {
        Task<LoginResult> running;
        lock (_gate)
        {
            if (_held is { } held && time.GetUtcNow() < held.Until)
            {
                return Task.FromResult(new LoginResult(held.Token, null));
            }

            running = _running ??= RunAsync(lifetime, logIn);
        }

        return running.WaitAsync(cancellationToken);
    }

    /// <summary>The partner no longer takes this token.</summary>
    public void Forget(string token)
    {
        lock (_gate)
        {
            _held = _held?.Token == token ? null : _held;
        }
    }

    private async Task<LoginResult> RunAsync(TimeSpan lifetime, Func<CancellationToken, Task<LoginResult>> logIn)
    {
        // Out of the lock first: it must be known as running before it can end.
        await Task.Yield();
        Held? gained = null;
        try
        {
            var result = await logIn(CancellationToken.None);
            gained = result.Trouble is null ? new Held(result.Token, time.GetUtcNow() + lifetime) : null;
            return result;
        }
        finally
        {
            lock (_gate)
            {
                (_held, _running) = (gained, null);
            }
        }
    }

    private sealed record Held(string Token, DateTimeOffset Until);
}

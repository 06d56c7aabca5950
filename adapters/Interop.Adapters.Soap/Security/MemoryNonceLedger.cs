namespace Interop.Adapters.Soap.Security;

/// <summary>Nonces of one process, bounded. Forgets what has expired and nothing else.</summary>
/// <param name="time">The clock.</param>
/// <param name="capacity">The most that it remembers; default 100,000, some 30 MiB.</param>
public sealed class MemoryNonceLedger(TimeProvider time, int capacity = 100_000) : INonceLedger
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Scope, string Nonce)> _spent = [];
    private readonly PriorityQueue<(string Scope, string Nonce), DateTimeOffset> _byExpiry = new();

    /// <inheritdoc/>
    public ValueTask<NonceSpending> SpendAsync(string scope, string nonce, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var now = time.GetUtcNow();
            while (_byExpiry.TryPeek(out var oldest, out var end) && end <= now)
            {
                _byExpiry.Dequeue();
                _spent.Remove(oldest);
            }

            if (_spent.Contains((scope, nonce)))
            {
                return ValueTask.FromResult(NonceSpending.Spent);
            }

            if (_spent.Count >= capacity)
            {
                return ValueTask.FromResult(NonceSpending.Full);
            }

            _spent.Add((scope, nonce));
            _byExpiry.Enqueue((scope, nonce), expires);
            return ValueTask.FromResult(NonceSpending.First);
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string scope, string nonce, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _spent.Remove((scope, nonce));
            _byExpiry.Remove((scope, nonce), out _, out _);
            return ValueTask.CompletedTask;
        }
    }
}

namespace Interop.Adapters.Soap.Security;

/// <summary>
/// Remembers what may be used once. All nodes that take messages of one partner share one: otherwise a message is taken
/// once by each.
/// </summary>
public interface INonceLedger
{
    /// <summary>Spends a nonce, atomically: of two that spend the same at once one is the first.</summary>
    /// <param name="scope">The partner.</param>
    /// <param name="nonce">Base64 of 32 bytes.</param>
    /// <param name="expires">Until when it must be remembered; after that the message is refused for its age.</param>
    /// <param name="cancellationToken">Giving up leaves open whether it was spent.</param>
    ValueTask<NonceSpending> SpendAsync(string scope, string nonce, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Gives one back that was spent by a message of which nothing was kept.</summary>
    /// <param name="scope">The partner.</param>
    /// <param name="nonce">Base64 of 32 bytes.</param>
    /// <param name="cancellationToken">Giving up may leave it spent.</param>
    ValueTask ForgetAsync(string scope, string nonce, CancellationToken cancellationToken);
}

/// <summary>What became of spending. More than yes and no: a ledger that is full must not call an honest message a replay, nor forget a nonce.</summary>
public enum NonceSpending
{
    /// <summary>It was not spent before.</summary>
    First = 1,

    /// <summary>It was spent before.</summary>
    Spent = 2,

    /// <summary>No more can be remembered now.</summary>
    Full = 3,
}

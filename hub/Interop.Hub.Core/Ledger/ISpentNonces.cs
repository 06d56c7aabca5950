namespace Interop.Hub.Core.Ledger;

/// <summary>
/// Remembers what a message may be sent with once, for all nodes together: what was taken by one is not taken by another.
/// Kept until it expires and no longer; evidence of nothing.
/// </summary>
public interface ISpentNonces
{
    /// <summary>Spends one: of two that spend the same at once, one is the first.</summary>
    /// <param name="scope">Whose: the partner's code.</param>
    /// <param name="nonce">32 bytes.</param>
    /// <param name="expires">From when it may be forgotten.</param>
    /// <param name="cancellationToken">Giving up leaves open whether it was spent.</param>
    /// <returns>False: it was spent before.</returns>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached, or is full.</exception>
    Task<bool> SpendAsync(string scope, ReadOnlyMemory<byte> nonce, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Gives one back that was spent by a message of which nothing was kept.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be reached; it stays spent.</exception>
    Task ForgetAsync(string scope, ReadOnlyMemory<byte> nonce, CancellationToken cancellationToken);
}

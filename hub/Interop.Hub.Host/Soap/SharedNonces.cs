using Interop.Adapters.Soap.Security;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Host.Soap;

/// <summary>What messages spent, in the ledger. While it cannot be reached nothing is taken, and nobody is called a replayer.</summary>
internal sealed class SharedNonces(ISpentNonces nonces) : INonceLedger
{
    public async ValueTask<NonceSpending> SpendAsync(string scope, string nonce, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        try
        {
            return await nonces.SpendAsync(scope, Convert.FromBase64String(nonce), expires, cancellationToken) ? NonceSpending.First : NonceSpending.Spent;
        }
        catch (LedgerUnavailableException)
        {
            return NonceSpending.Full;
        }
    }

    public async ValueTask ForgetAsync(string scope, string nonce, CancellationToken cancellationToken)
    {
        try
        {
            await nonces.ForgetAsync(scope, Convert.FromBase64String(nonce), cancellationToken);
        }
        catch (LedgerUnavailableException)
        {
            // It stays spent: its sender makes a new message then, as the fault says.
        }
    }
}

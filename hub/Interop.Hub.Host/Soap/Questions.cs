using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;

namespace Interop.Hub.Host.Soap;

/// <summary>What SOAP callers ask of the ledger: not while the hub is held, and told to come again while the ledger cannot be reached.</summary>
internal sealed class Questions(IHubRecovery recovery)
{
    public async Task<ExchangeReply<T>> AnswerAsync<T>(Func<Task<ExchangeReply<T>>> answer)
        where T : class
    {
        if (recovery.IsHeld)
        {
            return new ExchangeReply<T>(null, new ExchangeRefusal(HeldHub.Refusal));
        }

        try
        {
            return await answer();
        }
        catch (LedgerUnavailableException e)
        {
            return new ExchangeReply<T>(null, new ExchangeRefusal(new Refusal(RefusalKind.Overloaded, "The hub cannot look into its ledger now; it keeps what it has. Come again later.", [], e.RetryAfter)));
        }
    }
}

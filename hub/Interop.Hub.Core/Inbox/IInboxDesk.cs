using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Inbox;

/// <summary>The inbox of partners that cannot be called: they fetch what is theirs, and say what became of it.</summary>
public interface IInboxDesk
{
    /// <summary>What may be fetched now, without taking any of it; null: the partner has no inbox.</summary>
    Task<InboxList?> ListAsync(string partner, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Hands out what may go, longest due first, each until its lease ends; of each dossier one packet at a time. Null: the
    /// partner has no inbox.
    /// </summary>
    /// <param name="fetch">What is asked for.</param>
    /// <param name="leaving">Ends the waiting, not the fetch: the node stops.</param>
    /// <param name="cancellationToken">The caller has gone: what was taken for it is given back.</param>
    Task<IReadOnlyList<HandedOut>?> FetchAsync(InboxFetch fetch, CancellationToken leaving, CancellationToken cancellationToken);

    /// <summary>Takes a partner's word about a delivery. The same word again changes nothing, and is answered as the first.</summary>
    Task<WordAnswer> HearAsync(InboxWord word, CancellationToken cancellationToken);

    /// <summary>The delivery, when it is this partner's, and the partner holds it or has it: then it may read the packet's files.</summary>
    Task<Claim?> ReadableAsync(string partner, string deliveryId, CancellationToken cancellationToken);
}

using Interop.Contracts.Documents;

namespace Interop.Hub.Core.Documents;

/// <summary>What became of the links that were given out. Links carry their own proof; only what happened is kept.</summary>
public interface ILinkLedger
{
    /// <summary>True when an operator took the link back.</summary>
    ValueTask<bool> IsRevokedAsync(LinkGrant grant, CancellationToken cancellationToken);

    /// <summary>Records that a file was fetched. When it cannot, the fetch must not go on.</summary>
    ValueTask RecordFetchAsync(LinkGrant grant, DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>What a link grants.</summary>
/// <param name="DossierKey">The ledger's id of the dossier.</param>
/// <param name="Digest">The file.</param>
/// <param name="Destination">To whom the link was given.</param>
public sealed record LinkGrant(long DossierKey, Sha256Digest Digest, string Destination);

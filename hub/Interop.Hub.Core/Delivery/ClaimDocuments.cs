using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>The files of one claim, read through its dossier; without a dossier, through their uploader.</summary>
internal sealed class ClaimDocuments(Claim claim, IDocumentStore documents, IDocumentLinks links) : IDocumentSource
{
    public async Task<Stream> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        var key = new DocumentKey(digest, claim.DossierKey is null ? claim.Sender : null, claim.DossierKey);
        var stored = await documents.OpenAsync(key, cancellationToken);
        return stored?.Content ?? throw new DocumentUnavailableException($"Document {digest} of packet {claim.PacketKey} is not in the store.");
    }

    public ValueTask<Uri> LinkAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        claim.DossierKey is { } dossier
            ? ValueTask.FromResult(links.Create(dossier, digest, claim.Destination))
            : throw new DocumentUnavailableException("A packet without a dossier has no document links.");
}

using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Host.Api;

/// <summary>
/// Files of what a partner fetched: it may read those to which the packet refers, while it holds the delivery or has it.
/// Another's delivery looks as one that does not exist.
/// </summary>
internal sealed class HandedFiles(IInboxDesk desk, ILedgerReader reader, IDocumentStore documents)
{
    public async Task<HandedFile?> FindAsync(string partner, string deliveryId, Sha256Digest digest, CancellationToken cancellationToken)
    {
        if (await desk.ReadableAsync(partner, deliveryId, cancellationToken) is not { } claim
            || await reader.PacketAsync(claim.PacketKey, cancellationToken) is not { } packet
            || packet.Documents.FirstOrDefault(d => d.Sha256 == digest) is not { } reference)
        {
            return null;
        }

        return await OpenAsync(claim, digest, cancellationToken) is { } stored ? new HandedFile(stored, reference) : null;
    }

    /// <summary>A file of a claim's packet, through its dossier; without a dossier, through who sent it.</summary>
    public Task<StoredDocument?> OpenAsync(Claim claim, Sha256Digest digest, CancellationToken cancellationToken) =>
        documents.OpenAsync(new DocumentKey(digest, claim.DossierKey is null ? claim.Sender : null, claim.DossierKey), cancellationToken);
}

/// <summary>A stored file, and how the packet names it.</summary>
internal sealed record HandedFile(StoredDocument Stored, DocumentReference Reference);

using System.Security.Cryptography;
using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Files, sealed, on a shelf that every node reaches; the ledger says which there are.
/// <code>
/// 1 seal into a fresh generation ─► 2 commit it on the shelf ─► 3 enter it in the ledger
/// </code>
/// Whatever breaks before 3 leaves a stray that nobody can open and that is swept later. A generation is never written
/// twice, so removing a struck one cannot harm what was uploaded since.
/// </summary>
internal sealed class SealedDocuments(ISealedShelf shelf, IDocumentIndex index, IKeyRing ring, TimeProvider time) : IDocumentStore
{
    public async Task<PutResult> PutAsync(string owner, Sha256Digest? expected, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var generation = Generation.New(time);
        try
        {
            SealedUpload written;
            await using (var blob = await shelf.CreateAsync(generation, SealedWriter.SealedSize(maxBytes), cancellationToken))
            {
                // 1
                written = await SealedWriter.WriteAsync(owner, content, maxBytes, blob, ring, cancellationToken);
                if (written.Digest is not { } found)
                {
                    return new PutResult.TooLarge();
                }

                if (expected is { } named && named != found)
                {
                    return new PutResult.DigestMismatch(found);
                }

                // 2
                await blob.CommitAsync(cancellationToken);
            }

            return await EnterAsync(new IndexedDocument(owner, written.Digest.Value, written.Size, generation), cancellationToken);
        }
        catch (StoreWriteException)
        {
            return new PutResult.NoSpace();
        }
    }

    public async Task<StoredDocument?> OpenAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        IndexedDocument? before = null;
        while (await FindAsync(key, cancellationToken) is { } document)
        {
            if (await OpenAsync(document, cancellationToken) is { } content)
            {
                return new StoredDocument(content, document.Size);
            }

            if (document == before)
            {
                throw new DocumentUnavailableException($"Document {document.Digest} is in the ledger and not in its store: restore it from the backup.");
            }

            // Struck or replaced between the ledger's answer and the shelf's: the ledger is asked again.
            before = document;
        }

        return null;
    }

    internal static string NameOf(IndexedDocument document) =>
        document.Generation is { } generation ? generation.Name : EarlierNames.Of(document.Owner, document.Digest);

    private Task<IndexedDocument?> FindAsync(DocumentKey key, CancellationToken cancellationToken) => key switch
    {
        { DossierKey: { } dossier } => index.ReferredAsync(dossier, key.Digest, cancellationToken),
        { Owner: { } owner } => index.OwnedAsync(owner, key.Digest, cancellationToken),
        _ => Task.FromResult<IndexedDocument?>(null),
    };

    private async Task<PutResult> EnterAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        // 3
        switch (await index.EnterAsync(document, cancellationToken))
        {
            case DocumentEntry.Entered:
                return new PutResult.Kept(document.Digest, document.Size, Created: true);
            case DocumentEntry.There there:
                var lost = !await HasAsync(there.Document, cancellationToken);
                if (!lost || !await index.ReplaceAsync(document, there.Document.Generation, cancellationToken))
                {
                    await shelf.RemoveAsync(NameOf(document), cancellationToken);
                }

                return new PutResult.Kept(document.Digest, document.Size, Created: false);
            default:
                await shelf.RemoveAsync(NameOf(document), cancellationToken);
                return new PutResult.TookTooLong();
        }
    }

    private async Task<bool> HasAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        try
        {
            return await shelf.HasAsync(NameOf(document), cancellationToken);
        }
        catch (IOException e)
        {
            throw new StoreWriteException(e);
        }
    }

    private async Task<Stream?> OpenAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        Stream? file = null;
        try
        {
            file = await shelf.OpenAsync(NameOf(document), cancellationToken);
            return file is null ? null : await Unseal.OpenAsync(file, document.Owner, document.Digest, ring, cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or CryptographicException)
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }

            throw new DocumentUnavailableException($"Document {document.Digest} is in the ledger and cannot be read from its store: see that the store can be reached, else restore it from the backup.", e);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Seals files anew whose key is not wrapped under the current master key. The head of a file is authentic with each of
/// its frames, so the file is laid down anew: a generation as after any upload, which takes the place of the old one in
/// the ledger. The old one is a stray from then on; who reads it goes on, and the collector sweeps it.
/// </summary>
internal sealed class DocumentRewrap(ISealedShelf shelf, IDocumentIndex index, IKeyRing ring, TimeProvider time)
{
    private const int Page = 100;

    /// <summary>All files, one after the other: for each that was sealed anew null, for each that cannot be opened the id of the key that is missing.</summary>
    public async IAsyncEnumerable<string?> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IndexedDocument? last = null;
        while (await index.AllAsync(last, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var document in page)
            {
                if (await KeyOfAsync(document, cancellationToken) is { } id && id != ring.CurrentId)
                {
                    yield return await SealAsync(document, cancellationToken) ? null : id;
                }
            }

            last = page[^1];
        }
    }

    private async Task<string?> KeyOfAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        // Struck between the ledger's answer and the shelf's: nothing to seal.
        await using var file = await shelf.OpenAsync(SealedDocuments.NameOf(document), cancellationToken);
        return file is null ? null : (await FileHeader.ReadAsync(file, cancellationToken)).KeyId;
    }

    private async Task<bool> SealAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        await using var file = await shelf.OpenAsync(SealedDocuments.NameOf(document), cancellationToken);
        if (file is null)
        {
            return true;
        }

        SealedReader clear;
        try
        {
            clear = await Unseal.OpenAsync(file, document.Owner, document.Digest, ring, cancellationToken);
        }
        catch (CryptographicException)
        {
            return false;
        }

        await using (clear)
        {
            var fresh = document with { Generation = Generation.New(time) };
            await using (var blob = await shelf.CreateAsync(fresh.Generation!.Value, SealedWriter.SealedSize(document.Size), cancellationToken))
            {
                // What is damaged is told by the reader, frame by frame and at the end by its digest.
                await SealedWriter.WriteAsync(document.Owner, clear, document.Size, blob, ring, cancellationToken);
                await blob.CommitAsync(cancellationToken);
            }

            if (!await index.ReplaceAsync(fresh, document.Generation, cancellationToken))
            {
                await shelf.RemoveAsync(SealedDocuments.NameOf(fresh), cancellationToken);
            }
            else if (document.Generation is null)
            {
                // From before there were generations: no sweep knows its name.
                await shelf.RemoveAsync(SealedDocuments.NameOf(document), cancellationToken);
            }
        }

        return true;
    }
}

using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Uploads in pieces.
/// <code>
/// 1 lay down what comes as a part ─► 2 add it in the ledger, where the upload ends ─► 3 whole? read all parts, digest
///   checked, into the file ─► 4 forget the parts
/// </code>
/// The ledger's row is the only state: any node goes on, two that go on at once are told apart by 2, and a node that
/// dies in 3 or 4 is followed by whoever asks next.
/// </summary>
internal sealed class ResumableUploads(
    ISealedShelf shelf, SealedDocuments documents, IDocumentIndex index, IUploadIndex uploads, IKeyRing ring, TimeProvider time) : IResumableUploads
{
    public async Task<UploadProgress?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken)
    {
        if (await index.OwnedAsync(owner, digest, cancellationToken) is { } whole)
        {
            return new UploadProgress(whole.Size, whole.Size, Finished: true);
        }

        return await uploads.FindAsync(owner, digest, cancellationToken) is { } upload ? new UploadProgress(upload.Received, upload.Total, Finished: false) : null;
    }

    public async Task<UploadResult> AppendAsync(string owner, Sha256Digest digest, UploadRange range, Stream content, CancellationToken cancellationToken)
    {
        // Until the piece is kept nothing is given up, though the sender goes: what it sent is worth more than its patience.
        if (await index.OwnedAsync(owner, digest, CancellationToken.None) is { } whole)
        {
            return new UploadResult.Finished(new PutResult.Kept(digest, whole.Size, Created: false));
        }

        var upload = await uploads.FindAsync(owner, digest, CancellationToken.None);
        if (upload is not null && upload.Total != range.Total)
        {
            return new UploadResult.OtherTotal(upload.Total);
        }

        if (upload is { Parts.Count: >= Upload.MostParts } && upload.Received < upload.Total)
        {
            return new UploadResult.TooManyPieces(Upload.MostParts);
        }

        var received = upload?.Received ?? 0;
        if (range.Start > received)
        {
            return new UploadResult.Elsewhere(received);
        }

        if (received < range.Total)
        {
            try
            {
                if (await AddAsync(owner, digest, range, received, content) is not { } now)
                {
                    var other = await uploads.FindAsync(owner, digest, CancellationToken.None);
                    return other is null ? await EndedElsewhereAsync(owner, digest, cancellationToken) : new UploadResult.Elsewhere(other.Received);
                }

                received = now;
            }
            catch (StoreWriteException)
            {
                return new UploadResult.Finished(new PutResult.NoSpace());
            }
        }

        return received == range.Total ? await AssembleAsync(owner, digest, range.Total, cancellationToken) : new UploadResult.Incomplete(received);
    }

    /// <summary>How much is here now; null: another request was before us.</summary>
    private async Task<long?> AddAsync(string owner, Sha256Digest digest, UploadRange range, long received, Stream content)
    {
        // Bytes that are here already are read past: sending a piece again is harmless.
        await using CutOffStream sender = new(content, received - range.Start, range.Start + range.Length - received);
        var generation = Generation.New(time);
        SealedUpload written;
        await using (var blob = await shelf.CreateAsync(generation, SealedWriter.SealedSize(range.Length), CancellationToken.None))
        {
            // 1
            written = await SealedWriter.WriteAsync(owner, sender, long.MaxValue, blob, ring, CancellationToken.None);
            if (written.Size == 0)
            {
                return received;
            }

            await blob.CommitAsync(CancellationToken.None);
        }

        // 2
        if (!await uploads.AddAsync(owner, digest, range.Total, new UploadPart(received, written.Size, generation), CancellationToken.None))
        {
            await shelf.RemoveAsync(generation.Name, CancellationToken.None);
            return null;
        }

        return received + written.Size;
    }

    private async Task<UploadResult> AssembleAsync(string owner, Sha256Digest digest, long total, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(owner, digest, cancellationToken) is not { } upload || upload.Received != total)
        {
            return await EndedElsewhereAsync(owner, digest, cancellationToken);
        }

        PutResult result;
        try
        {
            // 3
            await using PartsStream parts = new(shelf, owner, upload, ring);
            result = await documents.PutAsync(owner, digest, parts, total, cancellationToken);
        }
        catch (DocumentUnavailableException) when (!cancellationToken.IsCancellationRequested)
        {
            return await UnreadableAsync(owner, digest, upload, cancellationToken);
        }

        if (result is PutResult.Kept or PutResult.DigestMismatch or PutResult.TooLarge)
        {
            // 4
            await ForgetAsync(owner, digest, cancellationToken);
        }

        return new UploadResult.Finished(result);
    }

    /// <summary>A part cannot be read: another node has finished meanwhile, or the store is away, or the part is lost.</summary>
    private async Task<UploadResult> UnreadableAsync(string owner, Sha256Digest digest, Upload upload, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var part in upload.Parts)
            {
                if (!await shelf.HasAsync(part.Generation.Name, cancellationToken))
                {
                    var ended = await EndedElsewhereAsync(owner, digest, cancellationToken);
                    if (ended is not UploadResult.Finished)
                    {
                        await ForgetAsync(owner, digest, cancellationToken);
                    }

                    return ended;
                }
            }
        }
        catch (IOException)
        {
            // Away: nothing is lost, and asking again goes on from here.
        }

        return new UploadResult.Finished(new PutResult.NoSpace());
    }

    private async Task<UploadResult> EndedElsewhereAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken) =>
        await index.OwnedAsync(owner, digest, cancellationToken) is { } whole
            ? new UploadResult.Finished(new PutResult.Kept(digest, whole.Size, Created: false))
            : new UploadResult.Elsewhere(0);

    private async Task ForgetAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken)
    {
        foreach (var part in await uploads.EndAsync(owner, digest, cancellationToken))
        {
            await shelf.RemoveAsync(part.Generation.Name, cancellationToken);
        }
    }
}

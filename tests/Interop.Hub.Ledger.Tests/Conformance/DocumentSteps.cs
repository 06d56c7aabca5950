using System.Runtime.CompilerServices;
using Interop.Contracts.Documents;
using Interop.Hub.Ledger.Documents;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <summary>A shelf each of whose calls is a step.</summary>
internal sealed class SteppedShelf(ISealedShelf shelf, DocumentTurns turns) : ISealedShelf
{
    public Task PrepareAsync(CancellationToken cancellationToken) => shelf.PrepareAsync(cancellationToken);

    public async Task<SealedBlob> CreateAsync(Generation name, long maxBytes, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return new SteppedBlob(await shelf.CreateAsync(name, maxBytes, cancellationToken), turns);
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await shelf.OpenAsync(name, cancellationToken);
    }

    public async Task<bool> HasAsync(string name, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await shelf.HasAsync(name, cancellationToken);
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        await shelf.RemoveAsync(name, cancellationToken);
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        List<string> names = [];
        await foreach (var name in shelf.ListAsync(cancellationToken))
        {
            names.Add(name);
        }

        foreach (var name in names)
        {
            yield return name;
        }
    }

    public async Task<int> SweepUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await shelf.SweepUnfinishedAsync(before, cancellationToken);
    }

    private sealed class SteppedBlob(SealedBlob blob, DocumentTurns turns) : SealedBlob
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => blob.WriteAsync(bytes, cancellationToken);

        public override async Task CommitAsync(CancellationToken cancellationToken)
        {
            await turns.StepAsync();
            await blob.CommitAsync(cancellationToken);
        }

        public override ValueTask DisposeAsync() => blob.DisposeAsync();
    }
}

/// <summary>A ledger's word on files, each a step.</summary>
internal sealed class SteppedIndex(IDocumentIndex index, DocumentTurns turns) : IDocumentIndex
{
    public async Task<DocumentEntry> EnterAsync(IndexedDocument document, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.EnterAsync(document, cancellationToken);
    }

    public async Task<bool> ReplaceAsync(IndexedDocument document, Generation? lost, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.ReplaceAsync(document, lost, cancellationToken);
    }

    public async Task<IndexedDocument?> OwnedAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.OwnedAsync(owner, digest, cancellationToken);
    }

    public async Task<IndexedDocument?> ReferredAsync(long dossier, Sha256Digest digest, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.ReferredAsync(dossier, digest, cancellationToken);
    }

    public async Task<IReadOnlyList<IndexedDocument>> UnreferredAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.UnreferredAsync(before, limit, cancellationToken);
    }

    public async Task<IReadOnlyList<IndexedDocument>> AllAsync(IndexedDocument? after, int limit, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.AllAsync(after, limit, cancellationToken);
    }

    public async Task<bool> StrikeAsync(IndexedDocument document, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.StrikeAsync(document, before, cancellationToken);
    }

    public async Task<IReadOnlyList<Generation>> StraysAsync(IReadOnlyList<Generation> generations, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await index.StraysAsync(generations, cancellationToken);
    }
}

/// <summary>A ledger's word on uploads, each a step.</summary>
internal sealed class SteppedUploads(IUploadIndex uploads, DocumentTurns turns) : IUploadIndex
{
    public async Task<Upload?> FindAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await uploads.FindAsync(owner, digest, cancellationToken);
    }

    public async Task<bool> AddAsync(string owner, Sha256Digest digest, long total, UploadPart part, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await uploads.AddAsync(owner, digest, total, part, cancellationToken);
    }

    public async Task<IReadOnlyList<UploadPart>> EndAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await uploads.EndAsync(owner, digest, cancellationToken);
    }

    public async Task<IReadOnlyList<UploadPart>> ExpireAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await turns.StepAsync();
        return await uploads.ExpireAsync(before, limit, cancellationToken);
    }
}

using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Documents;

/// <summary>One file that an owner has.</summary>
internal sealed record IndexedDocument(string Owner, Sha256Digest Digest, long Size);

/// <summary>What the ledger knows of files: the truth about which there are, and who refers to them.</summary>
internal interface IDocumentIndex
{
    /// <summary>Notes that an owner has a file; a file that is there already counts as uploaded now.</summary>
    /// <returns>False when it was noted before.</returns>
    Task<bool> AddAsync(IndexedDocument document, CancellationToken cancellationToken);

    /// <summary>An owner's file; null: there is none.</summary>
    Task<IndexedDocument?> OwnedAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>The file that packets of a dossier mean by a digest; null: none refers to it.</summary>
    Task<IndexedDocument?> ReferredAsync(long dossier, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>Files uploaded before a time to which no packet refers, oldest first.</summary>
    Task<IReadOnlyList<IndexedDocument>> UnreferredAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Strikes a file, unless a packet has come to refer to it or it was uploaded again.</summary>
    /// <returns>True when it was struck.</returns>
    Task<bool> StrikeAsync(IndexedDocument document, DateTimeOffset before, CancellationToken cancellationToken);
}

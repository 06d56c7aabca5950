using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Documents;

/// <summary>One file that an owner has.</summary>
/// <param name="Owner">Who uploaded it.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Its size in the clear.</param>
/// <param name="Generation">Which laying-down of it the ledger means; null: one from before there were generations.</param>
internal sealed record IndexedDocument(string Owner, Sha256Digest Digest, long Size, Generation? Generation);

/// <summary>What became of entering a file in the ledger.</summary>
internal abstract record DocumentEntry
{
    private DocumentEntry()
    {
    }

    /// <summary>Entered.</summary>
    public sealed record Entered : DocumentEntry;

    /// <summary>The owner has it already, as this; it counts as uploaded now.</summary>
    public sealed record There(IndexedDocument Document) : DocumentEntry;

    /// <summary>Its generation is too old to enter, see <see cref="Generation.MayEnter"/>.</summary>
    public sealed record TooLate : DocumentEntry;
}

/// <summary>
/// What the ledger knows of files: the truth about which there are, and who refers to them. Each call is one commit, and
/// commits of all nodes are as if one after the other: of an acceptance that refers to a file and a
/// <see cref="StrikeAsync"/> of it, one comes first, and the other then finds that it did.
/// </summary>
internal interface IDocumentIndex
{
    /// <summary>Enters a file.</summary>
    Task<DocumentEntry> EnterAsync(IndexedDocument document, CancellationToken cancellationToken);

    /// <summary>Lets the entry mean another generation, when it still means the one that was lost.</summary>
    /// <returns>False when it means another by now, or the new one is too old.</returns>
    Task<bool> ReplaceAsync(IndexedDocument document, Generation? lost, CancellationToken cancellationToken);

    /// <summary>An owner's file; null: there is none.</summary>
    Task<IndexedDocument?> OwnedAsync(string owner, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>The file that packets of a dossier mean by a digest; null: none refers to it.</summary>
    Task<IndexedDocument?> ReferredAsync(long dossier, Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>Files uploaded before a time to which no packet refers, oldest first.</summary>
    Task<IReadOnlyList<IndexedDocument>> UnreferredAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>All files, by owner and digest, after one; null: from the first.</summary>
    Task<IReadOnlyList<IndexedDocument>> AllAsync(IndexedDocument? after, int limit, CancellationToken cancellationToken);

    /// <summary>Strikes a file, unless a packet has come to refer to it or it was uploaded again. Only then may its generation be removed.</summary>
    /// <returns>True when it was struck.</returns>
    Task<bool> StrikeAsync(IndexedDocument document, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Those generations that neither a file nor a part of an upload means, and that may be swept (see <see cref="Generation"/>).</summary>
    Task<IReadOnlyList<Generation>> StraysAsync(IReadOnlyList<Generation> generations, CancellationToken cancellationToken);
}

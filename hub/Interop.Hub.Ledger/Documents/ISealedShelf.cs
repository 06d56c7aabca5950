namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Where sealed bytes lie. A shelf knows names and bytes; what they mean, whose they are and who refers to them is in
/// the ledger. Every node that has the ledger has the same shelf.
/// </summary>
internal interface ISealedShelf
{
    /// <summary>Makes the shelf ready, once at the start.</summary>
    /// <exception cref="StoreWriteException">It cannot be reached or written; the message says what to do.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Begins a blob. Nobody sees it before it is committed.</summary>
    /// <param name="name">Its name, never used before.</param>
    /// <param name="maxBytes">What will be written at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreWriteException">The shelf cannot be written.</exception>
    Task<SealedBlob> CreateAsync(Generation name, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Opens a blob for reading, with length and position; null: there is none of that name.</summary>
    /// <exception cref="IOException">The shelf cannot be read.</exception>
    Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken);

    /// <summary>True when there is a committed blob of that name.</summary>
    /// <exception cref="IOException">The shelf cannot be read.</exception>
    Task<bool> HasAsync(string name, CancellationToken cancellationToken);

    /// <summary>Takes a blob away; harmless when it is gone. What fails now is a stray, swept later.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of all committed blobs, in no order.</summary>
    /// <exception cref="IOException">The shelf cannot be read.</exception>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes begun blobs that were never committed and not written to since a time.</summary>
    /// <returns>How many.</returns>
    Task<int> SweepUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A blob under way. Disposing it without a commit leaves nothing.</summary>
internal abstract class SealedBlob : IAsyncDisposable
{
    /// <exception cref="StoreWriteException">The shelf cannot be written.</exception>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Puts the blob under its name. On return it is on stable storage, and proven to be what was written.</summary>
    /// <exception cref="StoreWriteException">It is not kept.</exception>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A shelf could not be written: full, failing or away. Set apart from what the sender's stream throws.</summary>
internal sealed class StoreWriteException(string message, Exception? inner = null) : IOException(message, inner)
{
    public const string Plain = "The document store cannot write.";

    public StoreWriteException(Exception inner)
        : this(Plain, inner)
    {
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Files on the local disk, sealed.
/// <code>
/// 1 seal into incoming/ ─► 2 sync the file ─► 3 rename into its place ─► 4 sync the folder ─► 5 row in the ledger
/// </code>
/// Whatever breaks before 5 leaves a stray that nobody can open and that is collected later.
/// </summary>
internal sealed class LocalDocumentStore : IDocumentStore, IDocumentCollector
{
    private const int Stripes = 64;
    private readonly string _folder;
    private readonly string _incoming;
    private readonly IDocumentIndex _index;
    private readonly IKeyRing _ring;
    private readonly TimeProvider _time;
    private readonly Func<string, Stream> _create;
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];
    private long _count;

    public LocalDocumentStore(string folder, IDocumentIndex index, IKeyRing ring, TimeProvider time, Func<string, Stream>? create = null)
    {
        _folder = Path.GetFullPath(folder);
        _incoming = Path.Combine(_folder, "incoming");
        _index = index;
        _ring = ring;
        _time = time;
        _create = create ?? (path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous));
        DirectorySync.Create(_incoming);
    }

    public async Task<PutResult> PutAsync(string owner, Sha256Digest? expected, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var upload = Path.Combine(_incoming, string.Create(CultureInfo.InvariantCulture, $"{Guid.CreateVersion7(_time.GetUtcNow()):N}-{Interlocked.Increment(ref _count)}"));
        try
        {
            SealedUpload written;
            await using (var file = Create(upload))
            {
                written = await SealedWriter.WriteAsync(owner, content, maxBytes, file, _ring, cancellationToken);
                if (written.Digest is not { } found)
                {
                    return new PutResult.TooLarge();
                }

                if (expected is { } named && named != found)
                {
                    return new PutResult.DigestMismatch(found);
                }

                Sync(file);
            }

            return await KeepAsync(upload, new IndexedDocument(owner, written.Digest.Value, written.Size), cancellationToken);
        }
        catch (StoreWriteException)
        {
            return new PutResult.NoSpace();
        }
        finally
        {
            Remove(upload);
        }
    }

    public async Task<StoredDocument?> OpenAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var document = key switch
        {
            { DossierKey: { } dossier } => await _index.ReferredAsync(dossier, key.Digest, cancellationToken),
            { Owner: { } owner } => await _index.OwnedAsync(owner, key.Digest, cancellationToken),
            _ => null,
        };
        return document is null ? null : new StoredDocument(OpenFile(document), document.Size);
    }

    /// <summary>Removes what nobody refers to and what a crash left, when it is older than <paramref name="olderThan"/>.</summary>
    public async Task<CollectedDocuments> CollectAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var before = _time.GetUtcNow() - olderThan;
        var unreferred = 0;
        while (await _index.UnreferredAsync(before, 100, cancellationToken) is { Count: > 0 } found)
        {
            foreach (var document in found)
            {
                using var _ = await HoldAsync(PathOf(document), cancellationToken);
                // The row first, and only while nobody refers to it: whoever comes later finds no row and uploads again.
                if (await _index.StrikeAsync(document, before, cancellationToken))
                {
                    Remove(PathOf(document));
                    unreferred++;
                }
            }
        }

        return new CollectedDocuments(unreferred, await SweepAsync(before, cancellationToken));
    }

    private async Task<PutResult> KeepAsync(string upload, IndexedDocument document, CancellationToken cancellationToken)
    {
        var path = PathOf(document);
        using var _ = await HoldAsync(path, cancellationToken);
        var there = File.Exists(path) && await _index.OwnedAsync(document.Owner, document.Digest, cancellationToken) is not null;
        if (!there)
        {
            Place(upload, path);
        }

        return new PutResult.Kept(document.Digest, document.Size, await _index.AddAsync(document, cancellationToken));
    }

    private SealedReader OpenFile(IndexedDocument document)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(PathOf(document), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var header = FileHeader.Read(file);
            return header.Owner == document.Owner
                ? new SealedReader(file, new Frames(header.Open(_ring), header.Prefix, header.Bytes), document.Digest)
                : throw new InvalidDataException("The file lies in another owner's place.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or CryptographicException)
        {
            file?.Dispose();
            throw new DocumentUnavailableException($"Document {document.Digest} is in the ledger and cannot be read from disk: restore it from the backup.", e);
        }
    }

    private async Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var strays = 0;
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.GetLastWriteTimeUtc(path) >= before.UtcDateTime)
            {
                continue;
            }

            using var _ = await HoldAsync(path, cancellationToken);
            if (Path.GetDirectoryName(path) == _incoming || await IsStrayAsync(path, cancellationToken))
            {
                Remove(path);
                strays++;
            }
        }

        return strays;
    }

    private async Task<bool> IsStrayAsync(string path, CancellationToken cancellationToken)
    {
        if (!Sha256Digest.TryParse(Path.GetFileName(path), out var digest))
        {
            return false;
        }

        string owner;
        try
        {
            await using var file = File.OpenRead(path);
            owner = FileHeader.Read(file).Owner;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Damaged, not forgotten: an operator must see it, so it stays.
            return false;
        }

        return await _index.OwnedAsync(owner, digest, cancellationToken) is null;
    }

    private Stream Create(string path)
    {
        try
        {
            return _create(path);
        }
        catch (IOException e)
        {
            throw new StoreWriteException(e);
        }
    }

    private static void Sync(Stream file)
    {
        try
        {
            if (file is FileStream real)
            {
                real.Flush(flushToDisk: true);
            }
            else
            {
                file.Flush();
            }
        }
        catch (IOException e)
        {
            throw new StoreWriteException(e);
        }
    }

    private static void Place(string upload, string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            DirectorySync.Create(folder);
            File.Move(upload, path, overwrite: true);
            DirectorySync.Sync(folder);
        }
        catch (IOException e)
        {
            throw new StoreWriteException(e);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // A failing disk: the next collection tries again.
        }
    }

    private async Task<Held> HoldAsync(string path, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)string.GetHashCode(path, StringComparison.Ordinal) % Stripes];
        await stripe.WaitAsync(cancellationToken);
        return new Held(stripe);
    }

    private string PathOf(IndexedDocument document)
    {
        var owner = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.Owner)).AsSpan(0, 8));
        return Path.Combine(_folder, owner, document.Digest.Value[..2], document.Digest.Value);
    }

    private readonly struct Held(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}

using System.Runtime.CompilerServices;

namespace Interop.Hub.Ledger.Documents.Local;

/// <summary>
/// Sealed files in a folder of this machine.
/// <code>
/// write into incoming/ ─► sync the file ─► rename into its place ─► sync the folder
/// </code>
/// </summary>
internal sealed class LocalShelf : ISealedShelf
{
    private readonly string _folder;
    private readonly string _incoming;
    private readonly Func<string, Stream> _create;

    public LocalShelf(string folder, Func<string, Stream>? create = null)
    {
        _folder = Path.GetFullPath(folder);
        _incoming = Path.Combine(_folder, "incoming");
        _create = create ?? (path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous));
        DirectorySync.Create(_incoming);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<SealedBlob> CreateAsync(Generation name, long maxBytes, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_incoming, name.Id);
        try
        {
            return Task.FromResult<SealedBlob>(new LocalBlob(_create(path), path, PathOf(name.Name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreWriteException(e);
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<bool> HasAsync(string name, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(name)));

    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        LocalBlob.Remove(PathOf(name));
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Path.GetDirectoryName(path) != _incoming)
            {
                yield return Path.GetRelativePath(_folder, path).Replace(Path.DirectorySeparatorChar, '/');
            }
        }
    }

    public Task<int> SweepUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_incoming))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // An upload whose sender dribbles for days is still written to; one that is not is a crash's.
            if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
            {
                LocalBlob.Remove(path);
                removed++;
            }
        }

        return Task.FromResult(removed);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}

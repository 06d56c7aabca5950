namespace Interop.Hub.Ledger.Documents.Local;

/// <summary>A file on its way into its place.</summary>
internal sealed class LocalBlob(Stream file, string incoming, string place) : SealedBlob
{
    private bool _closed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await file.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException e)
        {
            throw new StoreWriteException(e);
        }
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            Sync();
            _closed = true;
            await file.DisposeAsync();
            var folder = Path.GetDirectoryName(place)!;
            DirectorySync.Create(folder);
            File.Move(incoming, place, overwrite: false);
            DirectorySync.Sync(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreWriteException(e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await file.DisposeAsync();
        }

        Remove(incoming);
    }

    private void Sync()
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

    internal static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A failing disk: the next collection tries again.
        }
    }
}

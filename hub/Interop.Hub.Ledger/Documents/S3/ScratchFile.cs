namespace Interop.Hub.Ledger.Documents.S3;

/// <summary>
/// A file without a name for the part under way: memory stays small however many upload at once, and nothing is left
/// when the process dies. What is in it is sealed.
/// </summary>
internal static class ScratchFile
{
    public static FileStream Create(string folder, Generation name)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"interop-{name.Id}.part");
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            // On Unix the file lives on while it is open; elsewhere it goes when it is closed.
            File.Delete(path);
        }
        catch (IOException)
        {
            // Goes when it is closed.
        }

        return file;
    }
}

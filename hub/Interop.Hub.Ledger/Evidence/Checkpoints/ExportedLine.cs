using System.Text;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>Adds lines to files off the machine.</summary>
internal static class ExportedLine
{
    /// <summary>Adds a line, and returns when it is on disk.</summary>
    public static void Append(string path, string folder, string text)
    {
        // A folder whose mount is gone must not be made anew on the local disk.
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder of checkpoints {folder} is not there: mount or make it.");
        }

        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read });
        var line = text + "\n";
        // A line that a power cut tore must not take the next one with it.
        file.Write(Encoding.UTF8.GetBytes(EndsWithin(file) ? "\n" + line : line));
        file.Flush(flushToDisk: true);
    }

    private static bool EndsWithin(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}

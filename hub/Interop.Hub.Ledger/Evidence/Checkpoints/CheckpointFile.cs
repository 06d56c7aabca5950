using System.Text;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>
/// The file of one node's checkpoints, to which lines are only ever added. Its folder should be where who can change the
/// ledger cannot change it: another machine's, better one that writes once.
/// </summary>
/// <param name="folder">The folder, which is there.</param>
/// <param name="node">The node; also the file's name.</param>
public sealed class CheckpointFile(string folder, string node)
{
    /// <summary>How the files' names end.</summary>
    public const string Extension = ".checkpoints";

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, node + Extension);

    /// <summary>Adds a signed line, and returns when it is on disk.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Append(EvidenceCheckpoint checkpoint, DateTimeOffset at, CheckpointKey key)
    {
        // A folder whose mount is gone must not be made anew on the local disk.
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder of checkpoints {folder} is not there: mount or make it.");
        }

        using var file = new FileStream(Path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read });
        var line = SignedCheckpoint.Of(checkpoint, at, key).Line() + "\n";
        // A line that a power cut tore must not take the next one with it.
        file.Write(Encoding.UTF8.GetBytes(EndsWithin(file) ? "\n" + line : line));
        file.Flush(flushToDisk: true);
    }

    /// <summary>The last place that was exported; null: none, or the last line is torn.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public (long Entry, string Digest)? Last() =>
        File.Exists(Path) && SignedCheckpoint.Parse(File.ReadLines(Path).LastOrDefault(l => l.Length > 0) ?? string.Empty) is { } last ? (last.Entry, last.Digest) : null;

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

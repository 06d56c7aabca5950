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
    public void Append(EvidenceCheckpoint checkpoint, DateTimeOffset at, CheckpointKey key) =>
        ExportedLine.Append(Path, folder, SignedCheckpoint.Of(checkpoint, at, key).Line());

    /// <summary>
    /// The last place of the node's chain that was exported and stands: what a stated restore took is passed over, and what
    /// it left vouches too. Null: none.
    /// </summary>
    /// <param name="key">Who signs here; a statement under another key voids nothing.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public EvidenceCheckpoint? Last(CheckpointKey key)
    {
        var statements = new RecoveryFile(folder).SignedBy(key);
        var vouched = statements.Where(s => s.Node == node || s.Node == ChainHead.Every).Select(s => s.Place()).Where(Stands).MaxBy(c => c.Entry);
        var last = File.Exists(Path) ? LastLine() : null;
        return vouched is not null && (last is null || vouched.Entry > last.Entry) ? vouched with { Node = node } : last;

        bool Stands(EvidenceCheckpoint checkpoint) => !statements.Any(s => s.Voids(checkpoint));

        EvidenceCheckpoint? LastLine()
        {
            // Nearly always the last line says it, and a file of years has a million of them.
            var newest = SignedCheckpoint.Parse(File.ReadLines(Path).LastOrDefault(l => l.Length > 0) ?? string.Empty)?.Unchecked();
            return newest is not null && Stands(newest)
                ? newest
                : File.ReadLines(Path).Select(l => SignedCheckpoint.Parse(l)?.Unchecked()).OfType<EvidenceCheckpoint>().Where(Stands).MaxBy(c => (c.Epoch, c.Entry));
        }
    }
}

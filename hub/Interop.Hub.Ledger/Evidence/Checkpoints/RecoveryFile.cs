using System.Text;

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>The file of stated restores, beside the checkpoints of all nodes; lines are only ever added.</summary>
/// <param name="folder">The folder, which is there.</param>
public sealed class RecoveryFile(string folder)
{
    /// <summary>Its name. No node's file ends like it.</summary>
    public const string Name = "recovery.epochs";

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <summary>Adds a statement, and returns when it is on disk.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Append(SignedRecovery statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ExportedLine.Append(Path, folder, statement.Line());
    }

    /// <summary>The statements that this key signed.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<SignedRecovery> SignedBy(CheckpointKey key) =>
        File.Exists(Path) ? [.. File.ReadLines(Path, Encoding.UTF8).Select(SignedRecovery.Parse).OfType<SignedRecovery>().Where(s => s.IsSignedBy(key))] : [];
}

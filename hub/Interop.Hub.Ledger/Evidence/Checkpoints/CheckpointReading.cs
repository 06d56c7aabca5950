namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>What a folder of checkpoints holds.</summary>
/// <param name="Checkpoints">Those that a known key signed.</param>
/// <param name="Flaws">What cannot be: a line that was changed, or signed by a key that nobody knows.</param>
/// <param name="Torn">Lines that are none, as a power cut leaves them; they prove nothing either way.</param>
public sealed record CheckpointReading(IReadOnlyList<EvidenceCheckpoint> Checkpoints, IReadOnlyList<string> Flaws, IReadOnlyList<string> Torn)
{
    /// <summary>Reads every file of the folder. All lines count, not only the newest: a chain that was written anew and signed again still contradicts the older ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keys">The public keys that were in use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<CheckpointReading> OfAsync(string folder, IReadOnlyList<CheckpointKey> keys, CancellationToken cancellationToken)
    {
        List<EvidenceCheckpoint> checkpoints = [];
        List<string> flaws = [];
        List<string> torn = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*" + CheckpointFile.Extension).Order(StringComparer.Ordinal))
        {
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
            {
                number++;
                var where = $"line {number} of {Path.GetFileName(path)}";
                if (line.Length == 0)
                {
                    continue;
                }

                if (SignedCheckpoint.Parse(line) is not { } signed)
                {
                    torn.Add($"{where} is no checkpoint.");
                }
                else if (keys.FirstOrDefault(k => k.Id == signed.Key) is not { } key)
                {
                    flaws.Add($"{where} is signed by key {signed.Key}, which is none of those given.");
                }
                else if (signed.Open(key) is not { } checkpoint)
                {
                    flaws.Add($"{where} was changed: its signature does not hold.");
                }
                else
                {
                    checkpoints.Add(checkpoint);
                }
            }
        }

        return new CheckpointReading(checkpoints, flaws, torn);
    }
}

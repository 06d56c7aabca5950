using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Ledger.Evidence.Proofs;

/// <summary>An exported line, and the place it signs.</summary>
internal sealed record SignedLine(string Line, EvidenceCheckpoint Place)
{
    /// <summary>Every line of a folder that one of the keys signed, by entry.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<IReadOnlyList<SignedLine>> OfAsync(string folder, IReadOnlyList<CheckpointKey> keys, CancellationToken cancellationToken)
    {
        List<SignedLine> lines = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*" + CheckpointFile.Extension))
        {
            await foreach (var line in File.ReadLinesAsync(path, cancellationToken))
            {
                if (SignedCheckpoint.Parse(line) is { } signed && keys.FirstOrDefault(k => k.Id == signed.Key) is { } key && signed.Open(key) is { } place)
                {
                    lines.Add(new SignedLine(line, place));
                }
            }
        }

        return [.. lines.OrderBy(l => l.Place.Entry)];
    }
}

namespace Interop.Hub.Ledger.Evidence.Checkpoints;

/// <summary>What a folder of checkpoints holds.</summary>
/// <param name="Checkpoints">Those that a known key signed and no stated restore voided, and the places that vouch for restores.</param>
/// <param name="Flaws">What cannot be: a line that was changed, or signed by a key that nobody knows; two statements under one number.</param>
/// <param name="Torn">Lines that are none, as a power cut leaves them; they prove nothing either way.</param>
public sealed record CheckpointReading(IReadOnlyList<EvidenceCheckpoint> Checkpoints, IReadOnlyList<string> Flaws, IReadOnlyList<string> Torn)
{
    /// <summary>The restores that were stated and not undone by a later one; the ledger must know each.</summary>
    public IReadOnlyList<SignedRecovery> Recoveries { get; init; } = [];

    /// <summary>The highest epoch that any line knows; 0: none.</summary>
    public long NewestEpoch { get; init; }

    /// <summary>Reads every file of the folder. All lines count, not only the newest: a chain that was written anew and signed again still contradicts the older ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keys">The public keys that were in use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<CheckpointReading> OfAsync(string folder, IReadOnlyList<CheckpointKey> keys, CancellationToken cancellationToken)
    {
        List<string> flaws = [];
        List<string> torn = [];
        var statements = await LinesAsync(
            [.. Directory.EnumerateFiles(folder, RecoveryFile.Name)], SignedRecovery.Parse, s => s.Key, (s, key) => s.IsSignedBy(key) ? s : null, "statement", keys, flaws, torn, cancellationToken);
        // A run that was cut short may have written one twice.
        statements = [.. statements.DistinctBy(s => (s.Epoch, s.Digest, RewoundChain.Write(s.Chains)))];
        flaws.AddRange(statements.GroupBy(s => s.Epoch).Where(g => g.Skip(1).Any()).Select(g => $"restore {g.Key} was stated in two ways."));
        var lines = await LinesAsync(
            [.. Directory.EnumerateFiles(folder, "*" + CheckpointFile.Extension).Order(StringComparer.Ordinal)],
            SignedCheckpoint.Parse, s => s.Key, (s, key) => s.Open(key), "checkpoint", keys, flaws, torn, cancellationToken);
        var standing = statements.Where(s => !statements.Any(later => later.Voids(s.Place()))).ToList();
        return new CheckpointReading([.. lines.Where(c => !statements.Any(s => s.Voids(c))), .. standing.Select(s => s.Place())], flaws, torn)
        {
            Recoveries = standing,
            NewestEpoch = lines.Select(c => c.Epoch).Concat(statements.Select(s => s.Epoch)).DefaultIfEmpty(0).Max(),
        };
    }

    private static async Task<List<T>> LinesAsync<TLine, T>(
        IReadOnlyList<string> paths,
        Func<string, TLine?> parse,
        Func<TLine, string> keyOf,
        Func<TLine, CheckpointKey, T?> open,
        string what,
        IReadOnlyList<CheckpointKey> keys,
        List<string> flaws,
        List<string> torn,
        CancellationToken cancellationToken)
        where TLine : class
        where T : class
    {
        List<T> opened = [];
        foreach (var path in paths)
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

                if (parse(line) is not { } signed)
                {
                    torn.Add($"{where} is no {what}.");
                }
                else if (keys.FirstOrDefault(k => k.Id == keyOf(signed)) is not { } key)
                {
                    flaws.Add($"{where} is signed by key {keyOf(signed)}, which is none of those given.");
                }
                else if (open(signed, key) is not { } whole)
                {
                    flaws.Add($"{where} was changed: its signature does not hold.");
                }
                else
                {
                    opened.Add(whole);
                }
            }
        }

        return opened;
    }
}

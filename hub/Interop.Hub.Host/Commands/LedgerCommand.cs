using System.CommandLine;
using System.Globalization;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Host.Commands;

/// <summary><c>ledger verify</c>: proves that the evidence is whole, or names the first place where it is not. Beside it, <see cref="ProveCommand"/>, <see cref="BackupCommand"/> and <see cref="RestoredCommand"/>.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var checkpoints = new Option<DirectoryInfo?>("--checkpoints") { Description = "The folder of exported checkpoints: finds a tail that was cut off and a chain that was written anew." };
        var keys = new Option<FileInfo[]>("--public-key") { Description = "The public keys that checkpoints were signed with (PEM); needed with --checkpoints.", AllowMultipleArgumentsPerToken = true };
        var verify = new Command("verify", "Verify the evidence.") { file, checkpoints, keys };
        verify.Validators.Add(result =>
        {
            if (result.GetValue(checkpoints) is not null != result.GetValue(keys) is { Length: > 0 })
            {
                result.AddError("--checkpoints and --public-key go together.");
            }
        });
        verify.SetAction((parsed, cancellation) => VerifyAsync(
            parsed.GetRequiredValue(file).FullName,
            parsed.GetValue(checkpoints)?.FullName,
            [.. (parsed.GetValue(keys) ?? []).Select(k => k.FullName)],
            parsed.InvocationConfiguration.Output,
            cancellation));
        return new Command("ledger", "The ledger.") { verify, ProveCommand.Create(), ProveCommand.CreateCheck(), BackupCommand.Create(), RestoredCommand.Create() };
    }

    internal static Task<int> VerifyAsync(string file, string? folder, IReadOnlyList<string> keys, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        var result = AdapterKinds.Loader(TimeProvider.System).LoadFile(file);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        var reading = folder is null ? null : await CheckpointReading.OfAsync(folder, [.. keys.Select(k => CheckpointKey.Read(File.ReadAllText(k), k))], cancellation);
        var report = await Ledgers.VerifyAsync(loaded.Settings, reading?.Checkpoints ?? [], cancellation);
        await output.WriteLineAsync(
            $"{report.Entries} entries in {report.Chains.Count} chain(s): {report.Acceptances} acceptances, {report.Attempts} attempts, {report.Acts} operator acts, {report.Anchors} anchors, {report.Recoveries} restores and releases, {report.Removals} removals.");
        foreach (var epoch in report.Epochs)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Restore {epoch.Epoch} was stated by {epoch.By} at {epoch.At:yyyy-MM-dd HH:mm:ss}Z: {epoch.Reason}"));
        }

        if (report.Removed > 0 || report.Erased > 0)
        {
            await output.WriteLineAsync(
                $"Of these the contents of {report.Removed} packets were taken by recorded removals; {report.Erased} items are of erased dossiers: their place in the chain holds, and what they say can no longer be told.");
        }

        var whole = await ChainsAsync(report, output);
        return await CheckpointsAsync(report, reading, loaded.Settings.Ledger.Kind, output) && whole ? 0 : 1;
    });

    private static async Task<bool> ChainsAsync(EvidenceReport report, TextWriter output)
    {
        foreach (var chain in report.Chains)
        {
            await output.WriteLineAsync(chain.Break is { } torn
                ? $"BROKEN in the chain of {chain.Node} at entry {torn.Entry} ({torn.Flaw}): {torn.Detail}"
                : $"The chain of {chain.Node} holds. Its head is entry {chain.Entries}{(chain.Head is { } head ? $", {Convert.ToHexStringLower(head.Digest.Span)}" : string.Empty)}.");
        }

        if (report.Break is { } broken && report.Chains.All(c => c.Break is null))
        {
            await output.WriteLineAsync($"BROKEN ({broken.Flaw}): {broken.Detail}");
        }

        return report.Holds;
    }

    private static async Task<bool> CheckpointsAsync(EvidenceReport report, CheckpointReading? reading, LedgerKind kind, TextWriter output)
    {
        if (reading is null)
        {
            await output.WriteLineAsync("No checkpoints were given: a tail cut off with all that it vouched for would not show. See --checkpoints.");
            return true;
        }

        foreach (var torn in reading.Torn)
        {
            await output.WriteLineAsync($"Torn: {torn}");
        }

        foreach (var flaw in reading.Flaws)
        {
            await output.WriteLineAsync($"FORGED: {flaw}");
        }

        var bare = report.Chains.Where(c => c.Entries > 0 && Of(c, reading, kind).Count == 0).ToList();
        foreach (var chain in bare)
        {
            await output.WriteLineAsync($"UNPROVEN: there is no checkpoint of the chain of {chain.Node}; is this the folder it exports to?");
        }

        foreach (var chain in report.Chains.Except(bare).Where(c => c.Break is null))
        {
            var known = Of(chain, reading, kind);
            await output.WriteLineAsync($"The chain of {chain.Node} agrees with {known.Count} checkpoint(s), the last at entry {known.Max(c => c.Entry)}.");
        }

        return await RestoresAsync(report, reading, output) && reading.Flaws.Count == 0 && bare.Count == 0;
    }

    /// <summary>What voids checkpoints must stand in the ledger as it was signed, for everybody to see.</summary>
    private static async Task<bool> RestoresAsync(EvidenceReport report, CheckpointReading reading, TextWriter output)
    {
        var known = true;
        foreach (var signed in reading.Recoveries)
        {
            if (report.Epochs.All(e => e.Epoch != signed.Epoch || e.Chains != RewoundChain.Write(signed.Chains)))
            {
                known = false;
                await output.WriteLineAsync($"MISSING: restore {signed.Epoch} was stated and signed at {signed.At}, and the ledger does not know it as it was signed.");
                continue;
            }

            foreach (var chain in signed.Chains.Where(c => c.Lost > 0))
            {
                await output.WriteLineAsync($"Restore {signed.Epoch} took the chain of {chain.Node} back to entry {chain.Kept}; it had been exported up to entry {chain.Lost}.");
            }
        }

        return known;
    }

    /// <summary>The embedded ledger has one chain, whatever its node was called in the course of time.</summary>
    private static List<EvidenceCheckpoint> Of(EvidenceChainReport chain, CheckpointReading reading, LedgerKind kind) =>
        [.. reading.Checkpoints.Where(c => kind == LedgerKind.Sqlite || c.Node == chain.Node)];
}

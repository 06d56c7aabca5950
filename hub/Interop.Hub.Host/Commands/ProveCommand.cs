using System.CommandLine;
using System.Globalization;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger.Evidence.Checkpoints;
using Interop.Hub.Ledger.Evidence.Proofs;

namespace Interop.Hub.Host.Commands;

/// <summary>
/// <c>ledger prove</c> makes the proof of one dossier, <c>ledger check-proof</c> checks one: on any machine, with the public
/// key and without a configuration.
/// </summary>
internal static class ProveCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var dossier = new Option<string>("--dossier") { Description = "One of the dossier's numbers.", Required = true };
        var key = new Option<long?>("--key") { Description = "Its key in the ledger, where several dossiers have the number." };
        var checkpoints = new Option<DirectoryInfo>("--checkpoints") { Description = "The folder of exported checkpoints.", Required = true };
        var keys = Keys();
        var to = new Option<FileInfo>("--to") { Description = "The file the proof is written to.", Required = true };
        var prove = new Command("prove", "Prove what the evidence says of one dossier, without showing any other.") { file, dossier, key, checkpoints, keys, to };
        prove.SetAction((parsed, cancellation) => ProveAsync(
            parsed.GetRequiredValue(file).FullName,
            () => new ProofOrder(parsed.GetRequiredValue(dossier), parsed.GetValue(key), parsed.GetRequiredValue(checkpoints).FullName, Read(parsed.GetRequiredValue(keys))),
            parsed.GetRequiredValue(to).FullName,
            parsed.InvocationConfiguration.Output,
            cancellation));
        return prove;
    }

    public static Command CreateCheck()
    {
        var file = new Argument<FileInfo>("file") { Description = "The proof." };
        var keys = Keys();
        var check = new Command("check-proof", "Check a proof with the public keys alone.") { file, keys };
        check.SetAction((parsed, cancellation) => CheckAsync(
            parsed.GetRequiredValue(file).FullName, () => Read(parsed.GetRequiredValue(keys)), parsed.InvocationConfiguration.Output, cancellation));
        return check;
    }

    internal static Task<int> ProveAsync(string file, Func<ProofOrder> order, string to, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        var result = AdapterKinds.Loader(TimeProvider.System).LoadFile(file);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        var made = await Ledgers.ProveAsync(loaded.Settings, order(), cancellation);
        foreach (var gap in made.Gaps)
        {
            await output.WriteLineAsync($"NOT PROVEN: {gap}");
        }

        if (made.Proof is { } proof)
        {
            await File.WriteAllTextAsync(to, proof.Write(), cancellation);
            await output.WriteLineAsync($"{proof.Stretches.Sum(s => s.Entries.Sum(e => e.Items?.Count ?? 0))} items of dossier {proof.Dossier} are proven by {to}.");
        }

        return made is { Proof: not null, Gaps.Count: 0 } ? 0 : 1;
    });

    internal static Task<int> CheckAsync(string file, Func<IReadOnlyList<CheckpointKey>> keys, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        if (EvidenceProof.Read(await File.ReadAllTextAsync(file, cancellation)) is not { } proof)
        {
            await output.WriteLineAsync($"{file} is no proof of the form \"{EvidenceProof.Version}\".");
            return 1;
        }

        var report = ProofCheck.Check(proof, keys());
        foreach (var fact in report.Facts)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{fact.At:yyyy-MM-dd HH:mm:ss.fff}Z entry {fact.Entry} of {fact.Node}, signed by {fact.SignedAt:yyyy-MM-dd HH:mm:ss}Z: {fact.Content}"));
        }

        foreach (var flaw in report.Flaws)
        {
            await output.WriteLineAsync($"BROKEN: {flaw}");
        }

        await output.WriteLineAsync(report.Flaws.Count == 0 ? $"All {report.Facts.Count} items of dossier {proof.Dossier} hold." : $"{report.Facts.Count} items hold, and the rest does not.");
        return report.Flaws.Count == 0 ? 0 : 1;
    });

    private static Option<FileInfo[]> Keys() => new("--public-key") { Description = "The public keys that checkpoints were signed with (PEM).", AllowMultipleArgumentsPerToken = true, Required = true };

    private static IReadOnlyList<CheckpointKey> Read(IEnumerable<FileInfo> files) => [.. files.Select(k => CheckpointKey.Read(File.ReadAllText(k.FullName), k.FullName))];
}

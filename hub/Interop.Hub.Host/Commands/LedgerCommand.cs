using System.CommandLine;
using Interop.Hub.Host.Composition;

namespace Interop.Hub.Host.Commands;

/// <summary><c>ledger verify</c>: proves that the evidence chain is whole, or names the first place where it is not.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var verify = new Command("verify", "Verify the evidence chain.") { file };
        verify.SetAction((parsed, cancellation) => VerifyAsync(parsed.GetRequiredValue(file).FullName, parsed.InvocationConfiguration.Output, cancellation));
        return new Command("ledger", "The ledger.") { verify };
    }

    internal static Task<int> VerifyAsync(string file, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        var result = AdapterKinds.Loader(TimeProvider.System).LoadFile(file);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        var report = await Ledgers.VerifyAsync(loaded.Settings, [], cancellation);
        await output.WriteLineAsync(
            $"{report.Entries} entries in {report.Chains.Count} chain(s): {report.Acceptances} acceptances, {report.Attempts} attempts, {report.Acts} operator acts, {report.Anchors} anchors.");
        foreach (var chain in report.Chains)
        {
            await output.WriteLineAsync(chain.Break is { } torn
                ? $"BROKEN in the chain of {chain.Node} at entry {torn.Entry} ({torn.Flaw}): {torn.Detail}"
                : $"The chain of {chain.Node} holds. Its head is entry {chain.Entries}{(chain.Head is { } head ? $", {Convert.ToHexStringLower(head.Digest.Span)}" : string.Empty)}.");
        }

        if (report.Break is { } broken)
        {
            if (report.Chains.All(c => c.Break is null))
            {
                await output.WriteLineAsync($"BROKEN ({broken.Flaw}): {broken.Detail}");
            }

            return 1;
        }

        await output.WriteLineAsync("Compare the heads with what was exported: only that shows a tail cut off with all that it vouched for.");
        return 0;
    });
}

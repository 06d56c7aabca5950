using System.CommandLine;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger.Evidence;

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

        var report = EvidenceVerifier.Verify(Path.Combine(loaded.Settings.Ledger.Directory, LedgerPlaces.Database), [], cancellation);
        await output.WriteLineAsync($"{report.Entries} entries: {report.Acceptances} acceptances, {report.Attempts} attempts, {report.Acts} operator acts.");
        if (report.Break is { } broken)
        {
            await output.WriteLineAsync($"BROKEN at entry {broken.Entry} ({broken.Flaw}): {broken.Detail}");
            return 1;
        }

        if (report.Head is { } head)
        {
            await output.WriteLineAsync($"The chain holds. Its head is entry {head.Entry}, {Convert.ToHexStringLower(head.Digest.Span)}: compare it with an exported checkpoint to find a cut-off tail.");
        }

        return 0;
    });
}

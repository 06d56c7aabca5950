using System.CommandLine;
using System.Text;
using Interop.Hub.Core.Security;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger;
using Interop.Hub.Ledger.Security;
using Interop.Hub.Ledger.Security.Rewrap;

namespace Interop.Hub.Host.Commands;

/// <summary><c>keys rewrap</c>: wraps every data key anew under the master key on top, beside the hub at work, and says which old keys may go.</summary>
internal static class RewrapCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var ring = new Option<FileInfo?>("--write-ring") { Description = "Where a key file goes that holds what is still needed, once nothing is left under the old keys; it must not be there yet." };
        var rewrap = new Command("rewrap", "Wrap every data key anew under the master key on top; the hub may run meanwhile.") { file, ring };
        rewrap.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(file).FullName, parsed.GetValue(ring)?.FullName, parsed.InvocationConfiguration.Output, cancellation));
        return rewrap;
    }

    internal static Task<int> RunAsync(string file, string? write, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        var result = AdapterKinds.Loader(TimeProvider.System).LoadFile(file);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        var settings = loaded.Settings;
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        var ring = KeyRings.Open(settings, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        services.AddSingleton<IKeyRing>(ring).AddLedger(settings, TimeProvider.System).AddDocuments(settings);
        await using var provider = services.BuildServiceProvider();
        await provider.OpenBesideAsync(cancellation);
        return await RunAsync(provider.GetRequiredService<IKeyRewrap>(), ring, write, output, cancellation);
    });

    private static async Task<int> RunAsync(IKeyRewrap rewrap, FileKeyRing ring, string? write, TextWriter output, CancellationToken cancellation)
    {
        var unaware = await rewrap.UnawareAsync(cancellation);
        if (unaware.Count > 0)
        {
            await output.WriteLineAsync($"Nothing was done: {string.Join(", ", unaware)} was last started without the key {ring.CurrentId} on top. Give every node the same key file and restart it, one after the other; then come again.");
            return 1;
        }

        var next = 0L;
        var report = await rewrap.RunAsync(
            r =>
            {
                if (r.Dossiers + r.Packets + r.Files >= next)
                {
                    next += 10_000;
                    output.WriteLine($"Wrapped anew: {r.Dossiers} dossiers, {r.Packets} packets without a dossier, {r.Files} files …");
                }
            },
            cancellation);
        await output.WriteLineAsync($"Wrapped anew: {report.Dossiers} dossiers, {report.Packets} packets without a dossier, {report.Files} files. All is under the key {ring.CurrentId} but what is named here:");
        foreach (var (id, count) in report.Unopened)
        {
            await output.WriteLineAsync($"  {count} under the key {id}, which does not open them: put its line back and come again.");
        }

        if (report.Parts)
        {
            await output.WriteLineAsync("  pieces of uploads that are under way may be under an old key; they go within a day: come again tomorrow.");
        }

        if (!report.IsComplete)
        {
            await output.WriteLineAsync("Keep every line of the key file.");
            return 1;
        }

        await output.WriteLineAsync("  nothing.");
        return await AdviseAsync(ring, write, output, cancellation);
    }

    private static async Task<int> AdviseAsync(FileKeyRing ring, string? write, TextWriter output, CancellationToken cancellation)
    {
        var old = ring.Ids.Where(i => i != ring.CurrentId).Order(StringComparer.Ordinal).ToList();
        if (old.Count > 0)
        {
            await output.WriteLineAsync($"The old keys ({string.Join(", ", old)}) may be removed, but for backups from before now: those open with them alone, so keep them as long as the backups, apart from the hub.");
            await output.WriteLineAsync(ring.DigestStandsAlone
                ? "Take their lines out on every node and restart it."
                : "The last line is also the root of the content digests: do not just take it out, or every packet sent again would be new. Use the file that --write-ring writes: it holds the digests' key in a line of its own.");
        }

        if (write is null)
        {
            return 0;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(write, options))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes(ring.Reduced()), cancellation);
            await file.FlushAsync(cancellation);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        await output.WriteLineAsync($"{write} holds what is still needed: put it in the key file's place on every node, restart each, and keep a copy apart from the database.");
        return 0;
    }
}

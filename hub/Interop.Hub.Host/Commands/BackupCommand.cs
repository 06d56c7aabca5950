using System.CommandLine;
using System.Globalization;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger;

namespace Interop.Hub.Host.Commands;

/// <summary><c>ledger backup</c>: copies the embedded ledger while the hub works in it. A shared one is its database's to copy.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = Options.Configuration();
        var to = new Option<FileInfo>("--to") { Description = "The file to write; it must not be there yet.", Required = true };
        var command = new Command("backup", "Copy the embedded ledger, as it is at one moment, while the hub works in it.") { file, to };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(file).FullName, parsed.GetRequiredValue(to).FullName, parsed.InvocationConfiguration.Output));
        return command;
    }

    internal static Task<int> RunAsync(string file, string to, TextWriter output) => Errors.StartingAsync(async () =>
    {
        var result = AdapterKinds.Loader(TimeProvider.System).LoadFile(file);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        if (loaded.Settings.Ledger.Kind != LedgerKind.Sqlite)
        {
            await System.Console.Error.WriteLineAsync("The ledger is in PostgreSQL: back it up with pg_dump, or as its administrator does.");
            return 1;
        }

        EmbeddedBackup.Write(Ledgers.Sqlite(loaded.Settings), to);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{to} holds the ledger as it was just now, {new FileInfo(to).Length} bytes. Files, and apart from both the master keys, are backed up beside it."));
        return 0;
    });
}

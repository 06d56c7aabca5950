using System.CommandLine;
using System.Globalization;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Host.Composition;
using Interop.Hub.Ledger;
using Interop.Hub.Ledger.Evidence.Checkpoints;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Hub.Host.Commands;

/// <summary>
/// <c>ledger restored</c>: says of a ledger that it was put back from a backup (guarantee 15), while the hub is stopped.
/// <code>
/// 1 what was exported, what is here ─► 2 the epoch, in ledger and evidence; the hub is held ─► 3 signed, beside the checkpoints
///   ─► 4 what may have been sent since the backup: in doubt, page by page ─► 5 finished: an operator may release the hub
/// </code>
/// Cut short after any number, it goes on when it is run again.
/// </summary>
internal static class RestoredCommand
{
    /// <summary>Deliveries of one commit.</summary>
    private const int Page = 500;

    public static Command Create()
    {
        var file = Options.Configuration();
        var reason = new Option<string>("--reason") { Description = "Why the ledger was restored; kept in the evidence. No personal data.", Required = true };
        var by = new Option<string?>("--by") { Description = "Who restored it; else the user of this machine." };
        var checkpoints = new Option<DirectoryInfo?>("--checkpoints") { Description = "The folder of exported checkpoints; else that of the configuration." };
        var keys = new Option<FileInfo[]>("--public-key") { Description = "Public keys that older checkpoints were signed with (PEM); the configured one is known.", AllowMultipleArgumentsPerToken = true };
        var taken = new Option<DateTimeOffset?>("--backup-taken") { Description = "When the backup was taken, with offset; needed where a hub has run on the restored ledger before this was stated." };
        var command = new Command("restored", "State that the ledger was put back from a backup. The hub must be stopped; it then starts held until an operator releases it.") { file, reason, by, checkpoints, keys, taken };
        command.SetAction((parsed, cancellation) => RunAsync(
            new Restored(
                parsed.GetRequiredValue(file).FullName,
                parsed.GetRequiredValue(reason),
                parsed.GetValue(by) ?? Environment.UserName,
                parsed.GetValue(checkpoints)?.FullName,
                [.. (parsed.GetValue(keys) ?? []).Select(k => k.FullName)],
                parsed.GetValue(taken)),
            parsed.InvocationConfiguration.Output,
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(Restored restored, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        var result = AdapterKinds.Loader(TimeProvider.System).LoadFile(restored.File);
        if (result.Loaded is not { } loaded)
        {
            await Errors.WriteAsync(System.Console.Error, result.Errors);
            return 1;
        }

        if (restored.Reason.Trim() is not { Length: > 0 and <= 500 } || restored.By.Trim() is not { Length: > 0 and <= 64 })
        {
            await System.Console.Error.WriteLineAsync("--reason takes 1 to 500 characters, --by 1 to 64.");
            return 1;
        }

        // 1
        var settings = loaded.Settings;
        var folder = restored.Checkpoints ?? settings.Evidence.CheckpointDirectory;
        using var key = folder is null ? null : Checkpoints.Open(settings);
        var exported = await ExportedAsync(folder, key, restored.PublicKeys, cancellation);
        if (exported.Flaws.Count > 0)
        {
            foreach (var flaw in exported.Flaws)
            {
                await System.Console.Error.WriteLineAsync($"FORGED: {flaw}");
            }

            await System.Console.Error.WriteLineAsync("Nothing was stated: find out first what happened to the exported checkpoints. Those of an older key want --public-key.");
            return 1;
        }

        var ring = KeyRings.Open(settings, NullLogger.Instance);
        await using var ledger = await Ledgers.OpenRestoringAsync(settings, ring, cancellation);
        var view = await ledger.Restores.RecoveryAsync(cancellation);
        var rewinding = await Rewinding.FindAsync(ledger.Evidence, exported.Checkpoints, settings.Ledger.Kind == LedgerKind.Sqlite, cancellation);

        // 2
        if (view.Epoch is { ReleasedAt: null } begun)
        {
            await output.WriteLineAsync($"Epoch {begun.Statement.Epoch} was stated by {begun.Statement.By} at {Time(begun.Statement.At)} already and is not released: this goes on with it.");
        }
        else
        {
            await ledger.Restores.StateAsync(Statement(restored, Math.Max(view.Epoch?.Statement.Epoch ?? 0, exported.NewestEpoch) + 1, rewinding), cancellation);
        }

        var epoch = (await ledger.Restores.RecoveryAsync(cancellation)).Epoch!;

        // 3
        if (folder is not null && key is not null && exported.Recoveries.All(r => r.Epoch != epoch.Statement.Epoch))
        {
            new RecoveryFile(folder).Append(await SignAsync(ledger, epoch.Statement, key, cancellation));
        }

        // 4, 5
        while (await ledger.Restores.DoubtAsync(epoch.Statement.Epoch, Page, cancellation) > 0)
        {
            // The next page.
        }

        await ledger.Restores.FinishAsync(epoch.Statement.Epoch, cancellation);
        await TellAsync((await ledger.Restores.RecoveryAsync(cancellation)).Epoch!, folder, rewinding, output);
        return 0;
    });

    private static async Task<CheckpointReading> ExportedAsync(string? folder, CheckpointKey? own, IReadOnlyList<string> publicKeys, CancellationToken cancellation)
    {
        if (folder is null || own is null)
        {
            return new CheckpointReading([], [], []);
        }

        var others = publicKeys.Select(k => CheckpointKey.Read(File.ReadAllText(k), k)).ToList();
        try
        {
            return await CheckpointReading.OfAsync(folder, [own, .. others], cancellation);
        }
        finally
        {
            others.ForEach(o => o.Dispose());
        }
    }

    private static RecoveryStatement Statement(Restored restored, long epoch, Rewinding rewinding)
    {
        var now = TimeProvider.System.GetUtcNow();
        var from = rewinding.LostFrom ?? DateTimeOffset.UnixEpoch;
        from = restored.BackupTaken is { } taken && taken < from ? taken.ToUniversalTime() : from;
        return new RecoveryStatement(epoch, now, restored.By.Trim(), restored.Reason.Trim(), from < now ? from : now, RewoundChain.Write(rewinding.Chains));
    }

    /// <summary>Nobody else writes while this runs, so the entry that vouches is the one behind what was found.</summary>
    private static async Task<SignedRecovery> SignAsync(RestoringLedger ledger, RecoveryStatement statement, CheckpointKey key, CancellationToken cancellation)
    {
        var chains = RewoundChain.Read(statement.Chains);
        var entry = (chains.FirstOrDefault(c => c.Node == ledger.Node)?.Found ?? 0) + 1;
        var digest = await ledger.Evidence.DigestAsync(ledger.Node, entry, cancellation)
            ?? throw new IOException($"The chain of {ledger.Node} does not have the entry {entry} that vouches for the restore: was it stated by another node? Run this where it was begun.");
        return SignedRecovery.Of(statement.Epoch, statement.At, ledger.Node, entry, digest, chains, key);
    }

    private static async Task TellAsync(RecoveryEpoch epoch, string? folder, Rewinding rewinding, TextWriter output)
    {
        var stated = epoch.Statement;
        await output.WriteLineAsync($"Epoch {stated.Epoch} is stated. {epoch.Doubted} deliveries are in doubt: each destination is asked before anything is sent to it again.");
        await output.WriteLineAsync($"Receipts given between {Time(stated.LostFrom)} and {Time(stated.At)} may be missing.");
        await output.WriteLineAsync(folder is null
            ? "No exported checkpoints were given: how much was lost cannot be told."
            : rewinding.LostAtLeastUntil is { } until
            ? $"What had been exported reaches until {Time(until)}: at least what was accepted until then is lost."
            : "The ledger has all that had been exported.");
        await output.WriteLineAsync("Start the hub: it is held. When all is as it should be, release it: POST /api/v1/operator/recovery/release. Then each sender is told which receipts to compare.");
    }

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What the administrator says.</summary>
/// <param name="File">The configuration.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="Checkpoints">The folder of exported checkpoints; null: the configured one, if any.</param>
/// <param name="PublicKeys">Files of older public keys.</param>
/// <param name="BackupTaken">When the backup was taken; null: its last entry tells.</param>
internal sealed record Restored(string File, string Reason, string By, string? Checkpoints, IReadOnlyList<string> PublicKeys, DateTimeOffset? BackupTaken);

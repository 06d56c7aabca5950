using System.Diagnostics;

namespace Interop.Chaos.Running;

/// <summary><c>ledger verify</c>, as an auditor runs it.</summary>
internal static class Evidence
{
    // A long run's chain, on a busy machine.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>What it says against the evidence; nothing when it holds.</summary>
    public static async Task<IReadOnlyList<string>> VerifyAsync(string configuration, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[Tree.Hub, "ledger", "verify", "--config", configuration])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("ledger verify did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? [] : [$"ledger verify ended with {process.ExitCode}: {output}{await errors}"];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return [$"ledger verify had not ended after {s_limit.TotalMinutes:0} min"];
        }
    }
}

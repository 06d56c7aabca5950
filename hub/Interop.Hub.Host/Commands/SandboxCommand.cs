using System.CommandLine;
using Interop.Hub.Host.Sandbox;

namespace Interop.Hub.Host.Commands;

/// <summary><c>sandbox</c>: the whole thing on one machine, nothing else installed.</summary>
internal static class SandboxCommand
{
    private const int DefaultPort = 8080;
    private static readonly string[] Codes = ["MCDT", "DVCQG", "CSDLDC", "HOTICH"];
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = $"The port of everything. Default {DefaultPort}; with --once any free one." };
        var data = new Option<DirectoryInfo?>("--data") { Description = "Where the configuration and the ledger go. Default: a fresh temporary folder, removed at the end." };
        var once = new Option<bool>("--once") { Description = "Relay the samples, print who got what, and end: 0 only if everything arrived." };
        var down = new Option<string?>("--down") { Description = $"With --once: switch one partner off ({string.Join(", ", Codes)})." };
        var command = new Command("sandbox", "Run the hub with every partner simulated on this machine.") { port, data, once, down };
        command.Validators.Add(result =>
        {
            if (result.GetValue(down) is { } code && (!result.GetValue(once) || !Codes.Contains(code, StringComparer.OrdinalIgnoreCase)))
            {
                result.AddError($"--down goes with --once and names one of {string.Join(", ", Codes)}.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(port) ?? (parsed.GetValue(once) ? 0 : DefaultPort),
            parsed.GetValue(data)?.FullName,
            parsed.GetValue(once),
            parsed.GetValue(down)?.ToUpperInvariant(),
            parsed.InvocationConfiguration.Output,
            cancellation));
        return command;
    }

    internal static Task<int> RunAsync(int port, string? data, bool once, string? down, TextWriter output, CancellationToken cancellation) => Errors.StartingAsync(async () =>
    {
        var (started, errors) = await SandboxWorld.StartAsync(port, data, down, cancellation);
        if (started is not { } world)
        {
            await Errors.WriteAsync(System.Console.Error, errors);
            return 1;
        }

        await using (world)
        {
            try
            {
                if (once)
                {
                    return await OnceRun.RunAsync(world, down, output, TimeProvider.System, cancellation);
                }

                // One counter for both: two would give the newcomer's dossier the number of one that flows.
                var samples = new SampleDossiers(TimeProvider.System);
                Introduce(world, samples, output);
                await FlowAsync(world, samples, cancellation);
                return 0;
            }
            catch (OperationCanceledException) when (world.Stopping.IsCancellationRequested || cancellation.IsCancellationRequested)
            {
                // Ctrl+C: the way out of a running sandbox, and a failure of one that had an end.
                return once ? 1 : 0;
            }
        }
    });

    private static void Introduce(SandboxWorld world, SampleDossiers samples, TextWriter output)
    {
        var folder = Path.GetDirectoryName(world.ConfigurationPath)!;
        var sample = Path.Combine(folder, "sample-dossier.json");
        File.WriteAllBytes(sample, world.Samples.Next(withFiles: false).Json);
        output.WriteLine($"Console              {world.Address}");
        output.WriteLine($"API description      {world.Address}openapi/v1.json");
        output.WriteLine($"Configuration        {world.ConfigurationPath}");
        output.WriteLine($"One-stop's API key   {world.Keys["MCDT"]}");
        output.WriteLine();
        output.WriteLine("Partners, simulated (their knobs and records answer at the address shown, even while they are down):");
        foreach (var partner in world.Province.All)
        {
            output.WriteLine($"  {partner.Code,-8}  {partner.AdminUrl}_sim");
        }

        output.WriteLine();
        output.WriteLine("Send a dossier as the one-stop does (again: it is recognised):");
        output.WriteLine($"  curl -s -X POST {world.Address}api/v1/dossiers -H 'X-Api-Key: {world.Keys["MCDT"]}' -H 'Content-Type: application/json' --data-binary @{sample}");
        output.WriteLine();
        output.WriteLine("A sample dossier flows every few seconds. Ctrl+C ends it.");
        output.Flush();
    }

    private static async Task FlowAsync(SandboxWorld world, SampleDossiers samples, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, world.Stopping);
        for (var i = 0; ; i++)
        {
            await world.SendAsync(world.Samples.Next(withFiles: i % 3 == 0), stop.Token);
            await Task.Delay(Pace, TimeProvider.System, stop.Token);
        }
    }
}

using Interop.Bench.Running;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Bench.Ledgers;

/// <summary>Ledgers that are filled before a hub opens them.</summary>
internal static class FilledLedger
{
    /// <summary>All delivered, as after a good year.</summary>
    public static Task<HubFolder> DeliveredAsync(Run run, int count, CancellationToken cancellationToken) =>
        MakeAsync(run, "delivered", count, HubFolder.RestSender, HubFolder.RestReceiver, delivered: true, cancellationToken);

    /// <summary>All waiting for a partner that is dead.</summary>
    public static Task<HubFolder> WaitingAsync(Run run, int count, CancellationToken cancellationToken) =>
        MakeAsync(run, "waiting", count, HubFolder.DeadSender, HubFolder.Dead, delivered: false, cancellationToken);

    private static Task<HubFolder> MakeAsync(Run run, string name, int count, string sender, string destination, bool delivered, CancellationToken cancellationToken) => run.FilledAsync(
        name,
        async folder =>
        {
            var keys = FileKeyRing.Open(folder.MasterKey, NullLogger.Instance);
            var services = new ServiceCollection().AddLogging().AddSingleton<IKeyRing>(keys);
            await run.Form.AddLedgerAsync(services, folder, cancellationToken);
            await using (var provider = services.BuildServiceProvider())
            {
                foreach (var service in provider.GetServices<IHostedService>())
                {
                    await service.StartAsync(cancellationToken);
                }

                Run.Say($"  loading {count:N0} dossiers into the ledger \"{name}\" through its port");
                await new Loader(provider.GetRequiredService<ILedger>(), keys, TimeProvider.System).FillAsync(count, sender, destination, delivered, cancellationToken);
            }

            await VerifyAsync(run, folder, cancellationToken);
        });

    /// <summary>What was loaded must be what a hub would have written: its own command says so.</summary>
    private static async Task VerifyAsync(Run run, HubFolder folder, CancellationToken cancellationToken)
    {
        await folder.ConfigureAsync(run.Form, new Uri("http://127.0.0.1:1/"), new Uri("http://127.0.0.1:2/"), run.Sinks, null, cancellationToken);
        var (code, output) = await Child.RunAsync(Tree.Hub, ["ledger", "verify", "--config", folder.Configuration], cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"The loaded ledger does not verify: {output}");
        }

        Run.Say($"  ledger verify: {output.ReplaceLineEndings(" ").Trim()}");
    }
}

using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Security.Rewrap;
using Interop.Hub.Ledger.Sqlite;
using Interop.Hub.Ledger.Sqlite.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Ledger;

/// <summary>Puts the ledger into the composition root.</summary>
public static class LedgerServices
{
    /// <summary>
    /// The embedded ledger, as <see cref="ILedger"/>, <see cref="IDueDeliveries"/> and <see cref="ILedgerReader"/>.
    /// Needs an <see cref="IKeyRing"/>. It opens, and applies its scripts, before the hosted services registered after it start.
    /// </summary>
    public static IServiceCollection AddSqliteLedger(this IServiceCollection services, SqliteLedgerOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => SqliteLedger.Open(
            options, p.GetRequiredService<IKeyRing>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SqliteLedger>>()));
        services.AddSingleton<ILedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IDueDeliveries>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<ILedgerReader>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IClusterLedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IInboxLedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IAwaitedDossiers>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IPacketContents>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IReplayLedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IRecoveryLedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IRetentionLedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IErasureLedger>(p => p.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IDocumentIndex>(p => new SqliteDocumentIndex(p.GetRequiredService<SqliteLedger>()));
        services.AddSingleton<IUploadIndex>(p => new SqliteUploadIndex(p.GetRequiredService<SqliteLedger>()));
        services.AddSingleton<ISpentNonces>(p => new SqliteSpentNonces(p.GetRequiredService<SqliteLedger>()));
        services.AddSingleton<ILookUpLedger>(p => new SqliteLookUps(p.GetRequiredService<SqliteLedger>()));
        services.AddSingleton<IEvidenceHead>(p => new SqliteEvidenceHead(p.GetRequiredService<SqliteLedger>(), options.Node));
        services.AddSingleton<IWrappedKeys>(p => new SqliteWrappedKeys(p.GetRequiredService<SqliteLedger>()));
        services.AddSingleton<IHostedService>(p => new LedgerStart(
            _ =>
            {
                p.GetRequiredService<SqliteLedger>();
                return Task.CompletedTask;
            },
            token => NoteRingAsync(p, options.Node, token)));
        return services;
    }

    /// <summary>
    /// The shared ledger, as <see cref="ILedger"/>, <see cref="IDueDeliveries"/> and <see cref="ILedgerReader"/>.
    /// Needs an <see cref="IKeyRing"/>. It looks at its database, and applies its scripts, before the hosted services
    /// registered after it start; nothing may be asked of it earlier.
    /// </summary>
    public static IServiceCollection AddPostgresLedger(this IServiceCollection services, PostgresLedgerOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(p => PostgresLedger.Over(
            options, p.GetRequiredService<IKeyRing>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<PostgresLedger>>()));
        services.AddSingleton<ILedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IDueDeliveries>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<ILedgerReader>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IClusterLedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IInboxLedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IAwaitedDossiers>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IPacketContents>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IReplayLedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IRecoveryLedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IRetentionLedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IErasureLedger>(p => p.GetRequiredService<PostgresLedger>());
        services.AddSingleton<IDocumentIndex>(p => new PostgresDocumentIndex(p.GetRequiredService<PostgresLedger>().Database, p.GetRequiredService<PostgresLedger>().Clock));
        services.AddSingleton<IUploadIndex>(p => new PostgresUploadIndex(p.GetRequiredService<PostgresLedger>().Database, p.GetRequiredService<PostgresLedger>().Clock));
        services.AddSingleton<ISpentNonces>(p => new PostgresSpentNonces(p.GetRequiredService<PostgresLedger>().Database, p.GetRequiredService<PostgresLedger>().Clock));
        services.AddSingleton<ILookUpLedger>(p => new PostgresLookUps(p.GetRequiredService<PostgresLedger>()));
        services.AddSingleton<IEvidenceHead>(p => new PostgresEvidenceHead(p.GetRequiredService<PostgresLedger>().Database, options.Node));
        services.AddSingleton<IWrappedKeys>(p => new PostgresWrappedKeys(p.GetRequiredService<PostgresLedger>().Database, p.GetRequiredService<PostgresLedger>().Clock));
        services.AddSingleton<IHostedService>(p => new LedgerStart(p.GetRequiredService<PostgresLedger>().PrepareAsync, token => NoteRingAsync(p, options.Node, token)));
        services.AddSingleton<IHostedService>(p => new AnchoringService(p.GetRequiredService<PostgresLedger>(), p.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>
    /// Opens ledger and document store for a command that works beside the hub: nothing that belongs to a node at work is
    /// started, and nothing is noted of this process.
    /// </summary>
    public static async Task OpenBesideAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await (service switch
            {
                LedgerStart ledger => ledger.OpenAsync(cancellationToken),
                ShelfStart shelf => shelf.StartAsync(cancellationToken),
                _ => Task.CompletedTask,
            });
        }
    }

    private static Task NoteRingAsync(IServiceProvider services, string node, CancellationToken cancellationToken)
    {
        var ring = services.GetRequiredService<IKeyRing>();
        return services.GetRequiredService<IWrappedKeys>().NoteRingAsync(new NodeRing(node, [ring.CurrentId, .. ring.Ids.Where(i => i != ring.CurrentId)]), cancellationToken);
    }
}

/// <summary>Opens the ledger with the host, so that a database that does not fit stops the start and not the first request; then notes what this node is.</summary>
internal sealed class LedgerStart(Func<CancellationToken, Task> open, Func<CancellationToken, Task> note) : IHostedService
{
    public Task OpenAsync(CancellationToken cancellationToken) => open(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await open(cancellationToken);
        await note(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

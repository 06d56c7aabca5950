using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Security;
using Interop.Hub.Ledger.Documents;
using Interop.Hub.Ledger.Documents.Local;
using Interop.Hub.Ledger.Documents.Postgres;
using Interop.Hub.Ledger.Documents.S3;
using Interop.Hub.Ledger.Security.Rewrap;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Interop.Hub.Ledger;

/// <summary>
/// Puts a document store into the composition root, as <see cref="IDocumentStore"/>, <see cref="IResumableUploads"/>,
/// <see cref="IDocumentCollector"/> and <see cref="IDocumentShelfCheck"/>. What there is and who refers to it stands in
/// the ledger that was added before.
/// </summary>
public static class DocumentServices
{
    /// <summary>
    /// Files on the local disk: for one node. The folder should be on the ledger's own disk, so that both are backed up
    /// together.
    /// </summary>
    public static IServiceCollection AddLocalDocuments(this IServiceCollection services, string folder) =>
        services.AddShelf(_ => new LocalShelf(folder));

    /// <summary>Files in an S3 bucket that every node reaches.</summary>
    public static IServiceCollection AddS3Documents(this IServiceCollection services, S3ShelfOptions options) =>
        services.AddShelf(_ => new S3Shelf(options));

    /// <summary>Files in chunks in a PostgreSQL database that every node reaches: the ledger's own, or another.</summary>
    /// <param name="services">The composition root's.</param>
    /// <param name="connectionString">The connection, in Npgsql's words. The user may make tables.</param>
    public static IServiceCollection AddPostgresDocuments(this IServiceCollection services, string connectionString) =>
        services.AddShelf(_ => new PostgresShelf(connectionString));

    private static IServiceCollection AddShelf(this IServiceCollection services, Func<IServiceProvider, ISealedShelf> shelf)
    {
        services.AddSingleton(shelf);
        services.AddSingleton(p => new SealedDocuments(
            p.GetRequiredService<ISealedShelf>(), p.GetRequiredService<IDocumentIndex>(), p.GetRequiredService<IKeyRing>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDocumentStore>(p => p.GetRequiredService<SealedDocuments>());
        services.AddSingleton<IResumableUploads>(p => new ResumableUploads(
            p.GetRequiredService<ISealedShelf>(),
            p.GetRequiredService<SealedDocuments>(),
            p.GetRequiredService<IDocumentIndex>(),
            p.GetRequiredService<IUploadIndex>(),
            p.GetRequiredService<IKeyRing>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDocumentCollector>(p => new SealedCollector(
            p.GetRequiredService<ISealedShelf>(), p.GetRequiredService<IDocumentIndex>(), p.GetRequiredService<IUploadIndex>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IKeyRewrap>(p => new KeyRewrap(
            p.GetRequiredService<IWrappedKeys>(),
            new DocumentRewrap(p.GetRequiredService<ISealedShelf>(), p.GetRequiredService<IDocumentIndex>(), p.GetRequiredService<IKeyRing>(), p.GetRequiredService<TimeProvider>()),
            p.GetRequiredService<IKeyRing>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDocumentShelfCheck>(p => new ShelfCheck(p.GetRequiredService<ISealedShelf>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService>(p => new ShelfStart(p.GetRequiredService<ISealedShelf>()));
        return services;
    }
}

/// <summary>Makes the shelf ready with the host, so that a store that cannot be used stops the start and not the first upload.</summary>
internal sealed class ShelfStart(ISealedShelf shelf) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => shelf.PrepareAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

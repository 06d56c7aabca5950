using Interop.Hub.Core.Configuration;
using Interop.Hub.Ledger;
using Interop.Hub.Ledger.Documents.S3;

namespace Interop.Hub.Host.Composition;

/// <summary>The document store that the configuration names.</summary>
internal static class DocumentStores
{
    /// <exception cref="IOException">A secret cannot be had; the message says which.</exception>
    public static IServiceCollection AddDocuments(this IServiceCollection services, HubSettings settings) => settings.Documents switch
    {
        { Kind: DocumentStoreKind.S3, S3: { } s3 } => services.AddS3Documents(new S3ShelfOptions
        {
            Endpoint = s3.Endpoint,
            Bucket = s3.Bucket,
            Prefix = s3.Prefix,
            Region = s3.Region,
            AccessKey = Secret(settings, s3.AccessKey, "Documents:S3:AccessKey"),
            SecretKey = Secret(settings, s3.SecretKey, "Documents:S3:SecretKey"),
            PathStyle = s3.PathStyle,
            Scratch = Path.Combine(settings.Ledger.Directory, LedgerPlaces.Scratch),
        }),
        { Kind: DocumentStoreKind.Postgres, ConnectionString: { } connection } => services.AddPostgresDocuments(Secret(settings, connection, "Documents:ConnectionString")),
        _ => services.AddLocalDocuments(Path.Combine(settings.Ledger.Directory, LedgerPlaces.Documents)),
    };

    private static string Secret(HubSettings settings, string reference, string name) =>
        SecretReference.Resolve(reference, settings.Node.Environment) is { Length: > 0 } value
            ? value
            : throw new IOException($"The secret {SecretReference.NameOf(reference)} cannot be read; see {name}.");
}

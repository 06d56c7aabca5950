namespace Interop.Hub.Core.Configuration;

/// <summary>Where files are. What they are and who refers to them stands in the ledger.</summary>
/// <param name="Kind">The store.</param>
/// <param name="S3">The bucket; null unless <paramref name="Kind"/> is <see cref="DocumentStoreKind.S3"/>.</param>
/// <param name="ConnectionString">
/// With <see cref="DocumentStoreKind.Postgres"/>: reference of the connection string, the ledger's own unless another is
/// named. Else null.
/// </param>
public sealed record DocumentSettings(DocumentStoreKind Kind, S3Settings? S3 = null, string? ConnectionString = null);

/// <summary>The document stores there are.</summary>
public enum DocumentStoreKind
{
    /// <summary>Folder on the local disk, beside the ledger's: one node.</summary>
    Local = 0,

    /// <summary>Bucket of an S3 server: any number of nodes.</summary>
    S3 = 1,

    /// <summary>Chunks in PostgreSQL: any number of nodes.</summary>
    Postgres = 2,
}

/// <summary>A bucket.</summary>
public sealed record S3Settings
{
    /// <summary>The server's address, without a path.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The bucket, 3 to 63 characters; it exists.</summary>
    public required string Bucket { get; init; }

    /// <summary>What stands before every key. Default: nothing.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>The region that requests are signed for. Default <c>us-east-1</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Reference of the access key's id.</summary>
    public required string AccessKey { get; init; }

    /// <summary>Reference of the access key's secret.</summary>
    public required string SecretKey { get; init; }

    /// <summary>True: the bucket stands in the path; false: in the host name. Default true.</summary>
    public bool PathStyle { get; init; } = true;
}

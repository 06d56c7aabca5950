namespace Interop.Hub.Ledger.Documents.S3;

/// <summary>A bucket of an S3 server.</summary>
public sealed record S3ShelfOptions
{
    /// <summary>The server's address, such as <c>https://s3.tinhmau.gov.vn</c>; http or https.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The bucket. It must exist: making it, with its replication and its backups, is the storage operator's.</summary>
    public required string Bucket { get; init; }

    /// <summary>What stands before every key, such as <c>interop/</c>; empty: nothing.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>The region that requests are signed for. Default <c>us-east-1</c>, which servers other than Amazon's take.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Id of the access key.</summary>
    public required string AccessKey { get; init; }

    /// <summary>The secret of the access key, resolved.</summary>
    public required string SecretKey { get; init; }

    /// <summary>True: the bucket stands in the path (<c>host/bucket/key</c>), else in the host name. Default true.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>
    /// Folder for the part under way of each upload, sealed; it is not synced and may be on any local disk. Null: the
    /// system's temporary folder.
    /// </summary>
    public string? Scratch { get; init; }

    /// <summary>Bytes of one part of a multipart upload, at least 5 MiB as S3 asks. Default 8 MiB; larger by itself when a file may need more than 10,000 parts.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>Names asked for at once when the bucket is listed; 1,000 is the most that S3 gives.</summary>
    internal int PageKeys { get; init; } = 1000;
}

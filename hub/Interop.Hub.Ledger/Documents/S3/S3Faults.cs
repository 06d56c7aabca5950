using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;

namespace Interop.Hub.Ledger.Documents.S3;

/// <summary>What can go wrong between us and an S3 server, and what to do about it.</summary>
internal static class S3Faults
{
    /// <summary>True for what a server or the network can do to us; our own cancellation is none.</summary>
    public static bool IsFault(Exception e, CancellationToken cancellation) => e switch
    {
        AmazonClientException or AmazonServiceException or HttpRequestException or IOException or SocketException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };

    /// <summary>A sentence without a secret or a key in it.</summary>
    public static string Explain(Exception e, S3ShelfOptions options) => e switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"The bucket {options.Bucket} does not exist at {options.Endpoint.Authority}: make it, or correct Documents:S3:Bucket.",
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } s3 => $"{options.Endpoint.Authority} refuses the access key ({s3.ErrorCode}): it needs to read, write, list and delete in {options.Bucket}; see Documents:S3.",
        AmazonS3Exception s3 => $"{options.Endpoint.Authority} answers {(int)s3.StatusCode} {s3.ErrorCode} for the bucket {options.Bucket}.",
        _ => $"The S3 server {options.Endpoint.Authority} cannot be reached: see that it runs, and Documents:S3:Endpoint.",
    };
}

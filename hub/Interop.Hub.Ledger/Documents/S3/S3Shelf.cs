using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Interop.Hub.Ledger.Documents.S3;

/// <summary>Sealed files as objects of an S3 bucket. The server sees sizes, times, random names and the uploading partner's code, never clear text or its digest.</summary>
internal sealed class S3Shelf : ISealedShelf, IDisposable
{
    private const int MostParts = 10_000;
    private readonly S3ShelfOptions _options;
    private readonly string _scratch;
    private readonly AmazonS3Client _client;

    public S3Shelf(S3ShelfOptions options)
    {
        _options = options;
        _scratch = options.Scratch ?? Path.GetTempPath();
        _client = new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), new AmazonS3Config
        {
            ServiceURL = options.Endpoint.AbsoluteUri,
            ForcePathStyle = options.PathStyle,
            AuthenticationRegion = options.Region,
            UseHttp = options.Endpoint.Scheme == Uri.UriSchemeHttp,

            // Amazon's newer trailing checksums are refused by many other servers; Content-MD5 and the signed body are taken by all.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromMinutes(2),
        });
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_scratch);
        try
        {
            await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = _options.Prefix, MaxKeys = 1 }, cancellationToken);
        }
        catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
        {
            throw new StoreWriteException(S3Faults.Explain(e, _options), e);
        }
    }

    public Task<SealedBlob> CreateAsync(Generation name, long maxBytes, CancellationToken cancellationToken)
    {
        var part = Math.Max(_options.PartBytes, (maxBytes / (MostParts - 1)) + 1);
        try
        {
            return Task.FromResult<SealedBlob>(new S3Blob(_client, _options, KeyOf(name.Name), ScratchFile.Create(_scratch, name), part));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreWriteException(e);
        }
    }

    public async Task<Stream?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await S3BlobStream.OpenAsync(_client, _options.Bucket, KeyOf(name), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
        {
            throw new IOException(S3Faults.Explain(e, _options), e);
        }
    }

    public async Task<bool> HasAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(name), cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
        {
            throw new IOException(S3Faults.Explain(e, _options), e);
        }
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DeleteObjectAsync(_options.Bucket, KeyOf(name), cancellationToken);
        }
        catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
        {
            // A stray now; swept when the server is back.
        }
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = _options.Prefix, MaxKeys = _options.PageKeys };
        do
        {
            ListObjectsV2Response page;
            try
            {
                page = await _client.ListObjectsV2Async(request, cancellationToken);
            }
            catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
            {
                throw new IOException(S3Faults.Explain(e, _options), e);
            }

            foreach (var found in page.S3Objects ?? [])
            {
                yield return found.Key[_options.Prefix.Length..];
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public async Task<int> SweepUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        try
        {
            var request = new ListMultipartUploadsRequest { BucketName = _options.Bucket, Prefix = _options.Prefix };
            ListMultipartUploadsResponse page;
            do
            {
                page = await _client.ListMultipartUploadsAsync(request, cancellationToken);
                foreach (var upload in (page.MultipartUploads ?? []).Where(u => u.Initiated?.ToUniversalTime() < before.UtcDateTime))
                {
                    await _client.AbortMultipartUploadAsync(_options.Bucket, upload.Key, upload.UploadId, cancellationToken);
                    removed++;
                }

                request.KeyMarker = page.NextKeyMarker;
                request.UploadIdMarker = page.NextUploadIdMarker;
            }
            while (page.IsTruncated == true);
        }
        catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
        {
            // Not every server lists them, and the bucket's own rule (AbortIncompleteMultipartUpload) ends them too.
        }

        return removed;
    }

    public void Dispose() => _client.Dispose();

    private string KeyOf(string name) => _options.Prefix + name;
}

using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Interop.Hub.Ledger.Documents.S3;

/// <summary>
/// An object under way: one PUT when it is small, else a multipart upload. What the server took is proven by its entity
/// tag, which is the MD5 of each part; where a server has tags of another kind, by reading the whole back.
/// </summary>
internal sealed class S3Blob(AmazonS3Client client, S3ShelfOptions options, string key, FileStream scratch, long partBytes) : SealedBlob
{
    private readonly IncrementalHash _part = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<PartETag> _parts = [];
    private string? _uploadId;
    private bool _proven = true;
    private bool _placed;
    private bool _committed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            if (scratch.Length == partBytes)
            {
                await ToServerAsync(() => SendPartAsync(cancellationToken), cancellationToken);
            }

            var now = bytes[..(int)Math.Min(bytes.Length, partBytes - scratch.Length)];
            _part.AppendData(now.Span);
            _whole.AppendData(now.Span);
            await ToServerAsync(() => scratch.WriteAsync(now, cancellationToken).AsTask(), cancellationToken);
            bytes = bytes[now.Length..];
        }
    }

    public override Task CommitAsync(CancellationToken cancellationToken) => ToServerAsync(
        async () =>
        {
            if (_uploadId is null)
            {
                _placed = true;
                await PutAsync(cancellationToken);
            }
            else
            {
                await SendPartAsync(cancellationToken);
                _placed = true;
                await client.CompleteMultipartUploadAsync(
                    new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = key, UploadId = _uploadId, PartETags = _parts }, cancellationToken);
            }

            if (!_proven && !CryptographicOperations.FixedTimeEquals(await ReadBackAsync(cancellationToken), _whole.GetHashAndReset()))
            {
                throw new StoreWriteException("The S3 server gave back other bytes than it was sent; nothing was kept.");
            }

            _committed = true;
        },
        cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (!_committed)
        {
            await DiscardAsync();
        }

        await scratch.DisposeAsync();
        _part.Dispose();
        _whole.Dispose();
    }

    private async Task DiscardAsync()
    {
        try
        {
            if (_placed)
            {
                await client.DeleteObjectAsync(options.Bucket, key);
            }

            if (_uploadId is not null)
            {
                await client.AbortMultipartUploadAsync(options.Bucket, key, _uploadId);
            }
        }
        catch (Exception e) when (S3Faults.IsFault(e, CancellationToken.None))
        {
            // Swept later, or ended by the bucket's own rule.
        }
    }

    private async Task PutAsync(CancellationToken cancellationToken)
    {
        var md5 = _part.GetHashAndReset();
        scratch.Position = 0;
        var put = await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = options.Bucket,
                Key = key,
                InputStream = scratch,
                AutoCloseStream = false,
                UseChunkEncoding = false,
                ContentType = "application/octet-stream",
                MD5Digest = Convert.ToBase64String(md5),
            },
            cancellationToken);
        Prove(put.ETag, md5);
    }

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        _uploadId ??= (await client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = options.Bucket, Key = key, ContentType = "application/octet-stream" }, cancellationToken)).UploadId;
        var md5 = _part.GetHashAndReset();
        scratch.Position = 0;
        var sent = await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = options.Bucket,
                Key = key,
                UploadId = _uploadId,
                PartNumber = _parts.Count + 1,
                PartSize = scratch.Length,
                InputStream = scratch,
                UseChunkEncoding = false,
                MD5Digest = Convert.ToBase64String(md5),
            },
            cancellationToken);
        Prove(sent.ETag, md5);
        _parts.Add(new PartETag(_parts.Count + 1, sent.ETag));
        scratch.SetLength(0);
        scratch.Position = 0;
    }

    // A server that encrypts by itself has tags that are no MD5 and look like one: another tag proves nothing, either way.
    private void Prove(string? tag, byte[] md5) => _proven &= string.Equals(tag?.Trim('"'), Convert.ToHexStringLower(md5), StringComparison.OrdinalIgnoreCase);

    private async Task<byte[]> ReadBackAsync(CancellationToken cancellationToken)
    {
        await using var back = await S3BlobStream.OpenAsync(client, options.Bucket, key, cancellationToken);
        return await SHA256.HashDataAsync(back, cancellationToken);
    }

    private async Task ToServerAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is not StoreWriteException && S3Faults.IsFault(e, cancellationToken))
        {
            throw new StoreWriteException(S3Faults.Explain(e, options), e);
        }
    }
}

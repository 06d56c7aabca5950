using Amazon.S3;
using Amazon.S3.Model;

namespace Interop.Hub.Ledger.Documents.S3;

/// <summary>
/// Reads an object. A connection that breaks is taken up again where it broke, by a range; a new position is asked for
/// by a range when the next byte is read.
/// </summary>
internal sealed class S3BlobStream : Stream
{
    private const int Tries = 3;
    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly string _key;
    private GetObjectResponse? _response;
    private long _position;

    private S3BlobStream(AmazonS3Client client, string bucket, string key, GetObjectResponse response)
    {
        (_client, _bucket, _key, _response) = (client, bucket, key, response);
        Length = response.ContentLength;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value != _position)
            {
                _position = value;
                Leave();
            }
        }
    }

    /// <exception cref="AmazonS3Exception">The server refuses; 404: there is none.</exception>
    public static async Task<S3BlobStream> OpenAsync(AmazonS3Client client, string bucket, string key, CancellationToken cancellationToken) =>
        new(client, bucket, key, await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= Length)
        {
            return 0;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _response ??= await _client.GetObjectAsync(
                    new GetObjectRequest { BucketName = _bucket, Key = _key, ByteRange = new ByteRange(_position, Length - 1) }, cancellationToken);
                var read = await _response.ResponseStream.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    throw new IOException("The S3 server ended its answer before its length.");
                }

                _position += read;
                return read;
            }
            catch (Exception e) when (S3Faults.IsFault(e, cancellationToken))
            {
                Leave();
                if (attempt == Tries)
                {
                    throw new IOException("The S3 server broke off, and again when it was asked for the rest.", e);
                }
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Leave();
        }

        base.Dispose(disposing);
    }

    private void Leave()
    {
        _response?.Dispose();
        _response = null;
    }
}

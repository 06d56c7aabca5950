namespace Interop.Adapters.Soap.Attachments;

/// <summary>The bytes of the part that the scanner stands in: read once, forward, asynchronously, while it is the current one.</summary>
internal sealed class PartStream(BoundaryScanner scanner, TransferDecoder? decoder, int number, long limit, PackageProblem pastLimit) : Stream
{
    private readonly byte[] _raw = decoder is null ? [] : new byte[8 << 10];
    private int _rawStart;
    private int _rawEnd;
    private bool _closed;

    /// <summary>What broke it, however that looked to whoever read.</summary>
    public PackageProblem? Problem { get; private set; }

    /// <summary>Whether its last byte was read and nothing was wrong with it.</summary>
    public bool Ended { get; private set; }

    /// <summary>Bytes read, decoded.</summary>
    public long Count { get; private set; }

    public override bool CanRead => !_closed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (Problem is not null)
        {
            throw new BrokenPackageException(Problem);
        }

        if (Ended || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            var count = decoder is null ? await scanner.ReadAsync(buffer, cancellationToken) : await DecodeAsync(decoder, buffer, cancellationToken);
            Ended = count == 0;
            Count += count;
            return Count <= limit ? count : throw new BrokenPackageException(pastLimit with { Offset = scanner.Offset });
        }
        catch (BrokenPackageException broken)
        {
            Problem = broken.Problem.In(number);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads on to its end, for nothing.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var nowhere = Ended ? [] : new byte[16 << 10];
        while (await ReadAsync(nowhere, cancellationToken) > 0)
        {
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _closed = true;
        base.Dispose(disposing);
    }

    private async ValueTask<int> DecodeAsync(TransferDecoder encoding, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_rawStart == _rawEnd)
            {
                (_rawStart, _rawEnd) = (0, await scanner.ReadAsync(_raw, cancellationToken));
                if (_rawEnd == 0)
                {
                    return encoding.IsWhole ? 0 : throw Undecodable(scanner.Offset);
                }
            }

            var fine = encoding.TryDecode(_raw.AsSpan(_rawStart.._rawEnd), buffer.Span, out var consumed, out var written);
            _rawStart += consumed;
            if (!fine)
            {
                throw Undecodable(scanner.Offset - (_rawEnd - _rawStart));
            }

            if (written > 0)
            {
                return written;
            }
        }
    }

    private static BrokenPackageException Undecodable(long offset) =>
        new(PackageProblemKind.EncodingBroken, "A part is not in the Content-Transfer-Encoding that it names; send it as binary and say so.", offset);
}

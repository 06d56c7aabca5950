using System.Security.Cryptography;
using Interop.Adapters.Delivery;
using Interop.Contracts.Documents;

namespace Interop.Hub.Ledger.Documents;

/// <summary>
/// Reads a sealed file forward, frame by frame. Every frame is authentic before a byte of it is handed out; read from the
/// beginning to the end, the digest of the whole is checked too. Seeking goes to the frame.
/// </summary>
internal sealed class SealedReader : Stream
{
    private readonly Stream _file;
    private readonly Frames _frames;
    private readonly Sha256Digest? _digest;
    private readonly long _body;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _sealed = new byte[Frames.SealedSize];
    private readonly byte[] _plain = new byte[Frames.Size];
    private long _left;
    private long _position;
    private uint _number;
    private int _at;
    private int _filled;
    private int _skip;
    private bool _fromStart = true;
    private bool _ended;

    /// <param name="file">The sealed file, standing behind its head.</param>
    /// <param name="frames">What opens it.</param>
    /// <param name="digest">What the whole must have; null: its frames alone vouch for it.</param>
    public SealedReader(Stream file, Frames frames, Sha256Digest? digest)
    {
        _file = file;
        _frames = frames;
        _digest = digest;
        _body = file.Position;
        _left = file.Length - _body;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            var body = _file.Length - _body;
            return body - ((body + Frames.SealedSize - 1) / Frames.SealedSize * Frames.TagSize);
        }
    }

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => Length + offset };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target, Length, nameof(offset));
        var frame = target == Length && target > 0 ? (target - 1) / Frames.Size : target / Frames.Size;
        _number = checked((uint)frame);
        _skip = (int)(target - (frame * Frames.Size));
        _file.Position = _body + (frame * Frames.SealedSize);
        _left = _file.Length - _file.Position;
        _at = 0;
        _filled = 0;
        _ended = false;
        _fromStart = target == 0;
        _hash.GetHashAndReset();
        return _position = target;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_at == _filled && !_ended)
        {
            var want = NextSize();
            int got;
            try
            {
                got = await _file.ReadAtLeastAsync(_sealed.AsMemory(0, want), want, throwOnEndOfStream: false, cancellationToken);
            }
            catch (IOException e)
            {
                throw new DocumentUnavailableException($"Document {_digest} cannot be read from its store now.", e);
            }

            OpenFrame(want, got);
        }

        return HandOut(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_at == _filled && !_ended)
        {
            var want = NextSize();
            OpenFrame(want, _file.ReadAtLeast(_sealed.AsSpan(0, want), want, throwOnEndOfStream: false));
        }

        return HandOut(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _frames.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private int NextSize() => (int)Math.Min(_left, Frames.SealedSize);

    private void OpenFrame(int want, int got)
    {
        _left -= want;
        _filled = 0;
        _at = 0;
        try
        {
            if (got < want || want < Frames.TagSize)
            {
                throw new CryptographicException("A sealed document is cut off.");
            }

            _frames.Open(_number++, last: _left == 0, _sealed.AsSpan(0, want), _plain);
            _filled = want - Frames.TagSize;
            _hash.AppendData(_plain, 0, _filled);
            (_at, _skip) = (Math.Min(_skip, _filled), 0);
            if (_left == 0)
            {
                _ended = true;
                if (_fromStart && _digest is { } named && Sha256Digest.FromHash(_hash.GetHashAndReset()) != named)
                {
                    throw new CryptographicException("The digest is another.");
                }
            }
        }
        catch (CryptographicException e)
        {
            _ended = true;
            _filled = 0;
            _at = 0;
            throw new DocumentUnavailableException($"Document {_digest} is damaged in its store: restore it from the backup.", e);
        }
    }

    private int HandOut(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _filled - _at);
        _plain.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        _position += count;
        return count;
    }
}

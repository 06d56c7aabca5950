using Npgsql;

namespace Interop.Hub.Ledger.Documents.Postgres;

/// <summary>Reads a blob chunk by chunk, each by a question of its own: no connection is held while a slow reader reads.</summary>
internal sealed class PostgresBlobStream(NpgsqlDataSource database, Guid blob, long size) : Stream
{
    private byte[] _chunk = [];
    private int _number = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= size)
        {
            return 0;
        }

        var number = checked((int)(_position / PostgresBlob.ChunkSize));
        if (number != _number)
        {
            _chunk = await ChunkAsync(number, cancellationToken);
            _number = number;
        }

        var at = (int)(_position % PostgresBlob.ChunkSize);
        if (at >= _chunk.Length)
        {
            throw new IOException("A chunk of the blob is shorter than its size says.");
        }

        var count = Math.Min(buffer.Length, _chunk.Length - at);
        _chunk.AsSpan(at, count).CopyTo(buffer.Span);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => size + offset };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<byte[]> ChunkAsync(int number, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand("select bytes from document_chunk where blob = $1 and number = $2");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = blob });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
            return (byte[]?)await command.ExecuteScalarAsync(cancellationToken) ?? throw new IOException("A chunk of the blob is missing.");
        }
        catch (Exception e) when (e is not IOException && PostgresShelf.IsFault(e, cancellationToken))
        {
            throw new IOException("The document store's PostgreSQL does not answer.", e);
        }
    }
}

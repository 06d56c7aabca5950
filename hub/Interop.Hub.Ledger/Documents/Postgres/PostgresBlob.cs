using System.Buffers;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace Interop.Hub.Ledger.Documents.Postgres;

/// <summary>
/// A blob under way. Each chunk is a commit of its own that need not be synced, so that a slow sender holds no connection;
/// the last commit is synced, and with it all before it, for the log is one. The server's own SHA-256 of each chunk
/// proves what it took.
/// </summary>
internal sealed class PostgresBlob(NpgsqlDataSource database, Guid blob) : SealedBlob
{
    public const int ChunkSize = 256 << 10;

    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private int _filled;
    private int _number;
    private long _size;
    private bool _begun;
    private bool _committed;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == ChunkSize)
            {
                await WriteChunkAsync(cancellationToken);
            }

            var now = bytes[..Math.Min(bytes.Length, ChunkSize - _filled)];
            now.CopyTo(_chunk.AsMemory(_filled));
            _filled += now.Length;
            bytes = bytes[now.Length..];
        }
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        await WriteChunkAsync(cancellationToken);
        var taken = await RunAsync(
            async connection =>
            {
                await using var batch = Batch(connection, "on");
                batch.BatchCommands.Add(new NpgsqlBatchCommand("update document_blob set complete = true, size = $2 where blob = $1 and not complete returning 1")
                {
                    Parameters = { new NpgsqlParameter<Guid> { TypedValue = blob }, new NpgsqlParameter<long> { TypedValue = _size } },
                });
                return await LastAsync(batch, cancellationToken) is not null;
            },
            cancellationToken);
        _committed = taken;
        if (!taken)
        {
            throw new StoreWriteException("The upload stood still so long that it was swept.");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(_chunk);
        if (_begun && !_committed)
        {
            try
            {
                await PostgresTables.DeleteAsync(database, blob, CancellationToken.None);
            }
            catch (Exception e) when (PostgresShelf.IsFault(e, CancellationToken.None))
            {
                // Swept later.
            }
        }
    }

    private async Task WriteChunkAsync(CancellationToken cancellationToken)
    {
        var proof = await RunAsync(
            async connection =>
            {
                await using var batch = Batch(connection, "off");
                if (!_begun)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into document_blob (blob, size, complete) values ($1, 0, false)")
                    {
                        Parameters = { new NpgsqlParameter<Guid> { TypedValue = blob } },
                    });
                }

                batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into document_chunk (blob, number, bytes) values ($1, $2, $3) returning sha256(bytes)")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = blob },
                        new NpgsqlParameter<int> { TypedValue = _number },
                        new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = _chunk.AsMemory(0, _filled), NpgsqlDbType = NpgsqlDbType.Bytea },
                    },
                });
                _begun = true;
                return (byte[]?)await LastAsync(batch, cancellationToken);
            },
            cancellationToken);
        if (!SHA256.HashData(_chunk.AsSpan(0, _filled)).AsSpan().SequenceEqual(proof))
        {
            throw new StoreWriteException("PostgreSQL took other bytes than it was sent; nothing was kept.");
        }

        _number++;
        _size += _filled;
        _filled = 0;
    }

    // One batch is one transaction, and the setting ends with it.
    private static NpgsqlBatch Batch(NpgsqlConnection connection, string synchronous) =>
        new(connection) { BatchCommands = { new NpgsqlBatchCommand($"select set_config('synchronous_commit', '{synchronous}', true)") } };

    private static async Task<object?> LastAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        object? last = null;
        await using var results = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            last = await results.ReadAsync(cancellationToken) ? results.GetValue(0) : null;
        }
        while (await results.NextResultAsync(cancellationToken));
        return last;
    }

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return await act(connection);
        }
        catch (Exception e) when (e is not StoreWriteException && PostgresShelf.IsFault(e, cancellationToken))
        {
            throw new StoreWriteException(e);
        }
    }
}

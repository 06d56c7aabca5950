using Npgsql;

namespace Interop.Hub.Ledger.Documents.Postgres;

/// <summary>The two tables of the shelf.</summary>
internal static class PostgresTables
{
    // Sealed bytes do not compress: external storage spares the attempt. A chunk needs no reference to its blob: it is
    // written after the blob's row and removed before it.
    private const string Create = """
        create table if not exists document_blob (
          blob uuid primary key,
          size bigint not null,
          complete boolean not null
        );
        create index if not exists document_blob_unfinished on document_blob (blob) where not complete;
        create table if not exists document_chunk (
          blob uuid not null,
          number int not null,
          bytes bytea not null,
          primary key (blob, number)
        );
        alter table document_chunk alter column bytes set storage external;
        """;

    private const long CreateLock = 0x49444F43;

    public static async Task CreateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var there = new NpgsqlCommand("select to_regclass('document_chunk') is not null and to_regclass('document_blob_unfinished') is not null", connection))
        {
            if (await there.ExecuteScalarAsync(cancellationToken) is true)
            {
                return;
            }
        }

        // Nodes that start at once would make the tables at once, and "if not exists" does not stand that.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand($"select pg_advisory_xact_lock({CreateLock})", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var create = new NpgsqlCommand(Create, connection, transaction))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes a blob, its row last, so that what a crash leaves is still found.</summary>
    public static async Task DeleteAsync(NpgsqlDataSource database, Guid blob, CancellationToken cancellationToken)
    {
        await ExecuteAsync(database, "update document_blob set complete = false where blob = $1", blob, cancellationToken);
        await ExecuteAsync(database, "delete from document_chunk where blob = $1", blob, cancellationToken);
        await ExecuteAsync(database, "delete from document_blob where blob = $1 and not exists (select 1 from document_chunk where blob = $1)", blob, cancellationToken);
    }

    public static async Task<IReadOnlyList<Guid>> IdsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<Guid> ids = [];
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, Guid blob, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = blob });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

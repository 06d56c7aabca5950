using Npgsql;

namespace Interop.Bench.Floor;

/// <summary>Group commit on PostgreSQL: one batch, one transaction.</summary>
internal sealed class GroupCommitPostgres : GroupCommit
{
    private readonly NpgsqlConnection _connection;

    public GroupCommitPostgres(string connection)
    {
        _connection = new NpgsqlConnection(connection);
        _connection.Open();
        using var prepare = new NpgsqlCommand("drop table if exists m; create table m(id text primary key, body bytea, done bool)", _connection);
        prepare.ExecuteNonQuery();
        Start();
    }

    protected override async Task CommitAsync(List<Write> group)
    {
        await using var batch = new NpgsqlBatch(_connection);
        var inserts = group.Where(w => w.IsInsert).ToArray();
        var updates = group.Where(w => !w.IsInsert).ToArray();
        if (inserts.Length > 0)
        {
            var insert = new NpgsqlBatchCommand("insert into m select unnest($1::text[]), unnest($2::bytea[]), false");
            insert.Parameters.Add(new NpgsqlParameter { Value = inserts.Select(w => w.Id).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = inserts.Select(w => w.Body).ToArray() });
            batch.BatchCommands.Add(insert);
        }

        if (updates.Length > 0)
        {
            var update = new NpgsqlBatchCommand("update m set done=true where id=any($1)");
            update.Parameters.Add(new NpgsqlParameter { Value = updates.Select(w => w.Id).ToArray() });
            batch.BatchCommands.Add(update);
        }

        await batch.ExecuteNonQueryAsync();
    }
}

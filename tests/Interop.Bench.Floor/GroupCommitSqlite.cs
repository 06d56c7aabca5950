using Microsoft.Data.Sqlite;

namespace Interop.Bench.Floor;

/// <summary>Group commit on SQLite with synchronous = FULL.</summary>
internal sealed class GroupCommitSqlite : GroupCommit
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;

    public GroupCommitSqlite(string path)
    {
        _connection = new SqliteConnection($"Data Source={path}");
        _connection.Open();
        using var prepare = _connection.CreateCommand();
        prepare.CommandText = "pragma journal_mode=wal; pragma synchronous=full; create table m(id text primary key, body blob, done int) without rowid;";
        prepare.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "insert into m values($i,$b,0)";
        _insert.Parameters.Add("$i", SqliteType.Text);
        _insert.Parameters.Add("$b", SqliteType.Blob);
        _update = _connection.CreateCommand();
        _update.CommandText = "update m set done=1 where id=$i";
        _update.Parameters.Add("$i", SqliteType.Text);
        Start();
    }

    protected override Task CommitAsync(List<Write> group)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var write in group)
        {
            var command = write.IsInsert ? _insert : _update;
            command.Transaction = transaction;
            command.Parameters[0].Value = write.Id;
            if (write.IsInsert)
            {
                command.Parameters[1].Value = write.Body;
            }

            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return Task.CompletedTask;
    }
}

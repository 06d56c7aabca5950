using Npgsql;
using NpgsqlTypes;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>Statements that go to the database together, in one round trip, and are answered one after the other.</summary>
internal sealed class Batch
{
    private readonly List<(NpgsqlBatchCommand Command, Action<Row>? Each)> _statements = [];

    /// <summary>How many statements there are.</summary>
    public int Count => _statements.Count;

    /// <summary>Adds a question.</summary>
    public void Ask(string sql, Action<Row> each, params ReadOnlySpan<NpgsqlParameter> parameters) => Add(sql, each, parameters);

    /// <summary>Adds a statement that answers nothing.</summary>
    public void Do(string sql, params ReadOnlySpan<NpgsqlParameter> parameters) => Add(sql, null, parameters);

    /// <summary>Sends them and hands out their answers.</summary>
    public async Task RunAsync(NpgsqlConnection db, CancellationToken cancellationToken)
    {
        if (_statements.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(db);
        foreach (var (command, _) in _statements)
        {
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        // Results come for questions alone: a statement without rows has none.
        foreach (var (_, each) in _statements)
        {
            if (each is null)
            {
                continue;
            }

            while (await reader.ReadAsync(cancellationToken))
            {
                each(new Row(reader));
            }

            await reader.NextResultAsync(cancellationToken);
        }
    }

    private void Add(string sql, Action<Row>? each, ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _statements.Add((command, each));
    }
}

/// <summary>Parameters, by position.</summary>
internal static class P
{
    public static NpgsqlParameter Int64(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Int32(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Bool(bool value) => new NpgsqlParameter<bool> { TypedValue = value };

    public static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static NpgsqlParameter TextOrNull(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Int32OrNull(int? value) => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = value is { } v ? v : DBNull.Value };

    public static NpgsqlParameter Time(DateTimeOffset? value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value is { } v ? v.UtcTicks : DBNull.Value };

    public static NpgsqlParameter Int64OrNull(long? value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = value is { } v ? v : DBNull.Value };

    public static NpgsqlParameter Blob(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value };

    public static NpgsqlParameter Int64s(IEnumerable<long> values) => Array(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter Int64s(IEnumerable<long?> values) => Array(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter Int32s(IEnumerable<int> values) => Array(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter Int32s(IEnumerable<int?> values) => Array(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter Int16s(IEnumerable<short> values) => Array(NpgsqlDbType.Smallint, values);

    public static NpgsqlParameter Bools(IEnumerable<bool> values) => Array(NpgsqlDbType.Boolean, values);

    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Array(NpgsqlDbType.Text, values);

    public static NpgsqlParameter Blobs(IEnumerable<byte[]?> values) => Array(NpgsqlDbType.Bytea, values);

    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset> values) => Int64s(values.Select(v => v.UtcTicks));

    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset?> values) => Int64s(values.Select(v => v?.UtcTicks));

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, IEnumerable<T> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };
}

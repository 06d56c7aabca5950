using Npgsql;
using NpgsqlTypes;

namespace Interop.Hub.Ledger.Postgres.Storage;

/// <summary>Questions to PostgreSQL: parameters by position, rows read as they come.</summary>
internal static class Ask
{
    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Of(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Of(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static NpgsqlParameter Of(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value };

    public static NpgsqlParameter Of(DateTimeOffset value) => Of(value.UtcTicks);

    public static NpgsqlParameter Of(long[] value) => new NpgsqlParameter<long[]> { TypedValue = value };

    public static NpgsqlParameter Of(int? value) => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = value is { } v ? v : DBNull.Value };

    public static NpgsqlParameter Of(string[] value) => new NpgsqlParameter<string[]> { TypedValue = value };

    public static NpgsqlParameter Of(int[] value) => new NpgsqlParameter<int[]> { TypedValue = value };

    public static NpgsqlParameter OfText(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value is null ? DBNull.Value : value };

    public static NpgsqlCommand Command(NpgsqlConnection db, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, db);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static NpgsqlBatchCommand Part(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Asks one question and reads every row of its answer.</summary>
    public static async Task<List<T>> AllAsync<T>(NpgsqlCommand command, Func<Row, T> read, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            return await AllAsync(rows, read, cancellationToken);
        }
    }

    /// <summary>Reads every row of the answer that the reader stands at.</summary>
    public static async Task<List<T>> AllAsync<T>(NpgsqlDataReader rows, Func<Row, T> read, CancellationToken cancellationToken)
    {
        List<T> all = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            all.Add(read(new Row(rows)));
        }

        return all;
    }

    /// <summary>Goes to the batch's next answer and reads every row of it.</summary>
    public static async Task<List<T>> NextAsync<T>(NpgsqlDataReader rows, Func<Row, T> read, CancellationToken cancellationToken) =>
        await rows.NextResultAsync(cancellationToken)
            ? await AllAsync(rows, read, cancellationToken)
            : throw new InvalidOperationException("A batch has fewer answers than questions.");
}

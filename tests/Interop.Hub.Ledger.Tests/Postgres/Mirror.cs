using System.Globalization;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>Copies an embedded ledger's rows into a shared one, so that both can be asked the same and must answer alike.</summary>
internal static class Mirror
{
    private static readonly string[] Tables =
    [
        "dossier", "dossier_identifier", "dossier_party", "request_key", "packet_key", "event_key", "packet", "packet_body", "lane", "delivery",
        "delivery_gate", "attempt", "finding", "destination_control", "operator_act", "document", "packet_document",
    ];

    /// <summary>Makes the tables in an empty database and fills them.</summary>
    public static async Task CopyAsync(string sqlite, string postgres)
    {
        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = sqlite, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await from.OpenAsync();
        await using var to = new NpgsqlConnection(postgres + ";Pooling=false");
        await to.OpenAsync();
        await PostgresScripts.ApplyAsync(to, Scripts.Embedded(PostgresScripts.Store), CancellationToken.None);
        await PartitionsAsync(to);
        foreach (var table in Tables)
        {
            await CopyAsync(from, to, table);
        }

        await EvidenceAsync(from, to);
    }

    /// <summary>Two partitions each, so that a question that finds only one of them is found out.</summary>
    private static async Task PartitionsAsync(NpgsqlConnection to)
    {
        foreach (var table in (string[])["packet", "packet_body", "delivery_passed", "attempt"])
        {
            await using var command = new NpgsqlCommand(
                $"create table {table}_0 partition of {table} for values from (minvalue) to (4); create table {table}_1 partition of {table} for values from (4) to (maxvalue)", to);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task CopyAsync(SqliteConnection from, NpgsqlConnection to, string table)
    {
        var booleans = await BooleansAsync(to, table);
        await using var question = from.CreateCommand();
        question.CommandText = table == "delivery" ? "select *, state in (7, 10, 11, 12) as passed from delivery" : $"select * from {table}";
        await using var rows = await question.ExecuteReaderAsync();
        var columns = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToArray();
        while (await rows.ReadAsync())
        {
            await using var insert = new NpgsqlCommand(
                $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})", to);
            for (var i = 0; i < columns.Length; i++)
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = booleans.Contains(columns[i]) ? rows.GetInt64(i) != 0 : rows.GetValue(i) });
            }

            await insert.ExecuteNonQueryAsync();
        }
    }

    private static async Task<HashSet<string>> BooleansAsync(NpgsqlConnection to, string table)
    {
        await using var command = new NpgsqlCommand("select column_name::text from information_schema.columns where table_name = $1 and data_type = 'boolean'", to)
        {
            Parameters = { new() { Value = table } },
        };
        await using var rows = await command.ExecuteReaderAsync();
        HashSet<string> names = new(StringComparer.Ordinal);
        while (await rows.ReadAsync())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    private static async Task EvidenceAsync(SqliteConnection from, NpgsqlConnection to)
    {
        await using var question = from.CreateCommand();
        question.CommandText = "select entry, node, at, root, previous, digest from evidence order by entry";
        await using var entries = await question.ExecuteReaderAsync();
        while (await entries.ReadAsync())
        {
            var entry = entries.GetInt64(0);
            await using var item = from.CreateCommand();
            item.CommandText = string.Create(CultureInfo.InvariantCulture, $"select kind, subject, number, salt, digest from evidence_item where entry = {entry} order by ordinal");
            List<(short Kind, long Subject, long Number, byte[] Salt, byte[] Digest)> items = [];
            await using (var rows = await item.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync())
                {
                    items.Add((rows.GetInt16(0), rows.GetInt64(1), rows.GetInt64(2), (byte[])rows.GetValue(3), (byte[])rows.GetValue(4)));
                }
            }

            await using var insert = new NpgsqlCommand(
                "insert into evidence (entry, node, at, root, previous, digest, kinds, subjects, numbers, salts, digests) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", to);
            for (var i = 0; i < 6; i++)
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = entries.GetValue(i) });
            }

            insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint, Value = items.Select(i => i.Kind).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = items.Select(i => i.Subject).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = items.Select(i => i.Number).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = items.Select(i => i.Salt).ToArray() });
            insert.Parameters.Add(new NpgsqlParameter { Value = items.Select(i => i.Digest).ToArray() });
            await insert.ExecuteNonQueryAsync();
        }
    }
}

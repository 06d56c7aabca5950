using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Storage;
using Interop.Tests.Servers;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>The one PostgreSQL of this suite; each test takes a database of its own, copied from one whose tables are made.</summary>
[SetUpFixture]
internal sealed class LedgerServer
{
    private const string Template = "interop_template";
    private static PostgresServer? _server;
    private static int _databases;

    public static PostgresServer Server => _server ?? throw new InvalidOperationException("PostgreSQL was not started: the test stands outside this namespace.");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await PostgresServer.StartAsync();
        await ExecuteAsync(Server.ConnectionString("postgres"), $"create database {Template}");
        await using var db = new NpgsqlConnection(Server.ConnectionString(Template) + ";Pooling=false");
        await db.OpenAsync();
        await PostgresScripts.ApplyAsync(db, Scripts.Embedded(PostgresScripts.Store), CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>A fresh database with the ledger's tables.</summary>
    public static async Task<string> DatabaseAsync()
    {
        var name = $"ledger_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(Server.ConnectionString("postgres"), $"create database {name} template {Template}");
        return Server.ConnectionString(name);
    }

    public static Task DropAsync(string connection) =>
        ExecuteAsync(Server.ConnectionString("postgres"), $"drop database {new NpgsqlConnectionStringBuilder(connection).Database} with (force)");

    /// <summary>A number.</summary>
    public static async Task<long> AskAsync(string connection, string sql)
    {
        await using var db = new NpgsqlConnection(connection + ";Pooling=false");
        await db.OpenAsync();
        await using var command = new NpgsqlCommand(sql, db);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static async Task ExecuteAsync(string connection, string sql, params object[] parameters)
    {
        await using var db = new NpgsqlConnection(connection + ";Pooling=false");
        await db.OpenAsync();
        await using var command = new NpgsqlCommand(sql, db);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await command.ExecuteNonQueryAsync();
    }
}

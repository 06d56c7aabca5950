using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Storage;
using Interop.Tests.Servers;
using Npgsql;

namespace Interop.Hub.Ledger.Postgres.Tests;

/// <summary>One PostgreSQL for the suite; each test has a database of its own, copied from one whose tables are made.</summary>
[SetUpFixture]
internal sealed class Server
{
    private const string Template = "interop_template";
    private static int _databases;

    public static PostgresServer Postgres { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Postgres = await PostgresServer.StartAsync();
        await ExecuteAsync("postgres", $"create database {Template}");
        await using (var source = NpgsqlDataSource.Create(Postgres.ConnectionString(Template) + ";Pooling=false"))
        await using (var db = await source.OpenConnectionAsync())
        {
            await PostgresScripts.ApplyAsync(db, Scripts.Embedded(PostgresScripts.Store), CancellationToken.None);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await Postgres.DisposeAsync();

    /// <summary>A fresh database with the ledger's tables.</summary>
    public static async Task<string> DatabaseAsync()
    {
        var name = $"ledger_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync("postgres", $"create database {name} template {Template}");
        return Postgres.ConnectionString(name);
    }

    public static async Task DropAsync(string connection)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await ExecuteAsync("postgres", $"drop database {name} with (force)");
    }

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var db = new NpgsqlConnection(Postgres.ConnectionString(database) + ";Pooling=false");
        await db.OpenAsync();
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync();
    }
}

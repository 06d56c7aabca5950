using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Postgres.Storage;
using Interop.Hub.Ledger.Storage;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>A new version changes the tables of a ledger that other nodes work on.</summary>
[TestFixture]
internal sealed class ScriptTests
{
    private static readonly IReadOnlyList<Script> Known = Scripts.Embedded(PostgresScripts.Store);

    private string _database = string.Empty;

    [SetUp]
    public async Task CreateAsync() => _database = await LedgerServer.DatabaseAsync();

    [TearDown]
    public Task DropAsync() => LedgerServer.DropAsync(_database);

    [Test]
    public async Task A_script_may_take_longer_than_any_question()
    {
        await using var db = await OpenAsync(";Command Timeout=1");
        await PostgresScripts.ApplyAsync(db, [.. Known, Next("select pg_sleep(2)")], CancellationToken.None);
        Assert.That(await LastAsync(db), Is.EqualTo(Known.Count + 1));
    }

    /// <summary>Somebody's report runs over a table: who waits for its lock has everybody else wait behind.</summary>
    [Test]
    public async Task A_table_that_is_held_is_not_waited_for_and_nothing_is_changed()
    {
        await using var report = await OpenAsync();
        await using var held = await report.BeginTransactionAsync();
        await using (var reading = new NpgsqlCommand("select count(*) from told", report))
        {
            await reading.ExecuteScalarAsync();
        }

        await using var db = await OpenAsync();
        IReadOnlyList<Script> scripts = [.. Known, Next("create table made_first (key bigint); alter table told add column more bigint")];
        Assert.That(
            async () => await PostgresScripts.ApplyAsync(db, scripts, CancellationToken.None, TimeSpan.FromMilliseconds(50)),
            Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("pg_stat_activity"));
        Assert.That(await LastAsync(db), Is.EqualTo(Known.Count));

        await held.CommitAsync();
        await PostgresScripts.ApplyAsync(db, scripts, CancellationToken.None, TimeSpan.FromMilliseconds(50));
        Assert.That(await LastAsync(db), Is.EqualTo(Known.Count + 1));
    }

    private static Script Next(string text) => new(Known[^1].Number + 1, "9999-next.sql", text);

    private async Task<NpgsqlConnection> OpenAsync(string more = "")
    {
        NpgsqlConnection db = new($"{_database};Pooling=false{more}");
        await db.OpenAsync();
        return db;
    }

    private static async Task<int> LastAsync(NpgsqlConnection db)
    {
        await using var command = new NpgsqlCommand("select max(number) from schema_script", db);
        return (int)(await command.ExecuteScalarAsync())!;
    }
}

using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Storage;

namespace Interop.Hub.Ledger.Tests.Sqlite;

[TestFixture]
internal sealed class SqliteScriptsTests : LedgerJourney
{
    [Test]
    public async Task A_ledger_opens_again_and_applies_nothing_twice()
    {
        await Store.ReopenAsync();
        Assert.That(await CountAsync("select count(*) from schema_script"), Is.EqualTo(Scripts.Embedded(SqliteScripts.Store).Count));
    }

    [Test]
    public async Task A_changed_script_stops_the_start()
    {
        await ExecuteAsync("update schema_script set sha256 = zeroblob(32) where number = 1");
        await Store.CloseAsync();
        Assert.That(Store.Open, Throws.TypeOf<LedgerSchemaException>().With.Message.Contains("0001-ledger.sql was changed"));
    }

    [Test]
    public async Task A_ledger_of_a_newer_hub_stops_the_start()
    {
        await ExecuteAsync("insert into schema_script (number, name, sha256, applied_at) values (9999, '9999-future.sql', zeroblob(32), 0)");
        await Store.CloseAsync();
        Assert.That(Store.Open, Throws.TypeOf<LedgerSchemaException>().With.Message.Contains("newer hub"));
    }

    [Test]
    public async Task A_script_that_fails_leaves_nothing_of_itself()
    {
        await Store.CloseAsync();
        using var db = Session.OpenWriter(Store.Path, new SqliteLedgerOptions { Path = Store.Path });
        Script broken = new(9000, "9000-broken.sql", "create table half (a integer) strict; create table dossier (a integer) strict;");
        Assert.That(() => SqliteScripts.Apply(db, [.. Scripts.Embedded(SqliteScripts.Store), broken], Clock), Throws.InstanceOf<IOException>());
        using var rows = db.Prepare("select count(*) from sqlite_schema where name = 'half'");
        rows.Step();
        Assert.That(rows.Int64(0), Is.Zero);
    }

    [Test]
    public void Scripts_are_numbered_one_after_the_other() =>
        Assert.That(Scripts.Embedded(SqliteScripts.Store).Select(s => s.Number), Is.EqualTo(Enumerable.Range(1, Scripts.Embedded(SqliteScripts.Store).Count)));

    private Task ExecuteAsync(string sql) => Store.Store.Writer.RunAsync(
        s =>
        {
            s.Db.Script(sql);
            return true;
        },
        0,
        sheddable: false,
        CancellationToken.None);

    private Task<long> CountAsync(string sql) => Store.Store.Readers.AskAsync(
        db =>
        {
            using var rows = db.Prepare(sql);
            rows.Step();
            return rows.Int64(0);
        },
        CancellationToken.None);
}

using System.Security.Cryptography;
using Interop.Hub.Ledger.Examination;
using Interop.Hub.Ledger.Postgres;
using Interop.Hub.Ledger.Security;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>What a look at the database finds before the hub stands on it.</summary>
[TestFixture]
internal sealed class LedgerExaminationTests
{
    private static readonly FileKeyRing Keys = NewRing();

    private static readonly PostgresFacts Sound = new()
    {
        Version = 150018,
        VersionName = "15.18",
        IsStandby = false,
        MayCreate = true,
        Encoding = "UTF8",
        Fsync = "on",
        FullPageWrites = "on",
        SynchronousCommit = "on",
        Connections = 100,
        Taken = 20,
        IsEncrypted = true,
        IsLocal = false,
        Now = DateTimeOffset.UnixEpoch,
        HasTables = true,
    };

    private static readonly object[] Unsound =
    [
        new object[] { Sound with { Version = 140009 }, LedgerFindingGravity.Error, "too old" },
        new object[] { Sound with { IsStandby = true }, LedgerFindingGravity.Error, "standby" },
        new object[] { Sound with { MayCreate = false }, LedgerFindingGravity.Error, "no tables" },
        new object[] { Sound with { Encoding = "LATIN1" }, LedgerFindingGravity.Error, "UTF8" },
        new object[] { Sound with { Fsync = "off" }, LedgerFindingGravity.Error, "fsync" },
        new object[] { Sound with { FullPageWrites = "off" }, LedgerFindingGravity.Warning, "full_page_writes" },
        new object[] { Sound with { SynchronousCommit = "off" }, LedgerFindingGravity.Error, "receipt" },
        new object[] { Sound with { Taken = 95 }, LedgerFindingGravity.Warning, "max_connections" },
        new object[] { Sound with { IsEncrypted = false }, LedgerFindingGravity.Warning, "encrypted" },
    ];

    [Test]
    public void A_sound_database_has_nothing_said_against_it() =>
        Assert.That(Sound.Judge(10, TimeSpan.FromSeconds(-1)).Select(f => f.Gravity), Is.EqualTo(new[] { LedgerFindingGravity.Good }));

    [TestCaseSource(nameof(Unsound))]
    public void What_is_not_sound_is_said_once_with_what_to_do(object facts, LedgerFindingGravity gravity, string part)
    {
        var against = ((PostgresFacts)facts).Judge(10, TimeSpan.Zero).Where(f => f.Gravity != LedgerFindingGravity.Good).ToList();
        Assert.That(against, Has.Count.EqualTo(1));
        Assert.That(against[0].Gravity, Is.EqualTo(gravity));
        Assert.That(against[0].Message, Does.Contain(part));
    }

    [TestCase(3, "ahead of")]
    [TestCase(-3, "behind")]
    public void A_clock_that_is_off_is_said_to_be(int seconds, string how) =>
        Assert.That(Sound.Judge(10, TimeSpan.FromSeconds(seconds)).Single(f => f.Gravity == LedgerFindingGravity.Warning).Message, Does.Contain(how));

    [Test]
    public async Task A_fresh_database_is_good_and_stays_untouched()
    {
        var connection = await LedgerServer.Server.CreateDatabaseAsync();
        for (var twice = 0; twice < 2; twice++)
        {
            var findings = await ExamineAsync(connection);
            Assert.That(findings.Select(f => f.Gravity), Is.All.EqualTo(LedgerFindingGravity.Good));
            Assert.That(findings.Select(f => f.Message), Has.Some.Contains("made at the first start"));
        }
    }

    [Test]
    public async Task A_ledger_in_use_fits_its_own_master_keys_and_no_others()
    {
        await using var harness = await PostgresHarness.OpenAsync();
        var own = await LedgerExamination.OfPostgresAsync(new PostgresLedgerOptions { ConnectionString = harness.Connection }, harness.Keys, TimeProvider.System, default);
        var other = await ExamineAsync(harness.Connection);
        Assert.That(own.Select(f => f.Gravity), Is.All.EqualTo(LedgerFindingGravity.Good), string.Join('\n', own));
        Assert.That(own.Select(f => f.Message), Has.Some.Contains("fit this program"));
        Assert.That(other.Single(f => f.Gravity == LedgerFindingGravity.Error).Message, Does.Contain("began with"));
    }

    [Test]
    public async Task A_session_that_does_not_wait_for_the_disk_is_refused()
    {
        var findings = await ExamineAsync(await LedgerServer.Server.CreateDatabaseAsync() + ";Options=-c synchronous_commit=off");
        Assert.That(findings.Where(f => f.Gravity == LedgerFindingGravity.Error).Select(f => f.Message), Has.One.Contains("synchronous_commit"));
    }

    [Test]
    public async Task A_user_without_rights_is_told_what_it_lacks()
    {
        var connection = await LedgerServer.Server.CreateDatabaseAsync();
        await LedgerServer.ExecuteAsync(connection, "drop role if exists guest; create role guest login password 'guest'");
        var guest = new NpgsqlConnectionStringBuilder(connection) { Username = "guest", Password = "guest" }.ConnectionString;
        Assert.That((await ExamineAsync(guest)).Where(f => f.Gravity == LedgerFindingGravity.Error).Select(f => f.Message), Has.One.Contains("CREATE"));
        Assert.That(
            () => OpenAsync(guest),
            Throws.TypeOf<LedgerSchemaException>().With.Message.Contains("42501").And.Message.Not.Contains("guest;"));
    }

    [TestCase("Host=127.0.0.1;Port=1;Username=u;Password=geheim;Database=d", "does not answer")]
    [TestCase("Host 127.0.0.1 geheim", "Npgsql's words")]
    [TestCase("Nonsense=geheim", "Npgsql's words")]
    public async Task What_is_not_reached_is_one_error_without_the_password(string connection, string part)
    {
        var findings = await ExamineAsync(connection);
        Assert.That(findings, Has.Count.EqualTo(1));
        Assert.That(findings[0].Gravity, Is.EqualTo(LedgerFindingGravity.Error));
        Assert.That(findings[0].Message, Does.Contain(part).And.Not.Contain("geheim"));
    }

    [Test]
    public async Task A_database_that_is_not_there_is_named()
    {
        var connection = new NpgsqlConnectionStringBuilder(await LedgerServer.Server.CreateDatabaseAsync()) { Database = "not_there" }.ConnectionString;
        Assert.That((await ExamineAsync(connection)).Single().Message, Does.Contain("not_there").And.Contain("ConnectionString"));
        Assert.That(() => OpenAsync(connection), Throws.TypeOf<LedgerSchemaException>().With.Message.Contains("not_there"));
    }

    private static FileKeyRing NewRing() => FileKeyRing.FromValue(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    private static async Task OpenAsync(string connection)
    {
        await using var ledger = await PostgresLedger.OpenAsync(
            new PostgresLedgerOptions { ConnectionString = connection }, Keys, TimeProvider.System, NullLogger<PostgresLedger>.Instance, CancellationToken.None);
    }

    private static Task<IReadOnlyList<LedgerFinding>> ExamineAsync(string connection) =>
        LedgerExamination.OfPostgresAsync(new PostgresLedgerOptions { ConnectionString = connection }, Keys, TimeProvider.System, CancellationToken.None);
}

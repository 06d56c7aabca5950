using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Tests.Conformance;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>What only a shared ledger can go through: nodes that run on it, a database that it did not live in, a chain per node.</summary>
[TestFixture]
internal sealed class PostgresRestoreTests
{
    private PostgresHarness _harness = null!;

    [SetUp]
    public async Task Open() => _harness = await PostgresHarness.OpenAsync();

    [TearDown]
    public async Task Close() => await _harness.DisposeAsync();

    [Test]
    public async Task While_a_node_lives_no_restore_is_stated()
    {
        NodeBeat beat = new("node-2", "i", "c", "p", _harness.Clock.Now, Joining: true);
        await _harness.Store.BeatAsync(beat, CancellationToken.None);
        Assert.That(() => StateAsync(_harness.Store), Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("node-2"));
        await _harness.Store.LeaveAsync("node-2", "i", CancellationToken.None);
        Assert.That(() => StateAsync(_harness.Store), Throws.Nothing);
    }

    [Test]
    public async Task A_ledger_in_another_database_than_its_own_is_held_once()
    {
        Assert.That((await _harness.Store.RecoveryAsync(CancellationToken.None)).IsHeld, Is.False);
        Assert.That((await (await _harness.NodeAsync("node-2")).RecoveryAsync(CancellationToken.None)).IsHeld, Is.False, "the same database");

        // As a dump that was put into a new database: the ledger remembers another one.
        await LedgerServer.ExecuteAsync(_harness.Connection, "update ledger_setting set value = value - 1 where name = 'home-database'");
        var moved = await _harness.NodeAsync("node-3");
        Assert.That((await moved.RecoveryAsync(CancellationToken.None)).Holds.Single().Sign, Does.StartWith("database/"));
        Assert.That(await moved.ReleaseAsync(new HoldRelease("operator-1", "chuyển máy chủ", _harness.Clock.Now, Unstated: true), CancellationToken.None), Is.EqualTo(ReleaseVerdict.Released));
        Assert.That((await (await _harness.NodeAsync("node-4")).RecoveryAsync(CancellationToken.None)).IsHeld, Is.False, "a person has judged it");
    }

    [Test]
    public async Task What_was_stated_and_released_is_vouched_for_and_found_when_it_is_changed()
    {
        Sample make = new(_harness.Clock);
        await _harness.Store.AcceptAsync(make.Submission("N-1", "A", Sample.Ministry), CancellationToken.None);
        await StateAsync(_harness.Store);
        await _harness.Store.FinishAsync(1, CancellationToken.None);
        await _harness.Store.ReleaseAsync(new HoldRelease("operator-1", "đã kiểm tra", _harness.Clock.Now, Unstated: false), CancellationToken.None);
        var report = await VerifyAsync();
        Assert.That((report.Break, report.Recoveries, report.Epochs.Count), Is.EqualTo(((EvidenceBreak?)null, 2L, 1)));
        foreach (var (tampering, undo, flaw) in ((string, string, EvidenceFlaw)[])
        [
            ("update recovery set reason = 'x'", "update recovery set reason = 'mất đĩa'", EvidenceFlaw.SubjectChanged),
            ("update hold set released_by = 'x'", "update hold set released_by = 'operator-1'", EvidenceFlaw.SubjectChanged),
            ("update recovery set epoch = 2", "update recovery set epoch = 1", EvidenceFlaw.SubjectMissing),
        ])
        {
            await LedgerServer.ExecuteAsync(_harness.Connection, tampering);
            Assert.That((await VerifyAsync()).Break?.Flaw, Is.EqualTo(flaw), tampering);
            await LedgerServer.ExecuteAsync(_harness.Connection, undo);
        }

        Assert.That((await VerifyAsync()).Holds, Is.True);
    }

    [Test]
    public async Task Of_two_operators_who_release_at_one_time_one_does()
    {
        var other = await _harness.NodeAsync("node-2");
        await StateAsync(_harness.Store);
        await _harness.Store.FinishAsync(1, CancellationToken.None);
        HoldRelease release = new("operator-1", "đã kiểm tra", _harness.Clock.Now, Unstated: false);
        var verdicts = await Task.WhenAll(TryAsync(_harness.Store), TryAsync(other));
        Assert.That(verdicts, Does.Contain(true));
        Assert.That((await VerifyAsync()).Recoveries, Is.EqualTo(2), "the statement and one release");

        async Task<bool> TryAsync(IRecoveryLedger ledger)
        {
            try
            {
                return await ledger.ReleaseAsync(release, CancellationToken.None) == ReleaseVerdict.Released;
            }
            catch (Exception e) when (e is LedgerUnavailableException or PostgresException)
            {
                return false;
            }
        }
    }

    private Task StateAsync(IRecoveryLedger ledger) =>
        ledger.StateAsync(new RecoveryStatement(1, _harness.Clock.Now, "quan-tri", "mất đĩa", _harness.Clock.Now.AddHours(-1), "[]"), CancellationToken.None);

    private Task<EvidenceReport> VerifyAsync() =>
        EvidenceVerifier.VerifyAsync(new PostgresLedgerOptions { ConnectionString = _harness.Connection }, [], CancellationToken.None);
}

using Interop.Hub.Core.Ledger;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Hub.Ledger.Tests.Sqlite;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>A restore that was stated and the word that released the hub stand in the chain, and nothing of them can be changed unnoticed.</summary>
[TestFixture]
internal sealed class RestoreEvidenceTests : LedgerJourney
{
    [SetUp]
    public async Task Restore()
    {
        await RecordedAsync(Make.Submission("N-1", "A", Sample.Ministry));
        await Restores.StateAsync(new RecoveryStatement(1, Clock.Now, "quan-tri", "mất đĩa", Clock.Now.AddHours(-1), "[]"), CancellationToken.None);
        await Restores.FinishAsync(1, CancellationToken.None);
        await Restores.ReleaseAsync(new HoldRelease("operator-1", "đã kiểm tra", Clock.Now, Unstated: false), CancellationToken.None);
    }

    [Test]
    public void They_are_vouched_for()
    {
        var report = Verify();
        Assert.That(report.Break, Is.Null);
        Assert.That((report.Recoveries, report.Epochs.Single().Reason), Is.EqualTo((2, "mất đĩa")));
    }

    [TestCase("update recovery set reason = 'không rõ'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update recovery set lost_from = lost_from + 1", EvidenceFlaw.SubjectChanged)]
    [TestCase("update recovery set chains = '[1]'", EvidenceFlaw.SubjectChanged)]
    [TestCase("delete from recovery", EvidenceFlaw.SubjectMissing)]
    [TestCase("insert into recovery (epoch, stated_at, stated_by, reason, lost_from, chains) values (2, 0, 'x', 'x', 0, '[]')", EvidenceFlaw.Uncovered)]
    [TestCase("update hold set released_by = 'another'", EvidenceFlaw.SubjectChanged)]
    [TestCase("update hold set unstated = 1", EvidenceFlaw.SubjectChanged)]
    [TestCase("update hold set released_at = null", EvidenceFlaw.SubjectMissing)]
    public async Task Whatever_is_changed_is_found(string tampering, EvidenceFlaw flaw)
    {
        await Store.Store.Writer.RunAsync(
            s =>
            {
                s.Db.Script(tampering);
                return true;
            },
            0,
            sheddable: false,
            CancellationToken.None);
        var report = Verify();
        Assert.That(report.Break?.Flaw, Is.EqualTo(flaw), report.Break?.Detail);
    }

    [Test]
    public void A_ledger_that_somebody_has_open_is_not_stated_over() =>
        Assert.That(
            () => RestoringLedger.Open(new SqliteLedgerOptions { Path = Store.Path }, Store.Keys, Clock, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance),
            Throws.TypeOf<LedgerUnavailableException>().With.Message.Contains("only one hub"));

    [Test]
    public async Task While_it_is_stated_no_hub_starts_on_it()
    {
        await Store.CloseAsync();
        await using (RestoringLedger.Open(new SqliteLedgerOptions { Path = Store.Path }, Store.Keys, Clock, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance))
        {
            Assert.That(Store.Open, Throws.TypeOf<LedgerUnavailableException>());
        }

        Store.Reopen();
    }

    private EvidenceReport Verify() => EvidenceVerifier.Verify(Store.Path, [], CancellationToken.None);
}

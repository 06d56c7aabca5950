using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Sqlite.Storage;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Hub.Ledger.Tests.Sqlite;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>Guarantee 12: every acceptance, attempt and act stands in the chain, and nothing of it can be changed unnoticed.</summary>
[TestFixture]
internal sealed class EvidenceTests : LedgerJourney
{
    [SetUp]
    public async Task Record()
    {
        for (var i = 1; i <= 3; i++)
        {
            var packet = Make.Submission($"N-{i}", $"A{i}", Sample.Ministry, Sample.Portal);
            await RecordedAsync(packet);
            await RejectAsync(To(packet, Sample.Ministry));
            await DeliverAsync(To(packet, Sample.Portal));
            await ActAsync(To(packet, Sample.Ministry), DeliveryState.Cancelled);
        }
    }

    [Test]
    public void A_ledger_left_alone_holds()
    {
        var report = Verify();
        Assert.Multiple(() =>
        {
            Assert.That(report.Break, Is.Null);
            Assert.That(report.Holds, Is.True);
            Assert.That((report.Acceptances, report.Attempts, report.Acts), Is.EqualTo((3, 6, 3)));
            Assert.That(report.Head!.Entry, Is.EqualTo(report.Entries));
        });
    }

    [TestCase("update packet set receipt = replace(receipt, 'N-2', 'N-9') where key = 2", EvidenceFlaw.SubjectChanged)]
    [TestCase("update packet set partner = 'X' where key = 2", EvidenceFlaw.SubjectChanged)]
    [TestCase("update packet set accepted_at = accepted_at + 1 where key = 2", EvidenceFlaw.SubjectChanged)]
    [TestCase("update delivery set destination = 'X' where packet = 2", EvidenceFlaw.SubjectChanged)]
    [TestCase("update packet_body set body = (select body from packet_body where packet = 1) where packet = 2", EvidenceFlaw.BodyChanged)]
    [TestCase("update attempt set outcome = 'accepted' where outcome = 'rejected' and delivery = 3", EvidenceFlaw.SubjectChanged)]
    [TestCase("delete from attempt where delivery = 3", EvidenceFlaw.SubjectMissing)]
    [TestCase("update operator_act set operator = 'another' where key = 2", EvidenceFlaw.SubjectChanged)]
    [TestCase("update operator_act set reason = x'00' where key = 2", EvidenceFlaw.SubjectChanged)]
    [TestCase("delete from evidence_item where entry = 5", EvidenceFlaw.ItemsChanged)]
    [TestCase("update evidence_item set salt = zeroblob(16) where entry = 5", EvidenceFlaw.SubjectChanged)]
    [TestCase("delete from evidence_item where entry = 5; delete from evidence where entry = 5", EvidenceFlaw.EntryMissing)]
    [TestCase("update evidence set at = at + 1 where entry = 5", EvidenceFlaw.EntryChanged)]
    [TestCase("update evidence set previous = zeroblob(32) where entry = 5", EvidenceFlaw.ChainBroken)]
    [TestCase("update evidence set entry = 100 where entry = 5; update evidence set entry = 5 where entry = 6; update evidence set entry = 6 where entry = 100", EvidenceFlaw.ChainBroken)]
    [TestCase("insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, node) values (3, 9, 9, 1, 0, 0, 'accepted', 1, 'x')", EvidenceFlaw.Uncovered)]
    [TestCase("insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, node) values (3, 9, 1, 1, 0, 0, 'accepted', 1, 'x')", EvidenceFlaw.OutcomeTwice)]
    public async Task Whatever_is_changed_is_found(string tampering, EvidenceFlaw flaw)
    {
        await TamperAsync(tampering);
        var report = Verify();
        Assert.That(report.Break?.Flaw, Is.EqualTo(flaw), report.Break?.Detail);
    }

    [Test]
    public async Task A_cut_tail_is_found_with_a_checkpoint_from_outside()
    {
        var head = Verify().Head!;
        await TamperAsync($"""
            delete from operator_act where key = 3;
            delete from evidence_item where entry = {head.Entry};
            delete from evidence where entry = {head.Entry};
            """);
        Assert.That(Verify().Holds, Is.True, "without one, nothing tells");
        Assert.That(EvidenceVerifier.Verify(Store.Path, [head], CancellationToken.None).Break?.Flaw, Is.EqualTo(EvidenceFlaw.CheckpointMissing));
    }

    [Test]
    public async Task A_chain_written_anew_in_itself_is_found_with_any_checkpoint_from_before()
    {
        var (early, late) = (Entry(2), Verify().Head!);
        Assert.That(EvidenceVerifier.Verify(Store.Path, [late, early], CancellationToken.None).Holds, Is.True);
        await RewriteAsync(from: 5);
        Assert.That(Verify().Holds, Is.True, "without one, nothing tells");
        Assert.That(EvidenceVerifier.Verify(Store.Path, [early], CancellationToken.None).Holds, Is.True, "what lies before it is as it was");
        var report = EvidenceVerifier.Verify(Store.Path, [late, early, Entry(12)], CancellationToken.None);
        Assert.That((report.Break?.Flaw, report.Break?.Entry), Is.EqualTo((EvidenceFlaw.CheckpointMissing, 12)), "though it was exported once more");
        await RewriteAsync(from: 1);
        Assert.That(EvidenceVerifier.Verify(Store.Path, [late, early], CancellationToken.None).Break?.Entry, Is.EqualTo(2), "the first that differs");
    }

    [Test]
    public async Task The_chain_goes_on_after_a_restart()
    {
        await Store.ReopenAsync();
        await RecordedAsync(Make.Submission("N-4", "A4"));
        var report = Verify();
        Assert.That(report.Break, Is.Null);
        Assert.That(report.Acceptances, Is.EqualTo(4));
    }

    private EvidenceReport Verify() => EvidenceVerifier.Verify(Store.Path, [], CancellationToken.None);

    /// <summary>As somebody would who has the database and this program: an entry is changed, and every digest after it made to fit.</summary>
    private Task RewriteAsync(long from) => Store.Store.Writer.RunAsync(
        s =>
        {
            List<(long Number, string Node, DateTimeOffset At, int Items, byte[] Root)> entries = [];
            using (var rows = s.Db.Prepare("select entry, node, at, items, root from evidence where entry >= ? order by entry").With(from))
            {
                while (rows.Step())
                {
                    entries.Add((rows.Int64(0), rows.Text(1), rows.Time(2), rows.Int32(3), rows.Blob(4)));
                }
            }

            var previous = from == 1 ? EvidenceDigest.Genesis : Entry(from - 1).Digest.ToArray();
            foreach (var (number, node, at, items, root) in entries)
            {
                var moved = number == from ? at.AddSeconds(1) : at;
                var digest = EvidenceDigest.OfEntry(number, node, moved, items, root, previous);
                s.Db.Prepare("update evidence set at = ?, previous = ?, digest = ? where entry = ?").With(moved).With(previous).With(digest).With(number).Run();
                previous = digest;
            }

            return true;
        },
        0,
        sheddable: false,
        CancellationToken.None);

    private EvidenceCheckpoint Entry(long number)
    {
        using var db = Session.OpenReader(Store.Path, new SqliteLedgerOptions { Path = Store.Path });
        using var row = db.Prepare("select digest from evidence where entry = ?").With(number);
        row.Step();
        return new EvidenceCheckpoint("test", number, row.Blob(0));
    }

    private Task TamperAsync(string sql) => Store.Store.Writer.RunAsync(
        s =>
        {
            s.Db.Script("pragma defer_foreign_keys = on");
            s.Db.Script(sql);
            return true;
        },
        0,
        sheddable: false,
        CancellationToken.None);
}

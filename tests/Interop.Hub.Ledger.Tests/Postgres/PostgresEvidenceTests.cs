using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Postgres.Reading;
using Interop.Hub.Ledger.Tests.Conformance;
using Interop.Hub.Ledger.Tests.Sqlite;
using Npgsql;

namespace Interop.Hub.Ledger.Tests.Postgres;

/// <summary>Guarantee 12 in the shared ledger: a chain per node, tied to one another.</summary>
[TestFixture]
internal sealed class PostgresEvidenceTests : LedgerJourney
{
    private NpgsqlConnection _db = null!;
    private string _connection = null!;

    [SetUp]
    public async Task Fill()
    {
        for (var i = 1; i <= 3; i++)
        {
            var packet = Make.Submission($"N-{i}", $"A{i}", Sample.Ministry, Sample.Portal);
            await RecordedAsync(packet);
            await RejectAsync(To(packet, Sample.Ministry));
            await DeliverAsync(To(packet, Sample.Portal));
            await ActAsync(To(packet, Sample.Ministry), DeliveryState.Cancelled);
        }

        _connection = await LedgerServer.Server.CreateDatabaseAsync();
        await Mirror.CopyAsync(Store.Path, _connection);
        _db = new NpgsqlConnection(_connection + ";Pooling=false");
        await _db.OpenAsync();
        await AnchoredAsync();
    }

    [TearDown]
    public async Task CloseConnection() => await _db.DisposeAsync();

    [Test]
    public async Task A_ledger_left_alone_holds_with_every_chain_in_it()
    {
        var report = await VerifyAsync();
        Assert.Multiple(() =>
        {
            Assert.That(report.Break, Is.Null);
            Assert.That((report.Acceptances, report.Attempts, report.Acts, report.Anchors), Is.EqualTo((3, 6, 3, 1)));
            Assert.That(report.Chains.Select(c => (c.Node, c.Entries)), Is.EqualTo(new[] { ("node-2", 1L), ("test", 12L) }));
            Assert.That(report.Chains.Select(c => c.Head!.Entry), Is.EqualTo(new[] { 1L, 12L }));
            Assert.That(report.Head, Is.Null, "there are two");
        });
    }

    [Test]
    public async Task Whatever_is_changed_is_found()
    {
        (string Tampering, EvidenceFlaw Flaw)[] cases =
        [
            ("update packet set receipt = replace(receipt, 'N-2', 'N-9') where key = 2", EvidenceFlaw.SubjectChanged),
            ("update packet set partner = 'X' where key = 2", EvidenceFlaw.SubjectChanged),
            ("update packet set accepted_at = accepted_at + 1 where key = 2", EvidenceFlaw.SubjectChanged),
            ("delete from packet where key = 2", EvidenceFlaw.SubjectMissing),
            ("update delivery set destination = 'X' where packet = 2", EvidenceFlaw.SubjectChanged),
            ("update packet_body set body = (select body from packet_body where packet = 1) where packet = 2", EvidenceFlaw.BodyChanged),
            ("update attempt set outcome = 'accepted' where outcome = 'rejected' and delivery = 3", EvidenceFlaw.SubjectChanged),
            ("update attempt set taken = not taken where delivery = 3", EvidenceFlaw.SubjectChanged),
            ("delete from attempt where delivery = 3", EvidenceFlaw.SubjectMissing),
            ("delete from delivery where key = 3; update evidence_anchor set entry = entry", EvidenceFlaw.SubjectChanged),
            ("update operator_act set operator = 'another' where key = 2", EvidenceFlaw.SubjectChanged),
            (@"update operator_act set reason = '\x00' where key = 2", EvidenceFlaw.SubjectChanged),
            ("update evidence set kinds = '{}', subjects = '{}', numbers = '{}', salts = '{}', digests = '{}' where node = 'test' and entry = 5", EvidenceFlaw.EntryChanged),
            ("update evidence set subjects = '{}' where node = 'test' and entry = 5", EvidenceFlaw.ItemsChanged),
            (@"update evidence set salts = array['\x00112233445566778899aabbccddeeff'::bytea] where node = 'test' and entry = 5", EvidenceFlaw.SubjectChanged),
            (@"update evidence set digests = array['\x00112233445566778899aabbccddeeff'::bytea] where node = 'test' and entry = 5", EvidenceFlaw.SubjectChanged),
            ("delete from evidence where node = 'test' and entry = 5", EvidenceFlaw.EntryMissing),
            ("update evidence set at = at + 1 where node = 'test' and entry = 5", EvidenceFlaw.EntryChanged),
            (@"update evidence set previous = '\x00' where node = 'test' and entry = 5", EvidenceFlaw.ChainBroken),
            ("update evidence set node = 'node-3' where node = 'node-2'", EvidenceFlaw.EntryChanged),
            ("insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, node) values (3, 9, 9, 1, 0, 0, 'accepted', true, 'x')", EvidenceFlaw.Uncovered),
            ("insert into attempt (delivery, number, token, purpose, started_at, duration, outcome, taken, node) values (3, 9, 1, 1, 0, 0, 'accepted', true, 'x')", EvidenceFlaw.OutcomeTwice),
            ("update evidence_anchor set entry = 6", EvidenceFlaw.SubjectChanged),
            ("delete from evidence_anchor", EvidenceFlaw.SubjectMissing),
        ];
        foreach (var (tampering, flaw) in cases)
        {
            var report = await AfterAsync(tampering);
            Assert.That(report.Break?.Flaw, Is.EqualTo(flaw), $"{tampering}: {report.Break?.Detail}");
        }

        Assert.That((await VerifyAsync()).Holds, Is.True, "each was undone");
    }

    [Test]
    public async Task A_cut_tail_is_found_by_a_checkpoint_and_by_the_other_nodes_anchor()
    {
        const string CutBehindTheAnchor = "delete from operator_act where key = 3; delete from evidence where node = 'test' and entry = 12";
        const string CutBeforeTheAnchor = """
            delete from operator_act where key >= 2; delete from attempt where delivery > 2; delete from delivery where packet > 1; delete from packet_body where packet > 1;
            delete from packet where key > 1; delete from evidence where node = 'test' and entry > 4;
            """;
        var checkpoints = (await VerifyAsync()).Chains.Select(c => c.Head!).ToArray();
        Assert.That((await AfterAsync(CutBehindTheAnchor)).Holds, Is.True, "without a checkpoint, nothing tells");
        Assert.That((await AfterAsync(CutBehindTheAnchor, checkpoints)).Break?.Flaw, Is.EqualTo(EvidenceFlaw.CheckpointMissing));
        Assert.That((await AfterAsync(CutBeforeTheAnchor)).Break?.Flaw, Is.EqualTo(EvidenceFlaw.AnchorMissing));
        Assert.That((await AfterAsync("delete from evidence_anchor; delete from evidence where node = 'node-2'", checkpoints)).Break?.Flaw, Is.EqualTo(EvidenceFlaw.CheckpointMissing), "a chain removed whole");
    }

    [Test]
    public async Task A_chain_written_anew_in_itself_is_found_by_a_checkpoint_and_by_the_other_nodes_anchor()
    {
        var checkpoints = (await VerifyAsync()).Chains.Select(c => c.Head!).ToArray();
        Assert.That((await VerifyAsync(checkpoints)).Holds, Is.True);
        var behind = await RewrittenAsync(from: 6);
        Assert.That((await AfterAsync(behind)).Holds, Is.True, "behind the anchor and without a checkpoint, nothing tells");
        var report = await AfterAsync(behind, checkpoints);
        Assert.That((report.Break?.Flaw, report.Break?.Entry), Is.EqualTo((EvidenceFlaw.CheckpointMissing, 12)));
        Assert.That((await AfterAsync(await RewrittenAsync(from: 5))).Break?.Flaw, Is.EqualTo(EvidenceFlaw.AnchorMissing));
    }

    [Test]
    public async Task The_report_names_every_chain_that_is_broken()
    {
        var report = await AfterAsync("update evidence set at = at + 1 where entry = 1");
        Assert.That(report.Chains.Select(c => c.Break?.Flaw), Is.All.EqualTo(EvidenceFlaw.EntryChanged));
    }

    private async Task<EvidenceReport> VerifyAsync(params EvidenceCheckpoint[] checkpoints) =>
        await EvidenceVerifier.VerifyAsync(new PostgresLedgerOptions { ConnectionString = _connection }, checkpoints, CancellationToken.None);

    /// <summary>What a verification says after a change, which is undone.</summary>
    private async Task<EvidenceReport> AfterAsync(string tampering, params EvidenceCheckpoint[] checkpoints)
    {
        await using var undone = await _db.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(tampering, _db))
        {
            await command.ExecuteNonQueryAsync();
        }

        return await new PostgresEvidenceAudit(_db, checkpoints, CancellationToken.None).ReportAsync();
    }

    /// <summary>As somebody would who has the database and this program: an entry is changed, and every digest after it made to fit.</summary>
    private async Task<string> RewrittenAsync(long from)
    {
        await using var command = new NpgsqlCommand("select entry, at, cardinality(kinds), root, previous from evidence where node = 'test' and entry >= $1 order by entry", _db)
        {
            Parameters = { new() { Value = from } },
        };
        await using var rows = await command.ExecuteReaderAsync();
        List<string> updates = [];
        byte[]? previous = null;
        while (await rows.ReadAsync())
        {
            var number = rows.GetInt64(0);
            var at = rows.GetInt64(1) + (number == from ? 1 : 0);
            previous ??= rows.GetFieldValue<byte[]>(4);
            var digest = EvidenceDigest.OfEntry(number, "test", new DateTimeOffset(at, TimeSpan.Zero), rows.GetInt32(2), rows.GetFieldValue<byte[]>(3), previous);
            updates.Add($@"update evidence set at = {at}, previous = '\x{Convert.ToHexString(previous)}', digest = '\x{Convert.ToHexString(digest)}' where node = 'test' and entry = {number}");
            previous = digest;
        }

        return string.Join(';', updates);
    }

    /// <summary>A second node, whose only entry anchors the first one's fifth.</summary>
    private async Task AnchoredAsync()
    {
        byte[] seen;
        await using (var head = new NpgsqlCommand("select digest from evidence where node = 'test' and entry = 5", _db))
        {
            seen = (byte[])(await head.ExecuteScalarAsync())!;
        }

        EvidenceItems items = new();
        items.Add(EvidenceKind.Anchor, 1, 5, EvidenceContent.OfAnchor("test", 5, seen));
        var item = items.All[0];
        var root = EvidenceDigest.Root([item.Digest]);
        await using var insert = new NpgsqlCommand(
            """
            with anchor as (insert into evidence_anchor (node, entry, digest) values ('test', 5, $1))
            insert into evidence (node, entry, at, root, previous, digest, kinds, subjects, numbers, salts, digests)
            values ('node-2', 1, $2, $3, $4, $5, array[4]::smallint[], array[1]::bigint[], array[5]::bigint[], array[$6], array[$7])
            """,
            _db)
        {
            Parameters =
            {
                new() { Value = seen }, new() { Value = Clock.Now.UtcTicks }, new() { Value = root }, new() { Value = EvidenceDigest.Genesis },
                new() { Value = EvidenceDigest.OfEntry(1, "node-2", Clock.Now, 1, root, EvidenceDigest.Genesis) }, new() { Value = item.Salt }, new() { Value = item.Digest },
            },
        };
        await insert.ExecuteNonQueryAsync();
    }
}

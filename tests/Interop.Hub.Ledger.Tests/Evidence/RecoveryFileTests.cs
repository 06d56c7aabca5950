using Interop.Hub.Ledger.Evidence;
using Interop.Hub.Ledger.Evidence.Checkpoints;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>A stated restore voids the checkpoints of what the backup did not have, those alone, and only when it is signed.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RecoveryFileTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-checkpoints-").FullName;
    private readonly CheckpointKey _key = CheckpointKey.Create().Key;

    private CheckpointFile Lines => new(_folder, "hub-1");

    private RecoveryFile Statements => new(_folder);

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task It_voids_older_checkpoints_behind_what_was_kept_and_vouches_for_its_own_entry()
    {
        foreach (var entry in (byte[])[3, 7, 9])
        {
            Lines.Append(Checkpoint(entry), At, _key);
        }

        Statements.Append(Stated(1, kept: 7, lost: 9));
        var reading = await ReadAsync();
        Assert.That(reading.Checkpoints.Select(c => (c.Entry, c.Epoch)), Is.EquivalentTo(new[] { (3L, 0L), (7L, 0L), (8L, 1L) }));
        Assert.That((reading.Flaws.Count, reading.NewestEpoch, reading.Recoveries.Single().Epoch), Is.EqualTo((0, 1L, 1L)));
        Assert.That(Lines.Last(_key)!.Entry, Is.EqualTo(8), "where the chain goes on");

        // What is exported afterwards stands, and a line of before that says otherwise does not.
        Lines.Append(Checkpoint(9, digest: 99) with { Epoch = 1 }, At, _key);
        Assert.That((await ReadAsync()).Checkpoints.Where(c => c.Entry == 9).Select(c => c.Digest.Span[0]), Is.EqualTo(new byte[] { 99 }));
        Assert.That((Lines.Last(_key)!.Entry, Lines.Last(_key)!.Digest.Span[0]), Is.EqualTo((9L, (byte)99)));
    }

    [Test]
    public async Task One_restore_more_undoes_the_one_before()
    {
        Lines.Append(Checkpoint(9), At, _key);
        Statements.Append(Stated(1, kept: 7, lost: 9));
        Lines.Append(Checkpoint(12) with { Epoch = 1 }, At, _key);
        Statements.Append(Stated(2, kept: 5, lost: 12));
        var reading = await ReadAsync();
        Assert.That(reading.Recoveries.Select(r => r.Epoch), Is.EqualTo(new[] { 2 }), "the ledger need not know the first");
        Assert.That(reading.Checkpoints.Select(c => (c.Entry, c.Epoch)), Is.EqualTo(new[] { (6L, 2L) }));
    }

    [Test]
    public async Task An_old_statement_voids_nothing_that_came_after_it()
    {
        Statements.Append(Stated(1, kept: 7, lost: 9));
        Lines.Append(Checkpoint(20) with { Epoch = 1 }, At, _key);
        // Who has no key can only move lines about.
        Statements.Append(Stated(1, kept: 7, lost: 9));
        var reading = await ReadAsync();
        Assert.That(reading.Checkpoints.Select(c => c.Entry), Does.Contain(20));
        Assert.That(reading.Flaws, Is.Empty, "a repeated line is what a command that was cut short leaves");
    }

    [Test]
    public async Task Who_has_not_the_key_states_nothing()
    {
        Lines.Append(Checkpoint(9), At, _key);
        var (_, foreign) = CheckpointKey.Create();
        Statements.Append(SignedRecovery.Of(1, At, "hub-1", 8, Digest(8), Chains(7, 9), foreign));
        Assert.That(Lines.Last(_key)!.Entry, Is.EqualTo(9));
        var reading = await ReadAsync();
        Assert.That(reading.Flaws.Single(), Does.Contain("none of those given"));
        Assert.That(reading.Checkpoints.Select(c => c.Entry), Is.EqualTo(new[] { 9 }));
    }

    [TestCase("\"kept\":7", "\"kept\":1")]
    [TestCase("\"epoch\":1", "\"epoch\":9")]
    [TestCase("\"entry\":8", "\"entry\":9")]
    [TestCase("\"node\":\"hub-1\",\"found\"", "\"node\":\"*\",\"found\"")]
    public async Task A_changed_statement_is_a_forgery(string was, string becomes)
    {
        Lines.Append(Checkpoint(9), At, _key);
        Statements.Append(Stated(1, kept: 7, lost: 9));
        var text = await File.ReadAllTextAsync(Statements.Path);
        Assert.That(text, Does.Contain(was));
        await File.WriteAllTextAsync(Statements.Path, text.Replace(was, becomes, StringComparison.Ordinal));
        var reading = await ReadAsync();
        Assert.That(reading.Flaws.Single(), Does.Contain("signature does not hold").And.Contain(RecoveryFile.Name));
        Assert.That(reading.Checkpoints.Select(c => c.Entry), Is.EqualTo(new[] { 9 }), "it voids nothing");
    }

    [Test]
    public async Task A_checkpoint_whose_epoch_was_changed_is_a_forgery()
    {
        Lines.Append(Checkpoint(9) with { Epoch = 1 }, At, _key);
        await File.WriteAllTextAsync(Lines.Path, (await File.ReadAllTextAsync(Lines.Path)).Replace("\"epoch\":1", "\"epoch\":2", StringComparison.Ordinal));
        Assert.That((await ReadAsync()).Flaws.Single(), Does.Contain("signature does not hold"));
    }

    [Test]
    public async Task What_was_lost_is_told_by_where_chain_and_lines_part()
    {
        FakeChain chain = new(found: 8, differsFrom: 9);
        var plain = await Rewinding.FindAsync(chain, [Checkpoint(3), Checkpoint(7), Checkpoint(12)], isEmbedded: false, CancellationToken.None);
        Assert.That((plain.Chains[0].Found, plain.Chains[0].Kept, plain.Chains[0].Lost), Is.EqualTo((8, 8, 12)), "what lies behind the last line was kept too");
        Assert.That(plain.LostFrom, Is.EqualTo(At.AddMinutes(-5)));

        // A hub ran on after the restore and wrote entries of its own.
        FakeChain ranOn = new(found: 15, differsFrom: 8);
        var overwritten = await Rewinding.FindAsync(
            ranOn, [Checkpoint(3) with { SignedAt = At.AddHours(-9) }, Checkpoint(7) with { SignedAt = At.AddHours(-8) }, Checkpoint(12), Checkpoint(14)], isEmbedded: false, CancellationToken.None);
        Assert.That((overwritten.Chains[0].Found, overwritten.Chains[0].Kept, overwritten.Chains[0].Lost), Is.EqualTo((15, 7, 14)));
        Assert.That(overwritten.LostFrom, Is.EqualTo(At.AddHours(-8).AddMinutes(-5)), "since the last line that it agrees with");

        var gone = await Rewinding.FindAsync(chain, [Checkpoint(4) with { Node = "hub-2" }], isEmbedded: false, CancellationToken.None);
        Assert.That(gone.Chains.Single(c => c.Node == "hub-2"), Is.EqualTo(new RewoundChain("hub-2", 0, new string('0', 64), 0, 4, Convert.ToHexStringLower(Digest(4)))), "a node that joined after the backup");
    }

    private static byte[] Digest(byte of) => [.. Enumerable.Repeat(of, 32)];

    private static EvidenceCheckpoint Checkpoint(byte entry, byte digest = 0) => new("hub-1", entry, Digest(digest == 0 ? entry : digest));

    private static RewoundChain[] Chains(long kept, long lost) => [new("hub-1", kept, new string('a', 64), kept, lost, new string('b', 64))];

    private SignedRecovery Stated(long epoch, long kept, long lost) => SignedRecovery.Of(epoch, At, "hub-1", kept + 1, Digest((byte)(kept + 1)), Chains(kept, lost), _key);

    private Task<CheckpointReading> ReadAsync() => CheckpointReading.OfAsync(_folder, [_key], CancellationToken.None);

    private sealed class FakeChain(long found, long differsFrom) : IEvidenceHead
    {
        public Task<EvidenceCheckpoint?> HeadAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<byte[]?> DigestAsync(string node, long entry, CancellationToken cancellationToken) =>
            Task.FromResult(entry > found ? null : entry >= differsFrom ? Digest(200) : Digest((byte)entry));

        public Task<IReadOnlyList<ChainHead>> HeadsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChainHead>>([new ChainHead("hub-1", found, Digest((byte)found), At)]);
    }
}

using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>The judge of a chain, without a store.</summary>
[TestFixture]
internal sealed class EvidenceChainTests
{
    private static readonly byte[] Content = [1, 2, 3];
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [TestCase(new long[] { 1, 2 }, new long[] { 3 }, null)]
    [TestCase(new long[] { 1, 1 }, new long[] { 3 }, EvidenceFlaw.ItemsChanged, Description = "one vouched for twice, so that the count fits though another is gone")]
    [TestCase(new long[] { 2, 1 }, new long[] { 3 }, EvidenceFlaw.ItemsChanged)]
    [TestCase(new long[] { 1, 3 }, new long[] { 2 }, EvidenceFlaw.ItemsChanged)]
    public void Acceptances_stand_in_a_chain_once_and_in_order(long[] first, long[] second, EvidenceFlaw? flaw)
    {
        var counts = new EvidenceCounts();
        var chain = new EvidenceChain("n", [], counts);
        var one = Entry(1, EvidenceDigest.Genesis, first);
        var two = Entry(2, one.Digest, second);
        var taken = chain.Take(one, [.. one.Items.Select(_ => new EvidenceSubject(Content, null))]) && chain.Take(two, [.. two.Items.Select(_ => new EvidenceSubject(Content, null))]);
        Assert.That((taken, chain.End().Break?.Flaw), Is.EqualTo((flaw is null, flaw)));
    }

    [Test]
    public void A_broken_chain_takes_nothing_more()
    {
        var chain = new EvidenceChain("n", [], new EvidenceCounts());
        var one = Entry(1, EvidenceDigest.Genesis, [1]);
        Assert.That(chain.Take(one with { At = At.AddTicks(1) }, [new EvidenceSubject(Content, null)]), Is.False);
        Assert.That(chain.Take(one, [new EvidenceSubject(Content, null)]), Is.False);
        var end = chain.End();
        Assert.That((end.Entries, end.Head, end.Break?.Flaw), Is.EqualTo((0L, (EvidenceCheckpoint?)null, EvidenceFlaw.EntryChanged)));
    }

    private static EvidenceEntry Entry(long number, byte[] previous, long[] packets)
    {
        EvidenceItems items = new();
        foreach (var packet in packets)
        {
            items.Add(EvidenceKind.Acceptance, packet, 0, Content);
        }

        var root = EvidenceDigest.Root([.. items.All.Select(i => i.Digest)]);
        return new EvidenceEntry("n", number, At, packets.Length, root, previous, EvidenceDigest.OfEntry(number, "n", At, packets.Length, root, previous), [.. items.All]);
    }
}

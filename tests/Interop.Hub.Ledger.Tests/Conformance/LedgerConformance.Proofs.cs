using System.Text;
using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Ledger.Evidence.Proofs;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_proof_of_one_dossier_holds_by_the_public_key_alone_and_shows_no_other()
    {
        using var exported = new ExportedEvidence();
        var (one, other) = (Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal), Make.Submission("N-2", "B", Sample.Ministry));
        await Task.WhenAll(RecordedAsync(one), RecordedAsync(other));
        await Task.WhenAll(RejectAsync(To(one, Sample.Ministry)), DeliverAsync(To(other, Sample.Ministry)), DeliverAsync(To(one, Sample.Portal)));
        await ActAsync(To(one, Sample.Ministry), DeliveryState.Cancelled);
        exported.Export(await Harness.VerifyAsync(), Clock.Now);
        var step = Make.Progress("N-1", "e1", BusinessStatus.Processing);
        await RecordedAsync(step);

        var early = await Harness.ProveAsync(exported.Of("N-1"));
        Assert.That(early.Gaps.Single(), Does.Contain("1 items").And.Contain("not under an exported checkpoint yet"));
        Assert.That(ProofCheck.Check(early.Proof!, [exported.Public]).Facts, Has.Count.EqualTo(4));

        exported.Export(await Harness.VerifyAsync(), Clock.Now);
        var whole = await Harness.ProveAsync(exported.Of("N-1"));
        Assert.That(whole.Gaps, Is.Empty);
        var proof = EvidenceProof.Read(whole.Proof!.Write())!;
        var report = ProofCheck.Check(proof, [exported.Public]);
        Assert.That(report.Flaws, Is.Empty);
        Assert.That(report.Facts.Select(f => f.Content.Split(' ')[0]).Order(), Is.EqualTo(new[] { "acceptance/1", "acceptance/1", "act/1", "attempt/1", "attempt/1" }));
        var said = string.Join('\n', report.Facts.Select(f => f.Content));
        Assert.That(said, Does.Contain($"packetId={one.PacketId} ").And.Contain($"packetId={step.PacketId} ").And.Contain("outcome=rejected").And.Contain("outcome=accepted").And.Contain("operator=operator-1"));
        Assert.That(report.Facts.Select(f => f.SignedAt), Is.All.EqualTo(Clock.Now).Within(TimeSpan.FromSeconds(1)));

        // Neither in the clear nor in what is encoded.
        var bytes = proof.Stretches.SelectMany(s => s.Entries).SelectMany(e => e.Items ?? []).Select(i => Encoding.Latin1.GetString(i.Content)).ToList();
        Assert.That(bytes, Has.Count.EqualTo(5).And.All.Not.Contain(other.PacketId).And.All.Not.Contain(Encoding.Latin1.GetString(Convert.FromHexString(other.Id))));

        using var stranger = new ExportedEvidence();
        Assert.That(ProofCheck.Check(proof, [stranger.Public]).Facts, Is.Empty, "another's key");
    }

    /// <summary>The law: whatever is changed in a proof, it says what it said before, or it says that it does not hold.</summary>
    [Test]
    public async Task No_change_of_a_proof_proves_anything_else()
    {
        using var exported = new ExportedEvidence();
        var packet = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal);
        await Task.WhenAll(RecordedAsync(packet), RecordedAsync(Make.Submission("N-2", "B", Sample.Ministry)), RecordedAsync(Make.Submission("N-3", "C", Sample.Ministry)));
        await DeliverAsync(To(packet, Sample.Portal));
        exported.Export(await Harness.VerifyAsync(), Clock.Now);
        var text = (await Harness.ProveAsync(exported.Of("N-1"))).Proof!.Write();
        var facts = ProofCheck.Check(EvidenceProof.Read(text)!, [exported.Public]).Facts;
        Assert.That(facts, Has.Count.EqualTo(2));

        var random = new Random(7);
        var found = 0;
        for (var i = 0; i < 400; i++)
        {
            var changed = new StringBuilder(text) { [random.Next(text.Length)] = "0189AzZ+/\"{}[],:n "[random.Next(18)] }.ToString();
            if (EvidenceProof.Read(changed) is not { } read)
            {
                continue;
            }

            var report = ProofCheck.Check(read, [exported.Public]);
            found += report.Flaws.Count > 0 ? 1 : 0;
            Assert.That(report.Facts, Is.SubsetOf(facts), changed);
            Assert.That(report.Flaws.Count > 0 || report.Facts.Count == facts.Count || read.Stretches.Sum(s => s.Entries.Sum(e => e.Items?.Count ?? 0)) < facts.Count, changed);
        }

        Assert.That(found, Is.GreaterThan(50), "changes that were found");
    }

    [Test]
    public async Task Of_what_was_erased_or_never_was_there_is_nothing_to_prove()
    {
        using var exported = new ExportedEvidence();
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await DeliverAsync(To(packet, Sample.Ministry));
        await EraseAsync((await ViewAsync("N-1")).Key);
        exported.Export(await Harness.VerifyAsync(), Clock.Now);

        Assert.That((await Harness.ProveAsync(exported.Of("N-9"))).Gaps, Is.EqualTo(new[] { "There is no dossier N-9." }));
        var erased = await Harness.ProveAsync(exported.Of("N-1"));
        Assert.That(erased.Gaps, Has.Count.EqualTo(2).And.All.Contain("was erased"));
        Assert.That(ProofCheck.Check(erased.Proof!, [exported.Public]).Facts, Is.Empty);
    }
}

using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>Deliveries that are claimed in the commit of their packet.</content>
internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_claim_made_with_its_packet_says_what_a_later_one_would_have_said()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry) with
        {
            Identifiers = [Sample.Local("N-1"), Sample.Receipt("0042")],
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var recorded = await RecordedAsync(Held(packet));
        Assert.That(recorded.Ready, Is.Empty, "it is not offered besides");
        var ahead = recorded.Claimed.Single();
        Assert.That(await ClaimAsync(ahead.DeliveryId), Is.Null, "this node has it");

        // Given back untouched, it is claimed again the long way: the same but for token and time.
        await Ledger.RecordAsync(Outcome(ahead, "released", new NextStep(DeliveryState.Ready, Clock.Now, CountsAsAttempt: false)), CancellationToken.None);
        var later = await ClaimedAsync(ahead.DeliveryId);
        Assert.Multiple(() =>
        {
            Assert.That(ahead.Body.ToArray(), Is.EqualTo(later.Body.ToArray()));
            Assert.That(ahead.Identifiers, Is.EqualTo(later.Identifiers));
            Assert.That((ahead.Token, later.Token), Is.EqualTo((1, 2)));
            Assert.That(ahead with { Body = default, Identifiers = [], Findings = [], Token = 2 }, Is.EqualTo(later with { Body = default, Identifiers = [], Findings = [] }));
        });
    }

    [Test]
    public async Task A_packet_that_must_wait_in_its_lane_is_not_claimed_with_its_commit()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var claim = (await RecordedAsync(Held(first))).Claimed.Single();
        var second = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry);
        var waiting = await RecordedAsync(Held(second));
        Assert.That((waiting.Claimed.Count, waiting.Ready.Count), Is.EqualTo((0, 0)), "the lane is in flight");
        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Null);

        var result = await DeliveredAsync(claim);
        Assert.That((result.Taken, result.Ready.Select(r => r.Id)), Is.EqualTo((true, new[] { To(second, Sample.Ministry) })));
        var third = Make.Progress("N-1", "e2", BusinessStatus.Processing, Sample.Ministry);
        Assert.That((await RecordedAsync(Held(third))).Claimed, Is.Empty, "the second is due before it, though nobody has it yet");
        Assert.That((await ClaimedAsync(To(second, Sample.Ministry))).KnownToDestination, Is.True);
    }

    [Test]
    public async Task A_node_that_dies_with_what_it_claimed_ahead_leaves_a_lease_that_ends()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        var claim = (await RecordedAsync(Held(packet))).Claimed.Single();
        await CrashAsync();
        Assert.That(await Due.ExpiredAsync(10, CancellationToken.None), Is.Empty);
        Clock.Advance(TimeSpan.FromSeconds(61));
        var lost = (await Due.ExpiredAsync(10, CancellationToken.None)).Single();
        Assert.That((lost.DeliveryId, lost.Token, lost.Node), Is.EqualTo((claim.DeliveryId, 1L, "node-1")));
    }

    [Test]
    public async Task What_was_taken_before_claims_nothing()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        Assert.That(await AcceptAsync(Held(packet with { Id = Make.Id() })), Is.TypeOf<AcceptResult.Repeated>());
        Assert.That(await ClaimAsync(To(packet, Sample.Ministry)), Is.Not.Null, "it was nobody's");
    }

    private static AcceptPacket Held(AcceptPacket packet) => packet with
    {
        Claims = [.. packet.Deliveries.Select(d => new ClaimRequest { DeliveryId = d.Id, Node = "node-1", Lease = TimeSpan.FromSeconds(60), WithDossier = static _ => false })],
    };
}

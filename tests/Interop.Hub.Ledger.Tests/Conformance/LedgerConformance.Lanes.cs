using Interop.Contracts.Dossiers;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_lane_goes_in_order_one_at_a_time_and_other_lanes_flow()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var second = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry);
        var other = Make.Submission("N-2", "B", Sample.Ministry);
        await RecordedAsync(first);
        Assert.That((await RecordedAsync(second)).Ready, Is.Empty);
        Assert.That((await RecordedAsync(other)).Ready, Has.Count.EqualTo(1));

        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Null, "its turn has not come");
        var claim = await ClaimedAsync(To(first, Sample.Ministry));
        Assert.That(await ClaimAsync(claim.DeliveryId), Is.Null, "it is in flight");
        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Null);

        var released = await DeliveredAsync(claim);
        Assert.That(released.Ready.Select(r => r.Id), Is.EqualTo(new[] { To(second, Sample.Ministry) }));
        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Not.Null);
        Assert.That(await ClaimAsync(To(first, Sample.Ministry)), Is.Null, "what is delivered stays");
    }

    [TestCase(DeliveryState.Rejected)]
    [TestCase(DeliveryState.Unknown)]
    [TestCase(DeliveryState.Parked)]
    [TestCase(DeliveryState.Scheduled)]
    public async Task A_head_that_is_stuck_holds_its_lane_and_no_other(DeliveryState state)
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal);
        var second = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry, Sample.Portal);
        await RecordedAsync(first);
        await RecordedAsync(second);
        var claim = await ClaimedAsync(To(first, Sample.Ministry));
        var park = state == DeliveryState.Parked ? ParkReason.AskPartner : ParkReason.None;
        await RecordAsync(Outcome(claim, "unknown", new NextStep(state, Clock.Now.AddMinutes(5), park)));

        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Null);
        Assert.That((await DeliverAsync(To(first, Sample.Portal))).Ready, Has.Count.EqualTo(1));
        Assert.That((await DeliverAsync(To(second, Sample.Portal))).Taken, Is.True);
    }

    [Test]
    public async Task What_is_scheduled_or_unknown_may_be_claimed_when_it_is_due_and_not_before()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var claim = await ClaimedAsync(To(packet, Sample.Ministry));
        await RecordAsync(Outcome(claim, "deferred", new NextStep(DeliveryState.Scheduled, Clock.Now.AddSeconds(30))) with { ClosedTotal = TimeSpan.FromMinutes(3) });

        Assert.That(await ClaimAsync(claim.DeliveryId), Is.Null);
        Assert.That(await DueAsync(Sample.Ministry), Is.Empty);
        var firstAttempt = Clock.Now;
        Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await DueAsync(Sample.Ministry), Has.Count.EqualTo(1));

        var second = await ClaimedAsync(claim.DeliveryId);
        Assert.Multiple(() =>
        {
            Assert.That(second.From, Is.EqualTo(DeliveryState.Scheduled));
            Assert.That(second.Token, Is.EqualTo(claim.Token + 1));
            Assert.That(second.Attempts, Is.EqualTo(1));
            Assert.That(second.FirstAttemptAt, Is.EqualTo(firstAttempt));
            Assert.That(second.ClosedAtFirst, Is.EqualTo(TimeSpan.FromMinutes(3)));
        });
        await RecordAsync(Outcome(second, "unknown", new NextStep(DeliveryState.Unknown, Clock.Now.AddSeconds(10))));
        Assert.That(await ClaimAsync(claim.DeliveryId), Is.Null);
        Clock.Advance(TimeSpan.FromSeconds(10));
        var third = await ClaimedAsync(claim.DeliveryId);
        Assert.That(third.From, Is.EqualTo(DeliveryState.Unknown));
        await RecordAsync(Outcome(third, "cannot-tell", new NextStep(DeliveryState.Unknown, Clock.Now, CountsAsAttempt: false)) with { Purpose = ClaimPurpose.Probe });
        var fourth = await ClaimedAsync(claim.DeliveryId);
        Assert.That((fourth.Attempts, fourth.Probes), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task A_correction_takes_the_place_of_the_rejected_head_and_goes_as_a_create()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var later = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry);
        await RecordedAsync(first);
        await RecordedAsync(later);
        await RejectAsync(To(first, Sample.Ministry));

        var correction = Make.Correction("N-1", "A2", first.PacketId, Sample.Ministry);
        var accepted = await RecordedAsync(correction);
        Assert.That(accepted.Ready.Select(r => r.Id), Is.EqualTo(new[] { To(correction, Sample.Ministry) }));
        Assert.That(await StateAsync(first, Sample.Ministry), Is.EqualTo(DeliveryState.Superseded));
        Assert.That(await StateAsync(later, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingLane));

        var claim = await ClaimedAsync(To(correction, Sample.Ministry));
        Assert.That(claim.KnownToDestination, Is.False);
        await DeliveredAsync(claim);
        var next = await ClaimedAsync(To(later, Sample.Ministry));
        Assert.That(next.KnownToDestination, Is.True, "now the partner has it");
    }

    [Test]
    public async Task A_rejected_event_is_not_superseded()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var step = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry);
        await RecordedAsync(first);
        await RecordedAsync(step);
        await DeliverAsync(To(first, Sample.Ministry));
        await RejectAsync(To(step, Sample.Ministry));

        var update = Make.Submission("N-1", "B", Sample.Ministry);
        Assert.That((await RecordedAsync(update)).Ready, Is.Empty);
        Assert.That(await StateAsync(step, Sample.Ministry), Is.EqualTo(DeliveryState.Rejected));

        Assert.That((await ActAsync(To(step, Sample.Ministry), DeliveryState.Skipped))!.Select(r => r.Id), Is.EqualTo(new[] { To(update, Sample.Ministry) }));
    }

    [Test]
    public async Task An_operator_judges_what_is_stuck_and_nothing_else()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var second = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry);
        await RecordedAsync(first);
        await RecordedAsync(second);
        var claim = await ClaimedAsync(To(first, Sample.Ministry));
        Assert.That(await ActAsync(claim.DeliveryId, DeliveryState.Cancelled), Is.Null, "what is in flight is the node's");
        await RecordAsync(Outcome(claim, "unknown", new NextStep(DeliveryState.Parked, Park: ParkReason.AskPartner)));

        Assert.That(await ActAsync(claim.DeliveryId, DeliveryState.Rejected), Is.Null, "no operator rejects");
        Assert.That(await ActAsync(claim.DeliveryId, DeliveryState.Ready), Has.Count.EqualTo(1));
        var again = await ClaimedAsync(claim.DeliveryId);
        Assert.That((again.Attempts, again.FirstAttemptAt), Is.EqualTo((0, (DateTimeOffset?)null)), "the operator's word opens a new window");
        await RecordAsync(Outcome(again, "unknown", new NextStep(DeliveryState.Parked, Park: ParkReason.AskPartner)));

        Assert.That((await ActAsync(claim.DeliveryId, DeliveryState.Delivered))!.Select(r => r.Id), Is.EqualTo(new[] { To(second, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(second, Sample.Ministry))).KnownToDestination, Is.True, "proved delivered counts as known");
        Assert.That(await ActAsync(claim.DeliveryId, DeliveryState.Ready), Is.Null, "what is passed stays");
        Assert.That(await ActAsync(new string('0', 32), DeliveryState.Ready), Is.Null);
    }

    [Test]
    public async Task A_delivery_that_was_parked_behind_others_goes_back_to_its_place()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        var second = Make.Progress("N-1", "e1", BusinessStatus.Received);
        second = second with { Deliveries = [Make.Send(Sample.Ministry) with { Park = ParkReason.DestinationRemoved }] };
        var third = Make.Progress("N-1", "e2", BusinessStatus.Processing, Sample.Ministry);
        await RecordedAsync(first);
        await RecordedAsync(second);
        await RecordedAsync(third);

        Assert.That(await ActAsync(To(second, Sample.Ministry), DeliveryState.Ready), Is.Empty);
        Assert.That(await StateAsync(second, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingLane));
        Assert.That((await DeliverAsync(To(first, Sample.Ministry))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(second, Sample.Ministry) }));
        Assert.That(await StateAsync(third, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingLane));
    }
}

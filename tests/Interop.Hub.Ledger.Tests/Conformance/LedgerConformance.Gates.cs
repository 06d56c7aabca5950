using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    private AcceptPacket Gated(string number, string content = "A", DateTimeOffset? proceedAt = null)
    {
        var check = Make.Check(Sample.Population, proceedAt);
        return Make.Submission(number, content) with { Deliveries = [check, Make.Send(Sample.Ministry, check.Id), Make.Send(Sample.Portal)] };
    }

    private Finding Confirmed => new("identity", "/content/dossier/eForm/data/mother", Verdict.Confirmed, Clock.Now);

    [Test]
    public async Task What_stands_behind_a_gate_waits_for_it_and_learns_what_it_found()
    {
        var packet = Gated("N-1");
        var accepted = await RecordedAsync(packet);
        Assert.That(accepted.Ready.Select(r => r.Destination), Is.EqualTo(new[] { Sample.Population, Sample.Portal }));
        Assert.That(await StateAsync(packet, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingGate));
        Assert.That(await ClaimAsync(To(packet, Sample.Ministry)), Is.Null);

        var claim = await ClaimedAsync(To(packet, Sample.Population));
        Assert.That((claim.Role, claim.Gate), Is.EqualTo((DeliveryRole.Check, "identity")));
        var passed = await RecordAsync(Outcome(claim, "accepted", new NextStep(DeliveryState.Delivered)) with { Receipt = new PartnerReceipt { Findings = [Confirmed] } });
        Assert.That(passed.Ready.Select(r => r.Id), Is.EqualTo(new[] { To(packet, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(packet, Sample.Ministry))).Findings, Is.EqualTo(new[] { Confirmed }));
        Assert.That((await DeliveryAsync(packet.Id, Sample.Population)).Findings, Is.EqualTo(new[] { Confirmed }));
    }

    [Test]
    public async Task A_gate_that_opens_while_the_lane_is_held_lets_nothing_jump_the_lane()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(first);
        var gated = Gated("N-1", "B");
        await RecordedAsync(gated);
        Assert.That(await StateAsync(gated, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingLane));

        Assert.That((await DeliverAsync(To(gated, Sample.Population))).Ready, Is.Empty);
        Assert.That(await StateAsync(gated, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingLane));
        Assert.That((await DeliverAsync(To(first, Sample.Ministry))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(gated, Sample.Ministry) }));
    }

    [Test]
    public async Task A_lane_that_frees_before_the_gate_opens_leaves_it_waiting_for_the_gate()
    {
        var first = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(first);
        var gated = Gated("N-1", "B");
        await RecordedAsync(gated);

        Assert.That((await DeliverAsync(To(first, Sample.Ministry))).Ready, Is.Empty);
        Assert.That(await StateAsync(gated, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingGate));
        Assert.That((await DeliverAsync(To(gated, Sample.Population))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(gated, Sample.Ministry) }));
    }

    [Test]
    public async Task A_correction_after_a_refused_gate_takes_along_what_waited_behind_it()
    {
        var refused = Gated("N-1");
        await RecordedAsync(refused);
        await DeliverAsync(To(refused, Sample.Portal));
        var check = await ClaimedAsync(To(refused, Sample.Population));
        await RecordAsync(Outcome(check, "rejected", new NextStep(DeliveryState.Rejected)) with { Fault = FaultCodes.GateRefused("The identity does not match.") });
        Assert.That(await StateAsync(refused, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingGate));

        var corrected = Gated("N-1", "A2");
        var accepted = await RecordedAsync(corrected);
        Assert.That(accepted.Ready.Select(r => r.Destination), Is.EquivalentTo(new[] { Sample.Population, Sample.Portal }));
        Assert.That(await StateAsync(refused, Sample.Population), Is.EqualTo(DeliveryState.Superseded));
        Assert.That(await StateAsync(refused, Sample.Ministry), Is.EqualTo(DeliveryState.Superseded));
        Assert.That(await StateAsync(corrected, Sample.Ministry), Is.EqualTo(DeliveryState.WaitingGate));

        Assert.That((await DeliverAsync(To(corrected, Sample.Population))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(corrected, Sample.Ministry) }));
        Assert.That(await ClaimAsync(To(refused, Sample.Ministry)), Is.Null, "the refused content never goes");
    }

    [Test]
    public async Task What_waited_behind_a_refused_gate_and_is_planned_no_more_lets_its_lane_go()
    {
        var refused = Gated("N-1");
        await RecordedAsync(refused);
        var later = Make.Progress("N-1", "e1", Contracts.Dossiers.BusinessStatus.Received, Sample.Ministry);
        await RecordedAsync(later);
        await RejectAsync(To(refused, Sample.Population));

        var check = Make.Check(Sample.Population);
        var corrected = Make.Submission("N-1", "A2") with { Deliveries = [check, Make.Send(Sample.Portal, check.Id)] };
        var accepted = await RecordedAsync(corrected);
        Assert.That(await StateAsync(refused, Sample.Ministry), Is.EqualTo(DeliveryState.Superseded));
        Assert.That(accepted.Ready.Select(r => r.Id), Does.Contain(To(later, Sample.Ministry)));
    }

    [Test]
    public async Task A_gate_whose_procedure_goes_on_without_an_answer_may_be_claimed_then_and_not_before()
    {
        var packet = Gated("N-1", "A", Clock.Now.AddHours(1));
        var forever = Gated("N-2", "B");
        await RecordedAsync(packet);
        await RecordedAsync(forever);
        var claim = await ClaimedAsync(To(packet, Sample.Population));
        await RecordAsync(Outcome(claim, "deferred", new NextStep(DeliveryState.Scheduled, Clock.Now.AddDays(1))));
        Assert.That(await Due.GatesToPassAsync(10, CancellationToken.None), Is.Empty);

        Clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await Due.GatesToPassAsync(10, CancellationToken.None)).Select(g => g.Id), Is.EqualTo(new[] { claim.DeliveryId }));
        var again = await ClaimedAsync(claim.DeliveryId);
        var unavailable = Confirmed with { Verdict = Verdict.Unavailable };
        var passed = await RecordAsync(Outcome(again, "released", new NextStep(DeliveryState.Delivered, CountsAsAttempt: false)) with { Receipt = new PartnerReceipt { Findings = [unavailable] } });
        Assert.That(passed.Ready.Select(r => r.Id), Is.EqualTo(new[] { To(packet, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(packet, Sample.Ministry))).Findings, Is.EqualTo(new[] { unavailable }));
    }

    [Test]
    public async Task An_operator_skips_a_gate_or_calls_it_off_with_what_waits_behind_it()
    {
        var skipped = Gated("N-1");
        var calledOff = Gated("N-2", "B");
        await RecordedAsync(skipped);
        await RecordedAsync(calledOff);

        Assert.That((await ActAsync(To(skipped, Sample.Population), DeliveryState.Skipped))!.Select(r => r.Id), Is.EqualTo(new[] { To(skipped, Sample.Ministry) }));
        Assert.That(await ActAsync(To(calledOff, Sample.Population), DeliveryState.Cancelled), Is.Empty);
        Assert.That(await StateAsync(calledOff, Sample.Ministry), Is.EqualTo(DeliveryState.Cancelled));
    }

    [Test]
    public async Task A_delivery_behind_two_gates_waits_for_both()
    {
        var identity = Make.Check(Sample.Population);
        var scan = Make.Check("QUETVIRUS") with { Gate = "scan" };
        var packet = Make.Submission("N-1") with { Deliveries = [identity, scan, Make.Send(Sample.Ministry, identity.Id, scan.Id)] };
        await RecordedAsync(packet);

        Assert.That((await DeliverAsync(identity.Id)).Ready, Is.Empty);
        Assert.That((await DeliverAsync(scan.Id)).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(packet, Sample.Ministry) }));
    }
}

using System.Text;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_claim_carries_all_that_is_needed_and_nothing_is_read_back()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry) with
        {
            Identifiers = [Sample.Local("N-1"), Sample.Receipt("0042")],
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        packet = packet with { Deliveries = [packet.Deliveries[0] with { AnswerWithin = TimeSpan.FromDays(3) }] };
        await RecordedAsync(packet);
        var claim = await ClaimedAsync(To(packet, Sample.Ministry));
        Assert.Multiple(() =>
        {
            Assert.That(claim.Body.ToArray(), Is.EqualTo(packet.Body.ToArray()));
            Assert.That(claim.Sender, Is.EqualTo(Sample.OneStop));
            Assert.That(claim.PacketId, Is.EqualTo(packet.PacketId));
            Assert.That(claim.PacketKey, Is.EqualTo(packet.Id));
            Assert.That(claim.Kind, Is.EqualTo(PacketKind.Submission));
            Assert.That(claim.DossierNumber, Is.EqualTo("N-1"));
            Assert.That(claim.Identifiers, Is.EquivalentTo(packet.Identifiers.Select(i => i.Identifier)));
            Assert.That(claim.Facts, Is.EqualTo(packet.Facts));
            Assert.That(claim.BusinessStatus, Is.EqualTo(BusinessStatus.Registered));
            Assert.That(claim.LeaseUntil, Is.EqualTo(Clock.Now.AddSeconds(60)));
            Assert.That(claim.From, Is.EqualTo(DeliveryState.Ready));
            Assert.That(claim.AnswerWithin, Is.EqualTo(TimeSpan.FromDays(3)));
            Assert.That(claim.TraceParent, Is.EqualTo(packet.TraceParent));
            Assert.That(claim.DossierBody.IsEmpty, Is.True);
        });
    }

    [Test]
    public async Task A_claim_brings_the_dossier_as_last_submitted_when_it_is_asked_for()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        var step = Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Portal);
        await RecordedAsync(packet);
        await RecordedAsync(step);

        var claim = await ClaimAsync(To(step, Sample.Portal), withDossier: true);
        Assert.That(Encoding.UTF8.GetString(claim!.DossierBody.Span), Is.EqualTo(Encoding.UTF8.GetString(packet.Body.Span)));
    }

    [Test]
    public async Task An_outcome_with_an_older_token_is_kept_as_evidence_and_changes_nothing()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var late = await ClaimedAsync(To(packet, Sample.Ministry));
        Clock.Advance(TimeSpan.FromSeconds(61));
        var lease = (await Due.ExpiredAsync(10, CancellationToken.None)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(lease.DeliveryId, Is.EqualTo(late.DeliveryId));
            Assert.That(lease.Token, Is.EqualTo(late.Token));
            Assert.That(lease.Node, Is.EqualTo("node-1"));
            Assert.That(lease.Purpose, Is.EqualTo(ClaimPurpose.Send));
        });

        // Adopted by another node: unknown, and claimed again.
        var adopted = Outcome(late, "unknown", new NextStep(DeliveryState.Unknown, Clock.Now)) with { Fault = FaultCodes.LeaseExpired("The node died."), Node = "node-2" };
        Assert.That((await RecordAsync(adopted)).Taken, Is.True);
        Assert.That((await RecordAsync(adopted)).Taken, Is.False, "a lease is adopted once");
        var current = await ClaimedAsync(late.DeliveryId);

        Assert.That((await DeliveredAsync(late)).Taken, Is.False);
        Assert.That(await StateAsync(packet, Sample.Ministry), Is.EqualTo(DeliveryState.InFlight));
        Assert.That((await DeliveredAsync(current)).Taken, Is.True);
        var view = await DeliveryAsync(packet.Id, Sample.Ministry);
        Assert.Multiple(() =>
        {
            Assert.That(view.History.Select(a => a.Taken), Is.EqualTo(new[] { true, false, false, true }));
            Assert.That(view.History.Select(a => a.Number), Is.EqualTo(new[] { 1, 2, 3, 4 }));
            Assert.That(view.Attempts, Is.EqualTo(2));
        });
        Assert.That(await Due.ExpiredAsync(10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Every_attempt_stands_in_the_view_without_the_partners_own_words()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await RejectAsync(To(packet, Sample.Ministry));

        var attempt = (await DeliveryAsync(packet.Id, Sample.Ministry)).History.Single();
        Assert.Multiple(() =>
        {
            Assert.That(attempt.Outcome, Is.EqualTo("rejected"));
            Assert.That(attempt.Fault!.Code, Is.EqualTo("partner.rejected-data"));
            Assert.That(attempt.Fault.PartnerText, Is.Null);
            Assert.That(attempt.Duration, Is.EqualTo(TimeSpan.FromMilliseconds(40)));
        });
    }

    [Test]
    public async Task Codes_that_a_partner_gives_are_attached_and_a_conflict_never_moves_one()
    {
        await RecordedAsync(Make.Submission("N-2", "B") with { Identifiers = [Sample.Local("N-2"), Sample.National("G-2", attach: true)] });
        var packet = Make.Submission("N-1", "A", Sample.Portal);
        await RecordedAsync(packet);
        var claim = await ClaimedAsync(To(packet, Sample.Portal));
        var result = await RecordAsync(Outcome(claim, "accepted", new NextStep(DeliveryState.Delivered)) with
        {
            Identifiers = [Sample.National("G-1", attach: true), Sample.National("G-2", attach: true)],
        });

        Assert.That(result.Taken, Is.True);
        Assert.That((await ViewAsync("N-1")).Identifiers.Select(i => i.Value), Is.EquivalentTo(new[] { "N-1", "G-1" }));
        Assert.That((await ViewAsync("G-2")).Number, Is.EqualTo("N-2"));
        Assert.That((await ViewAsync("G-1")).Number, Is.EqualTo("N-1"));
    }

    [Test]
    public async Task An_attempt_moves_the_dossiers_time_by_more_than_a_second_or_not_at_all()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal);
        await RecordedAsync(packet);
        Clock.Advance(TimeSpan.FromMilliseconds(900));
        await DeliverAsync(To(packet, Sample.Ministry));
        Assert.That((await ViewAsync("N-1")).UpdatedAt, Is.EqualTo(packet.AcceptedAt));

        Clock.Advance(TimeSpan.FromMilliseconds(200));
        await DeliverAsync(To(packet, Sample.Portal));
        Assert.That((await ViewAsync("N-1")).UpdatedAt, Is.EqualTo(Clock.Now));
    }

    [Test]
    public async Task The_control_row_is_saved_by_whoever_saw_the_latest()
    {
        var open = new DestinationControl { Destination = Sample.Ministry, Since = Clock.Now };
        var mine = await Ledger.SaveControlAsync(open with { Door = Door.Broken, FaultCode = "partner.unreachable", ClosedTotal = TimeSpan.FromMinutes(2) }, CancellationToken.None);
        Assert.That(mine, Is.EqualTo(open with { Door = Door.Broken, FaultCode = "partner.unreachable", ClosedTotal = TimeSpan.FromMinutes(2), Version = 1 }));

        var turned = new DestinationControl
        {
            Destination = Sample.Ministry,
            Door = Door.PausedByFault,
            Since = Clock.Now.AddMinutes(1),
            Failures = 2,
            ProbeAt = Clock.Now.AddMinutes(2),
            FailedProbes = 3,
            ReturnStage = 4,
            ReturnLeft = 5,
            ClosedTotal = TimeSpan.FromMinutes(6),
            FaultCode = "partner.credentials",
            Cause = "0123456789abcdef0123456789abcdef",
            Reason = "Sai mật khẩu.",
            Owner = "node-2",
            OwnedUntil = Clock.Now.AddMinutes(7),
            Version = 1,
        };
        var second = await Ledger.SaveControlAsync(turned, CancellationToken.None);
        Assert.That(second, Is.EqualTo(turned with { Version = 2 }));
        var stale = await Ledger.SaveControlAsync(mine with { Door = Door.Open }, CancellationToken.None);
        Assert.That(stale, Is.EqualTo(second));
        Assert.That(await Due.ControlsAsync(CancellationToken.None), Is.EqualTo(new[] { second }));
    }

    [Test]
    public async Task The_backlog_counts_what_is_not_passed()
    {
        var a = Make.Submission("N-1", "A", Sample.Ministry, Sample.Portal);
        await RecordedAsync(a);
        await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Received, Sample.Ministry));
        await DeliverAsync(To(a, Sample.Portal));

        Assert.That(await Due.DestinationsAsync(CancellationToken.None), Is.EqualTo(new[] { Sample.Ministry }));
        var backlog = (await Reader.BacklogAsync(CancellationToken.None)).Single();
        Assert.That(backlog.States, Is.EquivalentTo(new Dictionary<DeliveryState, long> { [DeliveryState.Ready] = 1, [DeliveryState.WaitingLane] = 1 }));
        Assert.That(backlog.OldestDue, Is.EqualTo(a.AcceptedAt));
        var line = (await Reader.NewestAsync(0, 10, CancellationToken.None)).Single();
        Assert.That((line.Open, line.Stuck), Is.EqualTo((2, 0)));
    }

    [Test]
    public async Task Dossiers_are_listed_last_changed_first()
    {
        foreach (var number in new[] { "N-1", "N-2", "N-3" })
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await RecordedAsync(Make.Submission(number, number));
        }

        Clock.Advance(TimeSpan.FromSeconds(1));
        await RecordedAsync(Make.Progress("N-1", "e1", BusinessStatus.Received));
        Assert.That((await Reader.NewestAsync(0, 2, CancellationToken.None)).Select(l => l.Number), Is.EqualTo(new[] { "N-1", "N-3" }));
        Assert.That((await Reader.NewestAsync(2, 2, CancellationToken.None)).Select(l => l.Number), Is.EqualTo(new[] { "N-2" }));
    }
}

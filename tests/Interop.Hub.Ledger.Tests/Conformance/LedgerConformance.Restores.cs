using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task After_a_restore_what_was_open_is_in_doubt_in_the_order_of_its_lane_and_nothing_else_is()
    {
        var done = await AcceptedAsync("N-done");
        await DeliverAsync(To(done, Sample.Ministry));
        var refused = await AcceptedAsync("N-refused");
        await RejectAsync(To(refused, Sample.Ministry));
        var quarantined = Make.Submission("N-quarantined", "Q") with { Deliveries = [Make.Send(Sample.Ministry) with { Park = ParkReason.Quarantined }] };
        await RecordedAsync(quarantined);
        var exhausted = Make.Submission("N-exhausted", "E") with { Deliveries = [Make.Send(Sample.Ministry) with { Park = ParkReason.Exhausted }] };
        await RecordedAsync(exhausted);
        var flying = await AcceptedAsync("N-flying");
        var claim = await ClaimedAsync(To(flying, Sample.Ministry));
        var later = await AcceptedAsync("N-later");
        await RecordAsync(Outcome(await ClaimedAsync(To(later, Sample.Ministry)), "deferred", new NextStep(DeliveryState.Scheduled, Clock.Now.AddHours(1))));
        var first = await AcceptedAsync("N-lane");
        var second = Make.Submission("N-lane", "B", Sample.Ministry);
        await RecordedAsync(second);

        await RestoredAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(await StateAsync(done, Sample.Ministry), Is.EqualTo(DeliveryState.Delivered));
            Assert.That(await StateAsync(refused, Sample.Ministry), Is.EqualTo(DeliveryState.Rejected), "goes only by a person's word or a correction");
            Assert.That(await StateAsync(quarantined, Sample.Ministry), Is.EqualTo(DeliveryState.Parked));
            foreach (var open in new[] { exhausted, flying, later, first, second })
            {
                Assert.That(await StateAsync(open, Sample.Ministry), Is.EqualTo(DeliveryState.Unknown));
            }
        });
        Assert.That((await DueAsync(Sample.Ministry)).Select(d => d.Id), Is.EquivalentTo(new[] { exhausted, flying, later, first }.Select(p => To(p, Sample.Ministry))), "the second waits for the first");

        // A node that slept through it all holds a token that is worth nothing, and so does any it may still be given.
        Assert.That((await DeliveredAsync(claim)).Taken, Is.False);
        var asked = await ClaimedAsync(To(flying, Sample.Ministry));
        Assert.That((asked.From, asked.Token), Is.EqualTo((DeliveryState.Unknown, (1L << 32) + 1)));
        Assert.That((await DeliveredAsync(claim with { Token = claim.Token + 1 })).Taken, Is.False);

        Assert.That(await ClaimAsync(To(second, Sample.Ministry)), Is.Null);
        Assert.That((await DeliverAsync(To(first, Sample.Ministry))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(second, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(second, Sample.Ministry))).From, Is.EqualTo(DeliveryState.Unknown), "asked about, and not just sent");
    }

    [Test]
    public async Task What_is_in_doubt_behind_a_gate_is_asked_about_when_the_gate_is_open()
    {
        var packet = Gated("N-1");
        await RecordedAsync(packet);
        await RestoredAsync();
        Assert.That(await DueAsync(Sample.Ministry), Is.Empty);
        Assert.That((await DeliverAsync(To(packet, Sample.Population))).Ready.Select(r => r.Id), Is.EqualTo(new[] { To(packet, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(packet, Sample.Ministry))).From, Is.EqualTo(DeliveryState.Unknown));
    }

    [Test]
    public async Task Behind_a_refused_gate_a_correction_takes_its_place()
    {
        var packet = Gated("N-1");
        await RecordedAsync(packet);
        await RestoredAsync();
        await RejectAsync(To(packet, Sample.Population));
        var correction = Make.Correction("N-1", "B", packet.PacketId, Sample.Ministry);
        Assert.That((await RecordedAsync(correction)).Ready.Select(r => r.Id), Does.Contain(To(correction, Sample.Ministry)));
        Assert.That(await StateAsync(packet, Sample.Ministry), Is.EqualTo(DeliveryState.Superseded));
    }

    [Test]
    public async Task A_statement_that_is_cut_short_goes_on_where_it_was()
    {
        for (var i = 0; i < 5; i++)
        {
            await AcceptedAsync($"N-{i}");
        }

        await StatedAsync(1);
        Assert.That(await Restores.DoubtAsync(1, 2, CancellationToken.None), Is.EqualTo(2));
        Assert.That(await ReleasedAsync(), Is.EqualTo(ReleaseVerdict.Unfinished));
        await CrashAsync();
        Assert.That((await Restores.RecoveryAsync(CancellationToken.None)).IsHeld, Is.True, "it is held however often it starts");
        var pages = 0;
        while (await Restores.DoubtAsync(1, 2, CancellationToken.None) > 0)
        {
            pages++;
        }

        Assert.That(pages, Is.EqualTo(2));
        await Restores.FinishAsync(1, CancellationToken.None);
        var epoch = (await Restores.RecoveryAsync(CancellationToken.None)).Epoch!;
        Assert.That((epoch.Doubted, epoch.Finished, epoch.Statement), Is.EqualTo((5L, true, Statement(1))));
        Assert.That(await DueAsync(Sample.Ministry), Has.Count.EqualTo(5));
    }

    [Test]
    public async Task A_hold_ends_by_an_operator_s_word_and_its_sign_holds_no_second_time()
    {
        Assert.That(await ReleasedAsync(), Is.EqualTo(ReleaseVerdict.NotHeld));
        HoldSign sign = new("evidence/hub-1/7", "x");
        await Restores.HoldAsync(sign, CancellationToken.None);
        await Restores.HoldAsync(sign, CancellationToken.None);
        Assert.That((await Restores.RecoveryAsync(CancellationToken.None)).Holds.Single().Sign, Is.EqualTo(sign.Sign));
        Assert.That(await ReleasedAsync(), Is.EqualTo(ReleaseVerdict.Unstated), "nobody said whether there was a restore");

        await RestoredAsync();
        Assert.That((await Restores.RecoveryAsync(CancellationToken.None)).Holds, Has.Count.EqualTo(2));
        Assert.That(await ReleasedAsync(), Is.EqualTo(ReleaseVerdict.Released), "the statement answers for every sign");
        await Restores.HoldAsync(sign, CancellationToken.None);
        var view = await Restores.RecoveryAsync(CancellationToken.None);
        Assert.That((view.IsHeld, view.Epoch!.ReleasedBy, view.Epoch.SendersTold), Is.EqualTo((false, "operator-1", false)));
        await Restores.SendersToldAsync(1, CancellationToken.None);
        Assert.That((await Restores.RecoveryAsync(CancellationToken.None)).Epoch!.SendersTold, Is.True);

        await Restores.HoldAsync(sign with { Sign = "evidence/hub-1/9" }, CancellationToken.None);
        Assert.That(await ReleasedAsync(), Is.EqualTo(ReleaseVerdict.Unstated), "an old restore does not answer for a new sign");
        Assert.That(await ReleasedAsync(unstated: true), Is.EqualTo(ReleaseVerdict.Released));
    }

    [Test]
    public async Task What_an_operator_had_let_go_before_the_restore_is_asked_about_when_he_does_it_again()
    {
        var refused = await AcceptedAsync("N-1");
        await RejectAsync(To(refused, Sample.Ministry));
        await RestoredAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await ActAsync(To(refused, Sample.Ministry), DeliveryState.Ready))!.Select(r => r.Id), Is.EqualTo(new[] { To(refused, Sample.Ministry) }));
        Assert.That((await ClaimedAsync(To(refused, Sample.Ministry))).From, Is.EqualTo(DeliveryState.Unknown));

        var fresh = await AcceptedAsync("N-2");
        await RejectAsync(To(fresh, Sample.Ministry));
        await ActAsync(To(fresh, Sample.Ministry), DeliveryState.Ready);
        Assert.That((await ClaimedAsync(To(fresh, Sample.Ministry))).From, Is.EqualTo(DeliveryState.Ready), "what came after the restore is an operator's to send");
    }

    [Test]
    public async Task A_packet_that_may_have_been_here_before_is_asked_about_before_it_is_sent()
    {
        var again = Gated("N-1") with { InDoubt = true };
        Assert.That((await RecordedAsync(again)).Ready.Select(r => r.Destination), Is.EqualTo(new[] { Sample.Population, Sample.Portal }));
        Assert.That((await ClaimedAsync(To(again, Sample.Portal))).From, Is.EqualTo(DeliveryState.Unknown));
        Assert.That((await ClaimedAsync(To(again, Sample.Population))).From, Is.EqualTo(DeliveryState.Ready), "a question may be asked twice");
        Assert.That(await DueAsync(Sample.Ministry), Is.Empty, "its gate is closed");
        Assert.That(await StateAsync(again, Sample.Ministry), Is.EqualTo(DeliveryState.Unknown));
    }

    [Test]
    public async Task A_partner_learns_what_is_missing_of_its_own_and_of_nobody_else_s()
    {
        var packet = await AcceptedAsync("N-1");
        var other = Make.Id();
        var own = await Restores.MissingAsync(Sample.OneStop, [packet.Id, other, "no id at all"], [packet.PacketId, "p-unknown"], CancellationToken.None);
        Assert.That((own.Receipts, own.Packets), Is.EqualTo((new[] { other, "no id at all" }, new[] { "p-unknown" })));
        var stranger = await Restores.MissingAsync(Sample.Ministry, [packet.Id], [packet.PacketId], CancellationToken.None);
        Assert.That((stranger.Receipts, stranger.Packets), Is.EqualTo((new[] { packet.Id }, new[] { packet.PacketId })), "as if it did not exist");
    }

    private RecoveryStatement Statement(long epoch) => new(epoch, Clock.Now, "quan-tri", "mất đĩa", Clock.Now.AddMinutes(-5), "[]");

    private Task StatedAsync(long epoch) => Restores.StateAsync(Statement(epoch), CancellationToken.None);

    private async Task RestoredAsync()
    {
        await StatedAsync(1);
        while (await Restores.DoubtAsync(1, 3, CancellationToken.None) > 0)
        {
            // The next page.
        }

        await Restores.FinishAsync(1, CancellationToken.None);
    }

    private Task<ReleaseVerdict> ReleasedAsync(bool unstated = false) =>
        Restores.ReleaseAsync(new HoldRelease("operator-1", "đã kiểm tra", Clock.Now, unstated), CancellationToken.None);
}

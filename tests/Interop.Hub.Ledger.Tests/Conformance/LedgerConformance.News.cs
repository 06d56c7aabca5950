using Interop.Contracts.Dossiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

/// <content>What senders are told, and when they are owed more.</content>
internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_notice_of_the_hub_is_recorded_with_the_outcome_and_not_with_a_late_one()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        var claim = await ClaimedAsync(To(packet, Sample.Ministry));
        var notice = Notice("N-1");
        var result = await RecordAsync(Outcome(claim, "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [notice] });

        Assert.That(result.Ready.Select(r => r.Id), Is.EqualTo(new[] { To(notice, Sample.OneStop) }));
        Assert.That((await ViewAsync("N-1")).Parties, Does.Not.Contain("hub"));
        var late = Notice("N-1");
        await RecordAsync(Outcome(claim, "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [late] });
        Assert.That(await Reader.PacketAsync(late.Id, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task An_answer_that_does_not_come_is_reported_once_and_one_that_comes_clears_it()
    {
        AcceptPacket Awaited(string number)
        {
            var packet = Make.Submission(number, number, Sample.Ministry);
            return packet with { Deliveries = [packet.Deliveries[0] with { AnswerWithin = TimeSpan.FromDays(3) }] };
        }

        var silent = Awaited("N-1");
        var answered = Awaited("N-2");
        var quick = Awaited("N-3");
        await RecordedAsync(silent);
        await RecordedAsync(answered);
        await RecordedAsync(quick);
        await DeliverAsync(To(silent, Sample.Ministry));
        await DeliverAsync(To(answered, Sample.Ministry));
        await RecordedAsync(Make.Progress("N-2", "e1", BusinessStatus.Received) with { Partner = Sample.Ministry });
        // This one's answer is here before our own outcome is.
        var claim = await ClaimedAsync(To(quick, Sample.Ministry));
        var started = Clock.Now;
        Clock.Advance(TimeSpan.FromMilliseconds(20));
        await RecordedAsync(Make.Progress("N-3", "e1", BusinessStatus.Received) with { Partner = Sample.Ministry });
        await RecordAsync(Outcome(claim, "accepted", new NextStep(DeliveryState.Delivered)) with { StartedAt = started });

        Assert.That(await Due.SilentAsync(10, CancellationToken.None), Is.Empty);
        Clock.Advance(TimeSpan.FromDays(3).Add(TimeSpan.FromSeconds(1)));
        var reported = await Due.SilentAsync(10, CancellationToken.None);
        Assert.That(reported.Select(s => (s.DeliveryId, s.Dossier, s.Sender, s.PacketId)), Is.EqualTo(new[] { (To(silent, Sample.Ministry), (long?)await KeyAsync("N-1"), Sample.OneStop, silent.PacketId) }));
        Assert.That(await Due.SilentAsync(10, CancellationToken.None), Has.Count.EqualTo(1), "until its sender is known to be told");
        await Ledger.SilenceToldAsync([reported[0]], CancellationToken.None);
        Assert.That(await Due.SilentAsync(10, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Who_was_told_what_hindered_a_packet_is_owed_the_news_that_it_arrived_and_nobody_else()
    {
        var packets = Enumerable.Range(1, 5).Select(i => Make.Submission($"N-{i}", "A", Sample.Ministry)).ToList();
        foreach (var packet in packets)
        {
            await RecordedAsync(packet);
        }

        var told = await Task.WhenAll(packets.Take(4).Select(p => ClaimedAsync(To(p, Sample.Ministry))));
        for (var i = 0; i < told.Length; i++)
        {
            await RecordAsync(Outcome(told[i], "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [Notice($"N-{i + 1}")] });
        }

        // By a later attempt, and by an operator's word; one is given up, one waits still; the fifth's sender heard nothing.
        await RejectAsync(To(packets[4], Sample.Ministry));
        await ActAsync(To(packets[0], Sample.Ministry), DeliveryState.Ready);
        await DeliverAsync(To(packets[0], Sample.Ministry));
        await ActAsync(To(packets[1], Sample.Ministry), DeliveryState.Delivered);
        await ActAsync(To(packets[2], Sample.Ministry), DeliveryState.Cancelled);
        await ActAsync(To(packets[4], Sample.Ministry), DeliveryState.Delivered);
        await CrashAsync();

        var news = await Due.NewsAsync(10, CancellationToken.None);
        Assert.That(
            news.Select(n => (n.DeliveryId, n.State, n.Sender, n.PacketId, n.Dossier)),
            Is.EquivalentTo(new[]
            {
                (To(packets[0], Sample.Ministry), DeliveryState.Delivered, Sample.OneStop, packets[0].PacketId, (long?)await KeyAsync("N-1")),
                (To(packets[1], Sample.Ministry), DeliveryState.Delivered, Sample.OneStop, packets[1].PacketId, await KeyAsync("N-2")),
            }));
        Assert.That(news[1].Since, Is.EqualTo(Clock.Now));
        Assert.That(await Due.NewsAsync(1, CancellationToken.None), Has.Count.EqualTo(1));
        await Ledger.TellAsync(news[0], [], CancellationToken.None);
        Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => n.DeliveryId), Is.EqualTo(new[] { news[1].DeliveryId }));

        await Ledger.TellAsync(news[1], [], CancellationToken.None);
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty);
        await ActAsync(To(packets[3], Sample.Ministry), DeliveryState.Delivered);
        Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => n.DeliveryId), Is.EqualTo(new[] { To(packets[3], Sample.Ministry) }));
    }

    /// <summary>Most doubts pass within seconds. What lasts is told by the clock, whatever keeps the hub from asking: its partner's door, or an operator.</summary>
    [Test]
    public async Task A_doubt_that_lasts_a_minute_is_told_once_and_what_becomes_of_it_too()
    {
        var packets = Enumerable.Range(1, 3).Select(i => Make.Submission($"N-{i}", "A", Sample.Ministry)).ToList();
        foreach (var packet in packets)
        {
            await RecordedAsync(packet);
            await DoubtAsync(To(packet, Sample.Ministry));
        }

        // Asked in vain in the meantime, it is in doubt since the first time; resolved in the meantime, nobody hears of it.
        var began = Clock.Now;
        Clock.Advance(TimeSpan.FromSeconds(40));
        await DoubtAsync(To(packets[0], Sample.Ministry));
        await DeliverAsync(To(packets[1], Sample.Ministry));
        await ActAsync(To(packets[2], Sample.Ministry), DeliveryState.Ready);
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty, "a minute has not passed");
        Clock.Advance(TimeSpan.FromSeconds(20));
        await CrashAsync();
        var doubt = (await Due.NewsAsync(10, CancellationToken.None)).Single();
        Assert.That((doubt.DeliveryId, doubt.State, doubt.Since), Is.EqualTo((To(packets[0], Sample.Ministry), DeliveryState.Unknown, began)));

        var notice = Notice("N-1");
        Assert.That((await Ledger.TellAsync(doubt, [notice], CancellationToken.None)).Select(r => r.Id), Is.EqualTo(new[] { To(notice, Sample.OneStop) }));
        await CrashAsync();
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty);
        Assert.That(await Reader.PacketAsync(notice.Id, CancellationToken.None), Is.Not.Null);
        Clock.Advance(TimeSpan.FromHours(1));
        await DoubtAsync(doubt.DeliveryId);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty, "it was told of this doubt");

        // Absent, sent again, and lost again: a doubt of its own.
        await RecordAsync(Outcome(await ClaimedAsync(doubt.DeliveryId), "absent", new NextStep(DeliveryState.Ready, Clock.Now)));
        await DoubtAsync(doubt.DeliveryId);
        Clock.Advance(TimeSpan.FromMinutes(2));
        var second = (await Due.NewsAsync(10, CancellationToken.None)).Single();
        Assert.That(second.Since, Is.GreaterThan(doubt.Since));
        await DeliverAsync(doubt.DeliveryId);
        Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => (n.DeliveryId, n.State)), Is.EqualTo(new[] { (doubt.DeliveryId, DeliveryState.Delivered) }), "the first was told");
    }

    /// <summary>Between the question what is to be told and the telling: whoever settled it has told of that already.</summary>
    [TestCase(DeliveryState.Delivered)]
    [TestCase(DeliveryState.Parked)]
    [TestCase(DeliveryState.Rejected)]
    public async Task A_doubt_that_was_settled_meanwhile_is_told_no_longer(DeliveryState becomes)
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await DoubtAsync(To(packet, Sample.Ministry));
        Clock.Advance(TimeSpan.FromMinutes(2));
        var doubt = (await Due.NewsAsync(10, CancellationToken.None)).Single();
        var end = Notice("N-1");
        await RecordAsync(Outcome(await ClaimedAsync(doubt.DeliveryId), "settled", new NextStep(becomes)) with { Notices = becomes == DeliveryState.Delivered ? [] : [end] });

        var late = Notice("N-1");
        Assert.That(await Ledger.TellAsync(doubt, [late], CancellationToken.None), Is.Empty);
        Assert.That(await Reader.PacketAsync(late.Id, CancellationToken.None), Is.Null, "it would be the sender's last word");
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty);

        // It stands in nobody's way: of the next doubt the sender hears.
        if (becomes != DeliveryState.Delivered)
        {
            await ActAsync(doubt.DeliveryId, DeliveryState.Ready);
            await DoubtAsync(doubt.DeliveryId);
            Clock.Advance(TimeSpan.FromMinutes(2));
            Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => n.State), Does.Contain(DeliveryState.Unknown));
        }
    }

    [Test]
    public async Task A_refusal_that_was_taken_back_and_came_again_meanwhile_is_not_told_as_taken_back()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await RecordAsync(Outcome(await ClaimedAsync(To(packet, Sample.Ministry)), "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [Notice("N-1")] });
        await ActAsync(To(packet, Sample.Ministry), DeliveryState.Ready);
        var taken = (await Due.NewsAsync(10, CancellationToken.None)).Single();
        await RecordAsync(Outcome(await ClaimedAsync(taken.DeliveryId), "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [Notice("N-1")] });

        var late = Notice("N-1");
        await Ledger.TellAsync(taken, [late], CancellationToken.None);
        Assert.That(await Reader.PacketAsync(late.Id, CancellationToken.None), Is.Null);
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty);
    }

    /// <summary>Being asked about is no end of a doubt; what the partner says is told after it.</summary>
    [Test]
    public async Task What_arrives_after_its_sender_was_told_of_a_doubt_is_told_too()
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        await RecordedAsync(packet);
        await DoubtAsync(To(packet, Sample.Ministry));
        Clock.Advance(TimeSpan.FromMinutes(2));
        var doubt = (await Due.NewsAsync(10, CancellationToken.None)).Single();
        var claim = await ClaimedAsync(doubt.DeliveryId);
        var notice = Notice("N-1");
        Assert.That(await Ledger.TellAsync(doubt, [notice], CancellationToken.None), Has.Count.EqualTo(1));
        await RecordAsync(Outcome(claim, "arrived", new NextStep(DeliveryState.Delivered)));
        Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => n.State), Is.EqualTo(new[] { DeliveryState.Delivered }));
    }

    /// <summary>A sender that was told of a fault prepares its correction: it must hear that there is nothing to correct.</summary>
    [Test]
    public async Task A_refusal_that_is_taken_back_is_told_to_who_heard_of_it()
    {
        var (told, untold, parked) = (Make.Submission("N-1", "A", Sample.Ministry), Make.Submission("N-2", "A", Sample.Ministry), Make.Submission("N-3", "A", Sample.Ministry));
        foreach (var packet in new[] { told, untold, parked })
        {
            await RecordedAsync(packet);
        }

        await RecordAsync(Outcome(await ClaimedAsync(To(told, Sample.Ministry)), "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [Notice("N-1")] });
        await RejectAsync(To(untold, Sample.Ministry));
        await RecordAsync(Outcome(await ClaimedAsync(To(parked, Sample.Ministry)), "deferred", new NextStep(DeliveryState.Parked, Park: ParkReason.Exhausted)) with { Notices = [Notice("N-3")] });
        foreach (var packet in new[] { told, untold, parked })
        {
            await ActAsync(To(packet, Sample.Ministry), DeliveryState.Ready);
        }

        var news = await Due.NewsAsync(10, CancellationToken.None);
        Assert.That(news.Select(n => (n.DeliveryId, n.State, n.Since)), Is.EqualTo(new[] { (To(told, Sample.Ministry), DeliveryState.Ready, Clock.Now) }), "what had stopped asked for nothing");
        await Ledger.TellAsync(news[0], [], CancellationToken.None);
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty);
        await DeliverAsync(To(told, Sample.Ministry));
        await DeliverAsync(To(parked, Sample.Ministry));
        Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => (n.DeliveryId, n.State)), Is.EquivalentTo(new[] { (To(told, Sample.Ministry), DeliveryState.Delivered), (To(parked, Sample.Ministry), DeliveryState.Delivered) }));
    }

    private async Task DoubtAsync(string delivery) =>
        await RecordAsync(Outcome(await ClaimedAsync(delivery), "unknown", new NextStep(DeliveryState.Unknown, Clock.Now)));

    /// <summary>Of a check the sender is told for the sake of what stands behind it: that is what arrives, whatever passes the check.</summary>
    [TestCase(DeliveryState.Skipped)]
    [TestCase(DeliveryState.Delivered)]
    public async Task Who_was_told_of_a_check_hears_that_what_stood_behind_it_arrived(DeliveryState passed)
    {
        var packet = Make.Submission("N-1", "A", Sample.Ministry);
        var check = new PlannedDelivery { Id = Make.Id(), Destination = Sample.Portal, Role = DeliveryRole.Check, Gate = "identity" };
        packet = packet with { Deliveries = [check, packet.Deliveries[0] with { Behind = [check.Id] }] };
        await RecordedAsync(packet);
        await RecordAsync(Outcome(await ClaimedAsync(check.Id), "rejected", new NextStep(DeliveryState.Rejected)) with { Notices = [Notice("N-1")] });
        await ActAsync(check.Id, passed);
        Assert.That(await Due.NewsAsync(10, CancellationToken.None), Is.Empty, "nothing arrived yet");

        Clock.Advance(TimeSpan.FromSeconds(2));
        await DeliverAsync(To(packet, Sample.Ministry));
        Assert.That((await Due.NewsAsync(10, CancellationToken.None)).Select(n => n.DeliveryId), Is.EqualTo(new[] { To(packet, Sample.Ministry) }));
    }

    private async Task<long> KeyAsync(string number) => (await Reader.ResolveAsync(number, null, null, CancellationToken.None))!.Value;

    private AcceptPacket Notice(string number) => Make.Progress(number, Make.Unique("fault"), BusinessStatus.Registered, Sample.OneStop) with
    {
        Partner = "hub",
        Kind = PacketKind.Fault,
        RequestKey = null,
        Status = null,
        MustBeParty = false,
    };
}

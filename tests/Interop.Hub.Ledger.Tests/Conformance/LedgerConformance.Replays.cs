using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task What_is_stuck_is_grouped_by_its_reason_and_found_page_by_page()
    {
        var rejected = await StuckAsync(5, RejectedAsync);
        var parked = await StuckAsync(3, claim => RecordAsync(Outcome(claim, "deferred", new NextStep(DeliveryState.Parked, Park: ParkReason.Exhausted)) with { Fault = FaultCodes.Unreachable("x") }));
        await DeliverAsync(To(await AcceptedAsync("N-free"), Sample.Ministry));
        await AcceptedAsync("N-waiting");

        var groups = await Replays.FailuresAsync(CancellationToken.None);
        Assert.That(groups.Select(g => (g.Destination, g.State, g.Park, g.FaultCode, g.Count)), Is.EqualTo(new[]
        {
            (Sample.Ministry, DeliveryState.Rejected, ParkReason.None, (string?)FaultCodes.RejectedData("x").Code, 5L),
            (Sample.Ministry, DeliveryState.Parked, ParkReason.Exhausted, FaultCodes.Unreachable("x").Code, 3L),
        }));
        Assert.That(rejected, Does.Contain(groups[0].Sample));

        ReplayFilter both = new(Sample.Ministry, [DeliveryState.Rejected, DeliveryState.Parked]);
        Assert.That(await Replays.CountAsync(both, Clock.Now, CancellationToken.None), Is.EqualTo(8));
        Assert.That(await Replays.CountAsync(both with { FaultCode = FaultCodes.Unreachable("x").Code }, Clock.Now, CancellationToken.None), Is.EqualTo(3));
        Assert.That(await Replays.CountAsync(both with { States = [DeliveryState.Unknown] }, Clock.Now, CancellationToken.None), Is.Zero);
        Assert.That(await Replays.CountAsync(both with { Kind = PacketKind.Progress }, Clock.Now, CancellationToken.None), Is.Zero);
        Assert.That(await Replays.CountAsync(both with { Destination = Sample.Portal }, Clock.Now, CancellationToken.None), Is.Zero);
        Assert.That(await Replays.CountAsync(both, Clock.Now.AddHours(-1), CancellationToken.None), Is.Zero, "they were not stuck then");

        List<string> found = [];
        long after = 0;
        while (await Replays.StuckAsync(both, Clock.Now, after, 3, CancellationToken.None) is { Count: > 0 } page)
        {
            Assert.That(page, Has.Count.LessThanOrEqualTo(3));
            found.AddRange(page.Select(d => d.Id));
            after = page[^1].Key;
        }

        Assert.That(found, Is.EqualTo(rejected.Concat(parked)), "in the order of acceptance");
    }

    [Test]
    public async Task What_was_sent_again_is_found_no_more_even_when_it_fails_again()
    {
        var stuck = await StuckAsync(2, RejectedAsync);
        ReplayFilter filter = new(Sample.Ministry, [DeliveryState.Rejected]);
        var since = Clock.Now;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ActAsync(stuck[0], DeliveryState.Ready);
        await RejectAsync(stuck[0]);
        Assert.That((await Replays.StuckAsync(filter, since, 0, 10, CancellationToken.None)).Select(d => d.Id), Is.EqualTo(stuck.Skip(1)));
    }

    [Test]
    public async Task An_order_is_kept_whole_and_of_two_who_change_it_the_second_sees_the_first()
    {
        var order = new ReplayOrder
        {
            Id = Make.Id(),
            Filter = new ReplayFilter(Sample.Ministry, [DeliveryState.Unknown, DeliveryState.Parked], "partner.unreachable", PacketKind.Progress),
            RatePerSecond = 2.5,
            Operator = "operator-1",
            Reason = "bộ đã sửa xong",
            CreatedAt = Clock.Now,
            Meant = 77,
        };
        var stored = await Replays.OrderAsync(order, CancellationToken.None);
        Assert.That(stored, Is.EqualTo(order with { Version = 1 }));
        Assert.That(await Replays.OrdersAsync(10, CancellationToken.None), Is.EqualTo(new[] { stored }));

        var later = await Replays.OrderAsync(order with { Id = Make.Id(), CreatedAt = Clock.Now + TimeSpan.FromMinutes(1) }, CancellationToken.None);
        Assert.That(await Replays.RunningAsync(CancellationToken.None), Is.EqualTo(new[] { stored, later }));
        await Replays.SaveAsync(later with { State = ReplayState.Finished }, CancellationToken.None);
        Assert.That(await Replays.RunningAsync(CancellationToken.None), Is.EqualTo(new[] { stored }));

        var paused = await Replays.SaveAsync(stored with { State = ReplayState.Paused }, CancellationToken.None);
        Assert.That(paused, Is.EqualTo(stored with { State = ReplayState.Paused, Version = 2 }));
        Assert.That(await Replays.SaveAsync(stored with { Sent = 10, Cursor = 5 }, CancellationToken.None), Is.EqualTo(paused), "the version was no longer the stored one");
        Assert.That(await Replays.SaveAsync(order with { Id = Make.Id() }, CancellationToken.None), Is.Null);
    }

    private async Task<AcceptPacket> AcceptedAsync(string number)
    {
        var packet = Make.Submission(number, number, Sample.Ministry);
        await RecordedAsync(packet);
        return packet;
    }

    private async Task<List<string>> StuckAsync(int count, Func<Claim, Task<AttemptResult>> end)
    {
        List<string> stuck = [];
        for (var i = 0; i < count; i++)
        {
            var delivery = To(await AcceptedAsync(Make.Unique("S")), Sample.Ministry);
            await end(await ClaimedAsync(delivery));
            stuck.Add(delivery);
        }

        return stuck;
    }
}

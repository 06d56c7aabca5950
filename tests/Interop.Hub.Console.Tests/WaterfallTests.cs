using Interop.Contracts.Packets;
using Interop.Hub.Console.Journey;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Console.Tests;

public sealed class WaterfallTests
{
    [Test]
    public void Waits_and_attempts_stand_where_they_happened()
    {
        var delivery = Sample.Delivery("1", "HOTICH", DeliveryState.Delivered, 0,
            [Sample.Attempt(1, 10, 10, "deferred"), Sample.Attempt(2, 60, 40, "accepted")]);
        var packet = Sample.Packet("1", PacketKind.Submission, 0, [delivery]);
        var row = new Waterfall(Sample.Dossier(1, "n", packet), Sample.Now).Row(packet, delivery);
        Assert.That(row, Is.EqualTo(new Segment[]
        {
            new(SegmentKind.Wait, 0, 100), new(SegmentKind.Tried, 100, 100), new(SegmentKind.Wait, 200, 400), new(SegmentKind.Good, 600, 400),
        }));
    }

    [Test]
    public void What_is_not_through_waits_until_now()
    {
        var delivery = Sample.Delivery("1", "HOTICH", DeliveryState.Rejected, 0, [Sample.Attempt(1, 0, 1, "rejected")]);
        var packet = Sample.Packet("1", PacketKind.Submission, 0, [delivery]);
        var waterfall = new Waterfall(Sample.Dossier(1, "n", packet), Sample.Now);
        var row = waterfall.Row(packet, delivery);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waterfall.Until, Is.EqualTo(Sample.Now));
            Assert.That(row.Select(s => s.Kind), Is.EqualTo(new[] { SegmentKind.Bad, SegmentKind.Stuck }));
            Assert.That(row[^1].X + row[^1].Width, Is.EqualTo(1000).Within(1));
        }
    }

    [Test]
    public void Every_segment_is_seen_and_none_leaves_the_scale()
    {
        // Days of waiting beside milliseconds of sending, a clock that went back, an attempt before its packet.
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var history = Enumerable.Range(1, random.Next(0, 6))
                .Select(n => Sample.Attempt(n, random.NextDouble() * Math.Pow(10, random.Next(0, 7)) - 5, random.NextDouble() * 3, "deferred")).ToArray();
            var state = (DeliveryState)random.Next(1, 13);
            var delivery = Sample.Delivery("1", "X", state, 0, history);
            var packet = Sample.Packet("1", PacketKind.Progress, random.Next(0, 100), [delivery]);
            var row = new Waterfall(Sample.Dossier(1, "n", packet), Sample.Now).Row(packet, delivery);
            Assert.That(row, Has.All.Matches<Segment>(s => s.X >= 0 && s.Width >= 6 - 1e-6 && s.X + s.Width <= 1000 + 1e-6));
        }
    }

    [Test]
    public void A_lane_that_is_held_shows_its_head()
    {
        var dossier = Sample.Journey();
        var sync = PartnerSync.Of(dossier).ToDictionary(s => s.Destination);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sync.Keys, Is.EqualTo(new[] { "CSDLDC", "HOTICH", "DVCQG", "MCDT" }));
            Assert.That(sync["HOTICH"].Blocking, Is.Null);
            Assert.That(sync["DVCQG"].Blocking!.State, Is.EqualTo(DeliveryState.Rejected));
            Assert.That(sync["DVCQG"].Waiting, Is.EqualTo(2));
        }
    }
}

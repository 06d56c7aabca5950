using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Ledger.Tests.Conformance;

internal abstract partial class LedgerConformance
{
    [Test]
    public async Task A_door_is_kept_whole_and_of_two_who_turn_it_the_second_sees_the_first()
    {
        var door = new DestinationControl
        {
            Destination = Sample.Ministry,
            Door = Door.Broken,
            Since = Clock.Now,
            Failures = 3,
            ProbeAt = Clock.Now.AddMinutes(1),
            FailedProbes = 2,
            ReturnStage = 4,
            ReturnLeft = 7,
            ClosedTotal = TimeSpan.FromHours(5),
            FaultCode = "partner.unreachable",
            Reason = "Không kết nối được",
            Owner = "node-1",
            OwnedUntil = Clock.Now.AddMinutes(2),
        };
        var saved = await Ledger.SaveControlAsync(door, CancellationToken.None);
        Assert.That(saved, Is.EqualTo(door with { Version = 1 }));
        Assert.That(await Due.ControlsAsync(CancellationToken.None), Is.EqualTo(new[] { saved }));

        var first = await Ledger.SaveControlAsync(saved with { Door = Door.Returning }, CancellationToken.None);
        var second = await Ledger.SaveControlAsync(saved with { Owner = "node-2" }, CancellationToken.None);
        Assert.That(first.Version, Is.EqualTo(2));
        Assert.That(second, Is.EqualTo(first), "the version was no longer the stored one");
    }

    [Test]
    public async Task Of_many_who_take_over_a_door_one_gets_it()
    {
        var free = await Ledger.SaveControlAsync(new DestinationControl { Destination = Sample.Ministry, Door = Door.Returning, Since = Clock.Now }, CancellationToken.None);
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            Ledger.SaveControlAsync(DoorRules.TakeOver(free, $"node-{i}", new Core.Configuration.DeliveryPolicy(), Clock.Now), CancellationToken.None))));
        Assert.That(taken.Select(t => t.Owner).Distinct().Count(), Is.EqualTo(1), "every answer names the same owner");
    }
}

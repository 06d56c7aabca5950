using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A permit is for a call. It outlives the call where what came of it decides who may follow.</summary>
public sealed class HeldPermitTests
{
    private readonly ManualTime _time = new();

    [TestCase(Door.Open, DoorSignal.Works, true)]
    [TestCase(Door.Open, DoorSignal.Fails, false)]
    [TestCase(Door.Open, DoorSignal.Faulty, false)]
    [TestCase(Door.Open, DoorSignal.None, false)]
    [TestCase(Door.Returning, DoorSignal.Works, false)]
    public void The_next_call_follows_before_the_record_only_where_a_working_partner_stands_open(Door door, DoorSignal signal, bool follows)
    {
        using var runtime = new DestinationRuntime(
            "HOTICH", new DeliveryPolicy { MaxConcurrency = 1 }, new DestinationControl { Destination = "HOTICH", Since = _time.GetUtcNow() }, new Membership(new NodeIdentity("a")), _time);
        Assert.That(runtime.TryEnter());
        runtime.Turn(d => d with { Door = door, Owner = "a", OwnedUntil = _time.GetUtcNow() + TimeSpan.FromMinutes(1) });
        var permit = new HeldPermit(runtime);

        permit.CallEnded(signal);
        Assert.That(runtime.TryEnter(), Is.EqualTo(follows));
        runtime.Turn(d => d with { Door = Door.Open });
        permit.Leave();
        Assert.That(runtime.TryEnter(), Is.EqualTo(!follows), "it went back, and once");
    }
}

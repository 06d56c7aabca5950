using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What intake has just read is there for the deliveries that follow at once, and for nothing longer.</summary>
[TestFixture]
internal sealed class FreshPacketsTests
{
    private const int Body = 4096;
    private readonly FreshPackets _fresh = new();

    [Test]
    public void APacketIsThereOnceForEachOfItsDeliveries()
    {
        var fresh = new FreshPackets();
        var packet = Packet("a");
        fresh.Keep("a", packet, Body, 2);

        Assert.That(new[] { fresh.Take("a"), fresh.Take("a"), fresh.Take("a") }, Is.EqualTo(new[] { packet, packet, null }));
    }

    [TestCase(0, Body, TestName = "A packet without a delivery that may go is not kept")]
    [TestCase(1, 1 << 20, TestName = "A large packet is not kept")]
    public void SomeAreNotKept(int deliveries, int bytes)
    {
        _fresh.Keep("b", Packet("b"), bytes, deliveries);
        Assert.That(_fresh.Take("b"), Is.Null);
    }

    [Test]
    public void WhatNobodyTakesMakesRoomForWhatComes()
    {
        var fresh = new FreshPackets();
        const int Many = 5000;
        for (var i = 0; i < Many; i++)
        {
            fresh.Keep($"{i}", Packet($"{i}"), Body, 1);
        }

        Assert.That(fresh.Take("0"), Is.Null);
        var held = Enumerable.Range(0, Many).Count(i => fresh.Take($"{i}") is not null);
        Assert.That(held * Body, Is.InRange(1 << 20, 4 << 20));
        Assert.That(fresh.Take($"{Many - 1}"), Is.Null, "all were taken");
    }

    [TestCase(1500, true, TestName = "What was taken counts no longer")]
    [TestCase(5000, false, TestName = "What nobody ever takes is not held for ever")]
    public void WhatStaysBehindStaysFor(int others, bool there)
    {
        var fresh = new FreshPackets();
        fresh.Keep("first", Packet("first"), Body, 1);
        for (var i = 0; i < others; i++)
        {
            fresh.Keep($"{i}", Packet($"{i}"), Body, 1);
            fresh.Take($"{i}");
        }

        Assert.That(fresh.Take("first") is not null, Is.EqualTo(there));
    }

    private static FreshPacket Packet(string id) =>
        new(new Packet { PacketId = id, Kind = PacketKind.Withdrawal, Content = new Withdrawal { RequestedAt = DateTimeOffset.UnixEpoch, Reason = "x" } }, IsWhole: true);
}

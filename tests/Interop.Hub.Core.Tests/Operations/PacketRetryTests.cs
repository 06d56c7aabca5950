using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Operations;
using Interop.Hub.Core.Tests.Delivery;

namespace Interop.Hub.Core.Tests.Operations;

/// <summary>A sender that asks for another attempt gets one, where only time stood between; and not more often than once a minute.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PacketRetryTests
{
    private readonly ManualTime _time = new();
    private readonly ScriptedLedger _ledger = new();

    [Test]
    public async Task What_waits_for_a_later_attempt_is_brought_forward_and_nothing_else()
    {
        DeliveryState[] states = [.. Enum.GetValues<DeliveryState>()];
        var count = await RetryAsync([.. states.Select(s => Delivery($"{s}", s)), Delivery("check", DeliveryState.Scheduled) with { Role = DeliveryRole.Check }]);
        Assert.That(count, Is.EqualTo(1));
        Assert.That(_ledger.Acts.Select(a => (a.DeliveryId, a.To, a.Operator)), Is.EqualTo(new[] { ("Scheduled", DeliveryState.Ready, "MCDT") }));
    }

    [TestCase(59, 0)]
    [TestCase(60, 1)]
    public async Task It_may_be_asked_for_once_a_minute(int seconds, int brought)
    {
        Assert.That(await RetryAsync([Delivery("d", DeliveryState.Scheduled) with { ChangedAt = _time.GetUtcNow().AddSeconds(-seconds) }]), Is.EqualTo(brought));
    }

    private Task<int> RetryAsync(IReadOnlyList<DeliveryView> deliveries) => new PacketRetry(_ledger, new NoOffers(), _time).BringForwardAsync(
        new PacketView
        {
            Id = "p", PacketId = "p-1", Kind = PacketKind.Submission, Sender = "MCDT", OccurredAt = _time.GetUtcNow(), AcceptedAt = _time.GetUtcNow(), Documents = [], Deliveries = deliveries,
        },
        CancellationToken.None);

    private DeliveryView Delivery(string id, DeliveryState state) => new()
    {
        Id = id, Destination = "HOTICH", Role = DeliveryRole.Send, State = state, ChangedAt = _time.GetUtcNow().AddMinutes(-5), History = [],
    };

    private sealed class NoOffers : IDeliveryOffers
    {
        public void Offer(IReadOnlyList<ReadyDelivery> ready)
        {
        }
    }
}

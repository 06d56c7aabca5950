using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Tests.Cluster;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What is for a destination that no node knows is parked; what a node only does not know yet is left alone.</summary>
public sealed class RemovedDestinationTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Test]
    public async Task Alone_a_node_parks_at_once_tells_the_sender_and_keeps_a_doubt_a_doubt()
    {
        await using var node = await OneNode.StartAsync();
        Waits(node, "d1", DeliveryState.Ready);
        Waits(node, "d2", DeliveryState.Unknown);

        await node.Removed.RunAsync(CancellationToken.None);
        Assert.That(
            node.Ledger.Records.Select(r => (r.DeliveryId, r.Next.State, r.Next.Park)),
            Is.EqualTo(new[] { ("d1", DeliveryState.Parked, ParkReason.DestinationRemoved), ("d2", DeliveryState.Parked, ParkReason.AskPartner) }));
        Assert.That(node.Ledger.Records.Select(r => UnrecordedOutcomeTests.StatusOf(r).Destination), Is.EqualTo(new[] { "NEW", "NEW" }));
    }

    [Test]
    public async Task While_nodes_differ_in_their_configuration_nothing_is_parked_however_long_it_takes()
    {
        await using var node = await OneNode.StartAsync();
        Waits(node, "d1", DeliveryState.Ready);
        node.Ledger.Expired.Add(Lost("d3"));
        for (var i = 0; i < 5; i++)
        {
            Others(node, "another");
            await RoundAsync(node);
            node.Time.Advance(Long);
        }

        Assert.That(node.Ledger.Records, Is.Empty);
    }

    [Test]
    public async Task When_all_nodes_agree_for_a_while_it_is()
    {
        await using var node = await OneNode.StartAsync();
        Waits(node, "d1", DeliveryState.Ready);
        node.Ledger.Expired.Add(Lost("d3"));
        Others(node, "c");
        await RoundAsync(node);
        Assert.That(node.Ledger.Records, Is.Empty, "the others may have heard a moment earlier");

        node.Time.Advance(Long);
        await RoundAsync(node);
        Assert.That(
            node.Ledger.Records.Select(r => (r.DeliveryId, r.Next.Park)),
            Is.EquivalentTo(new[] { ("d1", ParkReason.DestinationRemoved), ("d3", ParkReason.AskPartner) }), "of the lost attempt bytes may have arrived");
    }

    [Test]
    public async Task A_full_page_of_leases_of_an_unknown_destination_ends_the_round()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Expired.AddRange(Enumerable.Range(0, 600).Select(i => Lost($"d{i}")));
        Others(node, "another");
        await node.Adoption.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Records, Is.Empty);
    }

    [Test]
    public async Task A_lease_lost_after_a_week_of_tries_is_the_last_and_the_time_behind_a_closed_door_does_not_count()
    {
        await using var node = await OneNode.StartAsync();
        var began = node.Time.GetUtcNow();
        node.Time.Advance(TimeSpan.FromDays(8));
        node.Ledger.Expired.Add(Lost("tried") with { Destination = "HOTICH", FirstAttemptAt = began, StartedAt = node.Time.GetUtcNow(), Attempts = 3 });
        node.Ledger.Expired.Add(Lost("first") with { Destination = "HOTICH", StartedAt = node.Time.GetUtcNow() });
        await node.Adoption.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Records.ToDictionary(r => r.DeliveryId, r => r.Next.State), Is.EqualTo(new Dictionary<string, DeliveryState> { ["tried"] = DeliveryState.Parked, ["first"] = DeliveryState.Unknown }));

        node.Destinations.Turn("HOTICH", d => d with { ClosedTotal = TimeSpan.FromDays(2) });
        node.Ledger.Expired.Add(Lost("waited") with { Destination = "HOTICH", FirstAttemptAt = began, StartedAt = node.Time.GetUtcNow(), Attempts = 3 });
        node.Ledger.Expired.Add(Lost("before") with { Destination = "HOTICH", FirstAttemptAt = began, StartedAt = node.Time.GetUtcNow(), Attempts = 3, ClosedAtFirst = TimeSpan.FromDays(2) });
        await node.Adoption.RunAsync(CancellationToken.None);
        var last = node.Ledger.Records.ToDictionary(r => r.DeliveryId);
        Assert.That((last["waited"].Next.State, last["before"].Next.State), Is.EqualTo((DeliveryState.Unknown, DeliveryState.Parked)));
        Assert.That(last["waited"].ClosedTotal, Is.EqualTo(TimeSpan.FromDays(2)), "what is lost in its first attempt begins its week with it");
    }

    private static async Task RoundAsync(OneNode node)
    {
        await node.Adoption.RunAsync(CancellationToken.None);
        await node.Removed.RunAsync(CancellationToken.None);
    }

    private static void Waits(OneNode node, string id, DeliveryState from)
    {
        node.Ledger.Due.Add(new ReadyDelivery(id, "NEW"));
        node.Ledger.Claims[id] = node.Claim(id, "NEW", from);
    }

    private static ExpiredLease Lost(string id) => new(id, "NEW", 1, DeliveryRole.Send, 0, new DateTimeOffset(2026, 6, 3, 1, 0, 0, TimeSpan.Zero), "b", ClaimPurpose.Send, "MCDT", "p-1", null, null, TimeSpan.Zero);

    private static void Others(OneNode node, string configuration) =>
        node.Membership.Update(new ClusterView([MembershipTests.Line("a", configuration: "c"), MembershipTests.Line("b", configuration: configuration)]));
}

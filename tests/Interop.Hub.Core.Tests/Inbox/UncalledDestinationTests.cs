using Interop.Contracts.Faults;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Tests.Delivery;

namespace Interop.Hub.Core.Tests.Inbox;

/// <summary>A destination that fetches is never called, hinted or broken; and a lease is judged by what it was, not by what the destination is now.</summary>
public sealed class UncalledDestinationTests
{
    private static readonly ReadyDelivery Due = new("d1", "HOTICH");

    [Test]
    public async Task What_is_offered_wakes_who_waits_and_goes_nowhere()
    {
        await using var node = await InboxNodeAsync();
        var arrival = node.Destinations.Find("HOTICH")!.Arrival;
        node.Ledger.Due.Add(Due);

        node.HandOver.Offer([Due]);
        Assert.That(arrival.IsCompleted, Is.True);
        await node.DueHints.RunAsync(CancellationToken.None);
        await node.HandOver.StopAsync(CancellationToken.None);
        Assert.That((node.Bus.Hinted.Count, node.Partner.Calls), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_hint_from_before_it_became_an_inbox_claims_nothing()
    {
        await using var node = await InboxNodeAsync();
        node.Ledger.Claims["d1"] = node.Claim("d1", "HOTICH");
        await node.Engine.HandleAsync(Due, CancellationToken.None);
        Assert.That((node.Ledger.Records.Count, node.Partner.Calls), Is.EqualTo((0, 0)));
    }

    [TestCase(19, DeliveryState.Parked)]
    [TestCase(18, DeliveryState.Ready)]
    public async Task A_hand_out_that_ended_goes_again_or_is_left_to_a_person_and_its_sender_told(int before, DeliveryState expected)
    {
        await using var node = await InboxNodeAsync();
        var record = await AdoptAsync(node, Lease(node, HandOutRules.HolderAt("b"), before));
        Assert.That((record.Next.State, record.Outcome, record.Purpose, record.Next.StartsWindow), Is.EqualTo((expected, "unacknowledged", ClaimPurpose.Send, false)));
        Assert.That(record.Notices, Has.Count.EqualTo(expected == DeliveryState.Parked ? 1 : 0));
    }

    /// <summary>The kinds changed between claim and judgement, both ways; neither the partner's nor the hub's lease is taken for the other.</summary>
    [Test]
    public async Task A_lease_is_judged_by_what_it_was_and_not_by_what_the_destination_is_now()
    {
        await using var called = await OneNode.StartAsync();
        var handOut = await AdoptAsync(called, Lease(called, HandOutRules.HolderAt("a"), 40) with { Purpose = ClaimPurpose.Probe });
        Assert.That((handOut.Next.State, handOut.Outcome, handOut.Purpose), Is.EqualTo((DeliveryState.Ready, "unacknowledged", ClaimPurpose.Send)), "it was fetched, and is called now");

        await using var fetched = await InboxNodeAsync();
        var attempt = await AdoptAsync(fetched, Lease(fetched, "a", 0));
        Assert.That((attempt.Next.State, attempt.Outcome), Is.EqualTo((DeliveryState.Unknown, "lost")), "it was being sent, and is fetched now");
    }

    [Test]
    public async Task Nothing_but_an_operator_closes_its_door()
    {
        await using var node = await InboxNodeAsync();
        var door = node.Destinations.Find("HOTICH")!;
        node.Destinations.Turn("HOTICH", d => DoorRules.After(d, DoorSignal.Faulty, FaultCodes.Credentials("x"), door.Policy, node.Time.GetUtcNow(), 0));
        Assert.That(door.Control.Door, Is.EqualTo(Door.Open), "an attempt that ended after it became an inbox");
        await node.Destinations.PauseAsync("HOTICH", "canbo01", "bảo trì", CancellationToken.None);
        Assert.That(door.Control.Door, Is.EqualTo(Door.PausedByOperator));
        await node.Destinations.ResumeAsync("HOTICH", "canbo01", "", CancellationToken.None);
        Assert.That(door.Control.Door, Is.EqualTo(Door.Open), "there is nothing to bring back in stages");
    }

    [TestCase(Door.Broken, Door.Open)]
    [TestCase(Door.Returning, Door.Open)]
    [TestCase(Door.PausedByFault, Door.Open)]
    [TestCase(Door.PausedByOperator, Door.PausedByOperator)]
    [TestCase(Door.Open, Door.Open)]
    public void A_door_of_before_it_became_an_inbox_is_opened_unless_an_operator_closed_it(Door before, Door after) => Assert.That(
        DoorRules.OfInbox(new DestinationControl { Destination = "HOTICH", Door = before }, DateTimeOffset.UnixEpoch).Door, Is.EqualTo(after));

    private static async Task<OneNode> InboxNodeAsync()
    {
        var node = await OneNode.StartAsync();
        node.Partner.Inbox = new InboxAdapter(mostHandOuts: 20, expectsAnswer: true);
        node.Destinations.Find("HOTICH")!.IsInbox = true;
        return node;
    }

    private static ExpiredLease Lease(OneNode node, string holder, int attempts) => new(
        "d1", "HOTICH", 7, DeliveryRole.Send, attempts, node.Time.GetUtcNow(), holder, ClaimPurpose.Send, "MCDT", "p-1", null, null, TimeSpan.Zero);

    private static async Task<AttemptRecord> AdoptAsync(OneNode node, ExpiredLease lease)
    {
        node.Ledger.Expired.Add(lease);
        await node.Adoption.RunAsync(CancellationToken.None);
        return node.Ledger.Records.Single();
    }
}

using Interop.Adapters.Delivery;
using Interop.Contracts.Codecs;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What a call said of its partner holds on this node though the ledger is gone, and for all once it is back.</summary>
public sealed class UnrecordedOutcomeTests
{
    [Test]
    public async Task A_door_turns_with_an_outcome_that_could_not_be_recorded_and_is_saved_when_that_can_be()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Claims["d1"] = node.Claim("d1", "HOTICH");
        node.Partner.Answer = new DeliveryOutcome.Deferred(FaultCodes.Credentials("wrong password"));
        node.Ledger.IsGone = true;

        await node.Engine.HandleAsync(new ReadyDelivery("d1", "HOTICH"), CancellationToken.None);
        var runtime = node.Destinations.Find("HOTICH")!;
        Assert.That((runtime.Control.Door, runtime.IsSaved, node.Ledger.Saved), Is.EqualTo((Door.PausedByFault, false, (DestinationControl?)null)));

        node.Ledger.IsGone = false;
        await node.Destinations.SaveTurnedAsync(CancellationToken.None);
        Assert.That((node.Ledger.Saved?.Door, runtime.IsSaved), Is.EqualTo(((Door?)Door.PausedByFault, true)));

        // Now another node's turn is seen: an operator resumed it there.
        runtime.Refresh(node.Ledger.Saved! with { Door = Door.Open, Version = 9 });
        Assert.That(runtime.Control.Door, Is.EqualTo(Door.Open));
    }

    [Test]
    public async Task What_an_operator_does_to_a_door_is_kept_with_who_and_why_or_not_done()
    {
        await using var node = await OneNode.StartAsync();
        var door = node.Destinations.Find("HOTICH")!;
        Assert.That(await node.Destinations.PauseAsync("hotich", "canbo01", "bảo trì", CancellationToken.None));
        Assert.That((door.Control.Door, door.Control.Reason), Is.EqualTo((Door.PausedByOperator, "canbo01: bảo trì")));

        node.Ledger.IsGone = true;
        Assert.That(() => node.Destinations.ResumeAsync("HOTICH", "canbo02", "", CancellationToken.None), Throws.InstanceOf<LedgerUnavailableException>());
        Assert.That(door.Control.Door, Is.EqualTo(Door.PausedByOperator));

        node.Ledger.IsGone = false;
        Assert.That(await node.Destinations.ResumeAsync("HOTICH", "canbo02", "", CancellationToken.None));
        Assert.That(await node.Destinations.PauseAsync("NOBODY", "canbo02", "x", CancellationToken.None), Is.False);
        Assert.That(door.Control.Door, Is.EqualTo(Door.Returning));
        var now = node.Time.GetUtcNow();
        Assert.That(node.Ledger.DoorActs, Is.EqualTo(new[] { new DoorAct("HOTICH", false, "canbo01", "bảo trì", now), new DoorAct("HOTICH", true, "canbo02", "", now) }));
    }

    [Test]
    public async Task A_body_that_does_not_open_is_left_to_a_person_and_the_sender_is_told()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Claims["d1"] = node.Claim("d1", "HOTICH") with { IsDamaged = true, Body = default };
        node.Ledger.Claims["d2"] = node.Claim("d2", "HOTICH", DeliveryState.Unknown) with { IsDamaged = true, Body = default };

        await node.Engine.HandleAsync(new ReadyDelivery("d1", "HOTICH"), CancellationToken.None);
        await node.Engine.HandleAsync(new ReadyDelivery("d2", "HOTICH"), CancellationToken.None);

        Assert.That(node.Ledger.Records.Select(r => (r.Next.State, r.Next.Park)), Is.EqualTo(new[] { (DeliveryState.Parked, ParkReason.HubFault), (DeliveryState.Parked, ParkReason.AskPartner) }));
        Assert.That(node.Ledger.Records.Select(r => StatusOf(r).State), Is.EqualTo(new[] { "parked", "parked" }));
        Assert.That(node.Destinations.Find("HOTICH")!.Control.Door, Is.EqualTo(Door.Open), "it says nothing of the partner");
    }

    internal static DeliveryStatus StatusOf(AttemptRecord record) =>
        (DeliveryStatus)PacketJson.Read(record.Notices.Single().Body, new ReadOptions { IdentifiersFromPath = true }).Packet!.Content;
}

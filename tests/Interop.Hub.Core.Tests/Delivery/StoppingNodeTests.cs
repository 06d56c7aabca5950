using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A node that is stopped in order ends what it began, and gives the rest to the others; one that starts lets nothing go. Nobody waits until it is missed.</summary>
public sealed class StoppingNodeTests
{
    [Test]
    public async Task What_waits_for_a_permit_and_what_comes_late_goes_back_into_the_queue()
    {
        await using var node = await OneNode.StartAsync();
        foreach (var id in (string[])["sent", "waits", "late"])
        {
            node.Ledger.Claims[id] = node.Claim(id, "HOTICH");
        }

        node.Partner.Go = new TaskCompletionSource();
        var sent = node.Engine.HandleAsync(new ReadyDelivery("sent", "HOTICH"), CancellationToken.None);
        var waits = node.Engine.HandleAsync(new ReadyDelivery("waits", "HOTICH"), CancellationToken.None);
        Assert.That((sent.IsCompleted, waits.IsCompleted), Is.EqualTo((false, false)), "one at a time");

        await node.HandOver.StopAsync(CancellationToken.None);
        await waits;
        await node.Engine.HandleAsync(new ReadyDelivery("late", "HOTICH"), CancellationToken.None);
        Assert.That((node.Bus.HasCeased, node.Bus.Hinted), Is.EqualTo((true, new[] { "waits", "late" })));

        node.Partner.Go.SetResult();
        await sent;
        Assert.That(node.Ledger.Records.Select(r => r.DeliveryId), Is.EqualTo(new[] { "sent" }));
    }

    [Test]
    public async Task Alone_it_leaves_them_to_its_ledger()
    {
        await using var node = await OneNode.StartAsync();
        node.Bus.IsShared = false;
        await node.HandOver.StopAsync(CancellationToken.None);
        await node.Engine.HandleAsync(new ReadyDelivery("late", "HOTICH"), CancellationToken.None);
        Assert.That(node.Bus.Hinted, Is.Empty);
    }

    [Test]
    public async Task What_comes_before_the_doors_are_known_waits_for_them()
    {
        await using var node = OneNode.Make();
        node.Ledger.Claims["early"] = node.Claim("early", "HOTICH");
        var early = node.Engine.HandleAsync(new ReadyDelivery("early", "HOTICH"), CancellationToken.None);
        Assert.That(early.IsCompleted, Is.False);

        await node.Destinations.StartAsync(CancellationToken.None);
        await early.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(node.Ledger.Records.Single().Next.State, Is.EqualTo(Core.Delivery.DeliveryState.Delivered));
    }
}

using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>Dossiers in a row refused for one reason: the destination is wrong, and none of them stays refused for it.</summary>
public sealed class MisjudgedRejectionTests
{
    private static readonly Fault Refused = FaultCodes.RejectedData("Refused.") with { PartnerCode = "99" };
    private static readonly int Limit = new DeliveryPolicy().PauseAfterIdenticalRejections;

    [Test]
    public async Task What_was_refused_before_it_was_known_goes_back_into_its_place()
    {
        await using var node = await OneNode.StartAsync();
        node.Partner.Answer = new DeliveryOutcome.Rejected(Refused);
        await DeliverAsync(node, 1, Limit);
        Assert.That(node.Ledger.Records.Select(r => r.Next.State), Is.EqualTo(Enumerable.Repeat(DeliveryState.Rejected, Limit - 1).Append(DeliveryState.Ready)));
        Assert.That(node.Destinations.Find("HOTICH")!.Control.Door, Is.EqualTo(Door.PausedByFault));

        // Not before the ledger takes it, and then once.
        node.Ledger.IsGone = true;
        Assert.That(() => node.Misjudged.RunAsync(CancellationToken.None), Throws.InstanceOf<LedgerUnavailableException>());
        node.Ledger.IsGone = false;
        await node.Misjudged.RunAsync(CancellationToken.None);
        await node.Misjudged.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Acts.Select(a => (a.DeliveryId, a.To, a.Operator)), Is.EqualTo(Enumerable.Range(1, Limit - 1).Select(i => ($"d{i}", DeliveryState.Ready, "hub"))));
    }

    /// <summary>No other node knows of them.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_node_that_stops_in_order_puts_them_back_before_it_leaves_if_the_ledger_lets_it(bool ledgerIsGone)
    {
        await using var node = await OneNode.StartAsync();
        node.Partner.Answer = new DeliveryOutcome.Rejected(Refused);
        await DeliverAsync(node, 1, Limit);
        node.Ledger.IsGone = ledgerIsGone;
        using var scheduler = node.Scheduler;
        await scheduler.StopAsync(CancellationToken.None);
        Assert.That(node.Ledger.Acts.Select(a => a.DeliveryId), Is.EqualTo(ledgerIsGone ? [] : Enumerable.Range(1, Limit - 1).Select(i => $"d{i}")));
    }

    [Test]
    public async Task Refusals_that_something_came_between_stay()
    {
        await using var node = await OneNode.StartAsync();
        node.Partner.Answer = new DeliveryOutcome.Rejected(Refused);
        await DeliverAsync(node, 1, Limit - 1);
        node.Partner.Answer = new DeliveryOutcome.Accepted(new PartnerReceipt());
        await DeliverAsync(node, Limit, Limit);
        node.Partner.Answer = new DeliveryOutcome.Rejected(Refused);
        await DeliverAsync(node, Limit + 1, 2 * Limit);
        await node.Misjudged.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Acts.Select(a => a.DeliveryId), Is.EqualTo(Enumerable.Range(Limit + 1, Limit - 1).Select(i => $"d{i}")), "those of the second row");
    }

    /// <summary>Each node counts for itself; of one that had counted too few the refusals are as wrong.</summary>
    [Test]
    public async Task Another_node_s_count_puts_right_what_this_one_refused_for_the_same()
    {
        await using var node = await OneNode.StartAsync();
        var runtime = node.Destinations.Find("HOTICH")!;
        node.Partner.Answer = new DeliveryOutcome.Rejected(Refused);
        await DeliverAsync(node, 1, 2);
        runtime.Refresh(runtime.Control with { Door = Door.PausedByFault, FaultCode = "partner.credentials", Version = 7 });
        Assert.That(runtime.TakeMisjudged(), Is.Empty, "paused for something else");

        // The same code, and other words of the partner's: what was refused here had a reason of its own.
        runtime.Refresh(runtime.Control with { FaultCode = Refused.Code, Cause = FaultCause.Of(Refused with { PartnerText = "thiếu tên cha" }), Version = 8 });
        Assert.That(runtime.TakeMisjudged(), Is.Empty, "refused for something else");

        runtime.Refresh(runtime.Control with { Cause = FaultCause.Of(Refused), Version = 9 });
        await node.Misjudged.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Acts.Select(a => a.DeliveryId), Is.EqualTo(new[] { "d1", "d2" }));

        // One was still under way when the door was closed.
        runtime.KeepRejection(Refused with { PartnerText = "thiếu tên cha" }, "its own");
        runtime.KeepRejection(Refused, "late");
        await node.Misjudged.RunAsync(CancellationToken.None);
        Assert.That(node.Ledger.Acts.Select(a => a.DeliveryId), Is.EqualTo(new[] { "d1", "d2", "late" }));
    }

    private static async Task DeliverAsync(OneNode node, int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            node.Ledger.Claims[$"d{i}"] = node.Claim($"d{i}", "HOTICH") with { DossierNumber = $"H40-260101-{i:0000}" };
            await node.Engine.HandleAsync(new ReadyDelivery($"d{i}", "HOTICH"), CancellationToken.None);
        }
    }
}

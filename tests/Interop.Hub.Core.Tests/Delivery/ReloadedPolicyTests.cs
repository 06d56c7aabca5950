using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>A configuration that is read again, changed or not, lets a partner be called no more often than it says.</summary>
public sealed class ReloadedPolicyTests
{
    [Test]
    public async Task An_attempt_under_way_counts_under_the_policy_that_was_read_meanwhile()
    {
        await using var node = await OneNode.StartAsync();
        node.Partner.Go = new TaskCompletionSource();
        node.Ledger.Claims["first"] = node.Claim("first", "HOTICH");
        node.Ledger.Claims["second"] = node.Claim("second", "HOTICH");
        var first = node.Engine.HandleAsync(new ReadyDelivery("first", "HOTICH"), CancellationToken.None);

        node.Configuration.Reload(new DeliveryPolicy { MaxConcurrency = 1 });
        var second = node.Engine.HandleAsync(new ReadyDelivery("second", "HOTICH"), CancellationToken.None);
        await Eventually.HoldsAsync(() => node.Partner.Calls == 1);
        Assert.That((first.IsCompleted, second.IsCompleted), Is.EqualTo((false, false)), "it waits for the first to end");

        node.Configuration.Reload(new DeliveryPolicy { MaxConcurrency = 2 });
        await Eventually.HoldsAsync(() => node.Partner.Calls == 2);
        Assert.That(first.IsCompleted, Is.False, "both are under way");
        node.Partner.Go.SetResult();
        await Task.WhenAll(first, second);
        Assert.That(node.Ledger.Records, Has.Count.EqualTo(2));
    }
}

using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Tests.Delivery;

/// <summary>What is due goes out a window at a time, and the next part as soon as there is room for it.</summary>
public sealed class DueHintsTests
{
    private static readonly int Window = new DeliveryPolicy().HandOverWindow;

    [Test]
    public async Task While_more_is_due_than_a_window_the_scheduler_is_woken_when_half_of_it_is_free()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Due.AddRange(Enumerable.Range(0, Window + 1).Select(i => new ReadyDelivery($"d{i}", "HOTICH")));
        await node.DueHints.RunAsync(CancellationToken.None);
        var runtime = node.Destinations.Find("HOTICH")!;
        var done = Enumerable.Range(0, Window).Select(i => runtime.HintDone($"d{i}")).ToArray();
        Assert.That(Array.IndexOf(done, true), Is.EqualTo((Window / 2) - 1));
        Assert.That(done.Count(woken => woken), Is.EqualTo(1), "woken, it looks for itself whether there is more");
    }

    [Test]
    public async Task When_all_that_is_due_has_gone_out_nobody_is_woken()
    {
        await using var node = await OneNode.StartAsync();
        node.Ledger.Due.AddRange(Enumerable.Range(0, Window).Select(i => new ReadyDelivery($"d{i}", "HOTICH")));
        await node.DueHints.RunAsync(CancellationToken.None);
        var runtime = node.Destinations.Find("HOTICH")!;
        Assert.That(Enumerable.Range(0, Window).Where(i => runtime.HintDone($"d{i}")), Is.Empty);
    }
}

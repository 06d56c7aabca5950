using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Operations;

/// <summary>
/// Carries out orders to send stuck deliveries again, page by page under the order's rate, on the first node of those that
/// live. A page that a crash cut short is harmless: what was sent again is no longer stuck since before the order, so no
/// page finds it twice.
/// </summary>
internal sealed class ReplayRunner(
    IReplayLedger replays, ILedger ledger, Destinations destinations, HandOver handOver, Membership membership, TimeProvider time, ILogger<ReplayRunner> log)
{
    private const int Page = 100;
    private static readonly TimeSpan IdleLook = TimeSpan.FromSeconds(2);

    // What an order may send now, and since when that is known. Lost with the node: an order then starts a second anew.
    private readonly Dictionary<string, (double Allowance, long At)> _allowances = new(StringComparer.Ordinal);

    private long? _idleSince;

    /// <summary>One round. While nothing is ordered the ledger is asked now and then only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!membership.IsFirst || (_idleSince is { } since && time.GetElapsedTime(since) < IdleLook))
        {
            return;
        }

        var orders = await replays.RunningAsync(cancellationToken);
        _idleSince = orders.Count > 0 ? null : time.GetTimestamp();
        foreach (var order in orders)
        {
            // Behind a closed door they would only become due; the order waits for the door as they do.
            if (destinations.Find(order.Filter.Destination) is { Control.IsClosed: false })
            {
                await AdvanceAsync(order, Allow(order), cancellationToken);
            }
        }
    }

    private async Task AdvanceAsync(ReplayOrder order, int limit, CancellationToken cancellationToken)
    {
        if (limit == 0)
        {
            return;
        }

        var page = await replays.StuckAsync(order.Filter, order.CreatedAt, order.Cursor, limit, cancellationToken);
        if (page.Count == 0)
        {
            if (await replays.SaveAsync(order with { State = ReplayState.Finished }, cancellationToken) is { State: ReplayState.Finished })
            {
                OperationsLog.ReplayFinished(log, order.Id, order.Sent, order.LeftAlone);
                _allowances.Remove(order.Id);
            }

            return;
        }

        var now = time.GetUtcNow();
        var acts = await Task.WhenAll(page.Select(d => ledger.ActAsync(new OperatorAct(d.Id, DeliveryState.Ready, order.Operator, order.Reason, now), cancellationToken)));
        var sent = acts.OfType<ActResult.Done>().ToList();
        // When an operator paused it meanwhile the save is refused: the next round sees the pause, and finds the page done.
        await replays.SaveAsync(order with { Cursor = page[^1].Key, Sent = order.Sent + sent.Count, LeftAlone = order.LeftAlone + acts.Length - sent.Count }, cancellationToken);
        foreach (var act in sent)
        {
            handOver.Offer(act.Ready);
        }
    }

    private int Allow(ReplayOrder order)
    {
        var now = time.GetTimestamp();
        var (allowance, at) = _allowances.GetValueOrDefault(order.Id, (order.RatePerSecond, now));
        // At most a second's worth is saved up: a node that was busy does not make up for it at once.
        allowance = Math.Min(Math.Max(1, order.RatePerSecond), allowance + (time.GetElapsedTime(at, now).TotalSeconds * order.RatePerSecond));
        var limit = Math.Min(Page, (int)allowance);
        _allowances[order.Id] = (allowance - limit, now);
        return limit;
    }
}

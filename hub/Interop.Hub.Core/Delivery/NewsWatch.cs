using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// What a sender is told that no attempt tells it: that a partner took a packet and never answered (guarantee 11), and that
/// one arrived after all of which it was told before that it was refused, had stopped or was in doubt (guarantee 6), be it
/// by a later attempt, a probe's answer or an operator's word. Each once: the notice is recorded first and the mark set
/// after; who dies between the two leaves it to the next, whose notice is recognised by its event key.
/// </summary>
internal sealed class NewsWatch(
    IDueDeliveries due, ILedger ledger, Notices notices, HandOver handOver, Membership membership, IHubConfigurationSource configuration, ILogger<NewsWatch> log)
{
    /// <summary>Recorded together, in a commit or two: the scheduler's other work waits for it.</summary>
    private const int Page = 64;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!membership.IsFirst)
        {
            return;
        }

        var silent = await due.SilentAsync(Page, cancellationToken);
        foreach (var delivery in silent)
        {
            DeliveryLog.Silent(log, delivery.DeliveryId, delivery.Destination, delivery.Since);
        }

        await TellAsync(silent, notices.ForSilence, ledger.SilenceToldAsync, cancellationToken);
        await TellAsync(await due.ArrivedAfterAllAsync(Page, cancellationToken), notices.ForArrival, ledger.ArrivalToldAsync, cancellationToken);
    }

    private async Task TellAsync(
        IReadOnlyList<DeliveryNews> found, Func<DeliveryNews, IReadOnlyList<AcceptPacket>> make, Func<IReadOnlyList<string>, CancellationToken, Task> mark, CancellationToken cancellationToken)
    {
        var known = found.Where(IsOurs).ToList();
        await Task.WhenAll(known.SelectMany(make).Select(notice => RecordAsync(notice, cancellationToken)));
        if (known.Count > 0)
        {
            await mark([.. known.Select(news => news.DeliveryId)], cancellationToken);
        }
    }

    private async Task RecordAsync(AcceptPacket notice, CancellationToken cancellationToken)
    {
        if (await ledger.AcceptAsync(notice, cancellationToken) is AcceptResult.Recorded recorded)
        {
            handOver.Offer(recorded.Ready);
        }
    }

    /// <summary>While a new partner is made known to one node after the other, a node that does not know it yet leaves its news.</summary>
    private bool IsOurs(DeliveryNews news) =>
        configuration.Current.Partners.ContainsKey(news.Sender) || membership.Count == 1 || membership.Agrees(configuration.Current.Fingerprint);
}

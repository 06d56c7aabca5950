using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// What a sender is told that no attempt tells it: that a partner took a packet and never answered (guarantee 11), that one
/// stays in doubt, whatever keeps the hub from asking; and, of one that was said to be refused, to have stopped or to be in
/// doubt, that it arrived after all or goes again (guarantee 6), be it by a later attempt, a probe's answer or an operator's
/// word. Each once. Of silence the notice is recorded first and the mark set after; who dies between the two leaves it to the
/// next, whose notice is recognised by its event key. Of all else the ledger does both in one commit, and looks once more.
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

        await TellOfSilenceAsync(Ours(silent), cancellationToken);
        var ready = await Task.WhenAll(Ours(await due.NewsAsync(Page, cancellationToken)).Select(news => ledger.TellAsync(news, notices.ForNews(news), cancellationToken)));
        foreach (var notice in ready)
        {
            handOver.Offer(notice);
        }
    }

    private async Task TellOfSilenceAsync(IReadOnlyList<DeliveryNews> silent, CancellationToken cancellationToken)
    {
        var told = await Task.WhenAll(silent.Select(async news => (News: news, Recorded: await RecordAsync(notices.ForSilence(news), cancellationToken))));
        if (told.Where(t => t.Recorded).Select(t => t.News).ToList() is { Count: > 0 } marked)
        {
            await ledger.SilenceToldAsync(marked, cancellationToken);
        }
    }

    /// <returns>False while no master key opens the dossier: its sender is told when the key is back.</returns>
    private async Task<bool> RecordAsync(IReadOnlyList<AcceptPacket> notices, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(notices.Select(notice => ledger.AcceptAsync(notice, cancellationToken)));
        foreach (var recorded in results.OfType<AcceptResult.Recorded>())
        {
            handOver.Offer(recorded.Ready);
        }

        return !results.OfType<AcceptResult.DossierLocked>().Any();
    }

    /// <summary>While a new partner is made known to one node after the other, a node that does not know it yet leaves its news.</summary>
    private List<DeliveryNews> Ours(IReadOnlyList<DeliveryNews> found) =>
        [.. found.Where(news => configuration.Current.Partners.ContainsKey(news.Sender) || membership.Count == 1 || membership.Agrees(configuration.Current.Fingerprint))];
}

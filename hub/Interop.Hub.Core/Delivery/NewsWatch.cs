using Interop.Hub.Core.Cluster;
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
    IDueDeliveries due, ILedger ledger, ILedgerReader reader, Notices notices, HandOver handOver, Membership membership, ILogger<NewsWatch> log)
{
    private const int Page = 256;

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
        IReadOnlyList<DeliveryNews> found, Func<DeliveryNews, DossierHead?, IReadOnlyList<AcceptPacket>> make, Func<IReadOnlyList<string>, CancellationToken, Task> told, CancellationToken cancellationToken)
    {
        foreach (var news in found)
        {
            var dossier = news.DossierNumber is { } number ? await reader.FindAsync([], number, news.Sender, cancellationToken) : null;
            foreach (var notice in make(news, dossier))
            {
                if (await ledger.AcceptAsync(notice, cancellationToken) is AcceptResult.Recorded recorded)
                {
                    handOver.Offer(recorded.Ready);
                }
            }
        }

        if (found.Count > 0)
        {
            await told([.. found.Select(news => news.DeliveryId)], cancellationToken);
        }
    }
}

using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Guarantee 11: a partner that took a packet and never answered is noticed, and the sender is told once. The notice is
/// recorded first and the silence marked after: who dies between the two leaves it to the next, whose notice is recognised
/// by its event key.
/// </summary>
internal sealed class SilenceWatch(
    IDueDeliveries due, ILedger ledger, ILedgerReader reader, Notices notices, HandOver handOver, Membership membership, ILogger<SilenceWatch> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!membership.IsFirst)
        {
            return;
        }

        var found = await due.SilentAsync(256, cancellationToken);
        foreach (var silent in found)
        {
            DeliveryLog.Silent(log, silent.DeliveryId, silent.Destination, silent.DueAt);
            var dossier = silent.DossierNumber is { } number ? await reader.FindAsync([], number, silent.Sender, cancellationToken) : null;
            foreach (var notice in notices.ForSilence(silent, dossier))
            {
                if (await ledger.AcceptAsync(notice, cancellationToken) is AcceptResult.Recorded recorded)
                {
                    handOver.Offer(recorded.Ready);
                }
            }
        }

        if (found.Count > 0)
        {
            await ledger.SilenceToldAsync([.. found.Select(s => s.DeliveryId)], cancellationToken);
        }
    }
}

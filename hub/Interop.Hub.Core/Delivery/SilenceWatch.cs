using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>Guarantee 11: a partner that took a packet and never answered is noticed, and the sender is told once.</summary>
internal sealed class SilenceWatch(IDueDeliveries due, ILedger ledger, ILedgerReader reader, Notices notices, HandOver handOver, ILogger<SilenceWatch> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var silent in await due.SilentAsync(256, cancellationToken))
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
    }
}

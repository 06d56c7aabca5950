using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>Lets dossiers go on whose procedure says not to wait for an outage any longer; flagged, since no finding is recorded.</summary>
internal sealed class GatePassing(IDueDeliveries due, ILedger ledger, HandOver handOver, TimeProvider time, ILogger<GatePassing> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var gate in await due.GatesToPassAsync(256, cancellationToken))
        {
            var act = new OperatorAct(gate.Id, DeliveryState.Skipped, Notices.Hub, "The procedure goes on without an answer after this long.", time.GetUtcNow());
            if (await ledger.ActAsync(act, cancellationToken) is ActResult.Done { Ready: var released })
            {
                DeliveryLog.GatePassed(log, gate.Id, gate.Destination);
                handOver.Offer(released);
            }
        }
    }
}

using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Guarantee 6: behind a fault of the destination nothing is rejected. What was, before enough dossiers had been refused
/// for the same reason, goes back into its place, as an act of the hub that is under evidence; it waits behind the door.
/// <para>
/// Each node knows what it refused itself. A node that dies before has left them rejected: an operator replays the group.
/// </para>
/// </summary>
internal sealed class MisjudgedRejections(Destinations destinations, ILedger ledger, HandOver handOver, TimeProvider time, ILogger<MisjudgedRejections> log)
{
    private const string Reason = "Refused for a reason that was the destination's: dossiers in a row were refused for the same.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var runtime in destinations.All)
        {
            var misjudged = runtime.TakeMisjudged();
            for (var i = 0; i < misjudged.Count; i++)
            {
                try
                {
                    await PutRightAsync(runtime.Code, misjudged[i], cancellationToken);
                }
                catch
                {
                    // The ledger is away, or the hub stops: the next round goes on here.
                    runtime.GiveBackMisjudged(misjudged.Skip(i));
                    throw;
                }
            }
        }
    }

    private async Task PutRightAsync(string destination, string delivery, CancellationToken cancellationToken)
    {
        // Nothing comes of it where a correction has taken its place meanwhile, or an operator has judged it.
        if (await ledger.ActAsync(new OperatorAct(delivery, DeliveryState.Ready, Notices.Hub, Reason, time.GetUtcNow()), cancellationToken) is ActResult.Done { Ready: var ready })
        {
            DeliveryLog.Misjudged(log, delivery, destination);
            handOver.Offer(ready);
        }
    }
}

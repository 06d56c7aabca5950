using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>Parks the deliveries of destinations that are no longer configured, where an operator sees them.</summary>
internal sealed class RemovedDestinations(Destinations destinations, IDueDeliveries due, ILedger ledger, NodeIdentity node, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var code in await due.DestinationsAsync(cancellationToken))
        {
            if (destinations.Find(code) is not null)
            {
                continue;
            }

            foreach (var delivery in await due.DueAsync(code, 256, cancellationToken))
            {
                await ParkAsync(delivery, cancellationToken);
            }
        }
    }

    private async Task ParkAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var request = new ClaimRequest { DeliveryId = delivery.Id, Node = node.Name, Lease = TimeSpan.FromMinutes(1), WithDossier = static _ => false };
        if (await ledger.ClaimAsync(request, cancellationToken) is { } claim)
        {
            await ledger.RecordAsync(
                new AttemptRecord
                {
                    DeliveryId = claim.DeliveryId,
                    Token = claim.Token,
                    Purpose = ClaimPurpose.Send,
                    StartedAt = started,
                    Duration = TimeSpan.Zero,
                    Outcome = "released",
                    Fault = FaultCodes.DestinationRemoved($"{delivery.Destination} is no longer in the configuration: restore it, or cancel the delivery."),
                    Next = new NextStep(DeliveryState.Parked, Park: ParkReason.DestinationRemoved, CountsAsAttempt: false),
                    Node = node.Name,
                },
                cancellationToken);
        }
    }
}

using Interop.Contracts.Faults;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>Judges deliveries whose node died or stalled in the middle of an attempt: guarantee 7.</summary>
internal sealed class LeaseAdoption(
    Destinations destinations, IAdapterRegistry adapters, IDueDeliveries due, ILedger ledger, Notices notices, HandOver handOver, NodeIdentity node, TimeProvider time, Jitter jitter, ILogger<LeaseAdoption> log)
{
    private const int Page = 256;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ExpiredLease> expired;
        do
        {
            expired = await due.ExpiredAsync(Page, cancellationToken);
            // Together, so that they share commits.
            await Task.WhenAll(expired.Select(lease => AdoptAsync(lease, cancellationToken)));
        }
        while (expired.Count == Page);
    }

    private async Task AdoptAsync(ExpiredLease lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = destinations.Find(lease.Destination) is { } runtime && adapters.Get(lease.Destination) is { } adapter
            ? DeliveryRules.AfterLostLease(
                new AttemptFacts
                {
                    Policy = runtime.Policy,
                    Idempotent = lease.Role != DeliveryRole.Send || adapter.Delivery?.Manifest.Idempotent == true,
                    CanProbe = adapter.Probe is not null,
                    SettleTime = adapter.Delivery?.Manifest.SettleTime ?? TimeSpan.Zero,
                    Attempts = lease.Attempts,
                    FirstAttemptAt = lease.StartedAt,
                    Now = now,
                    Jitter = jitter.Next(),
                },
                lease.Purpose)
            : new NextStep(DeliveryState.Parked, Park: ParkReason.DestinationRemoved);
        var fault = FaultCodes.LeaseExpired($"Node {lease.Node} ended in the middle of the attempt; it is not known what was sent.");
        var result = await ledger.RecordAsync(
            new AttemptRecord
            {
                DeliveryId = lease.DeliveryId,
                Token = lease.Token,
                Purpose = lease.Purpose,
                StartedAt = lease.StartedAt,
                Duration = now - lease.StartedAt,
                Outcome = "lost",
                Fault = fault,
                Next = next,
                Notices = notices.ForLoss(lease, next, fault),
                Node = node.Name,
            },
            cancellationToken);
        if (result.Taken)
        {
            DeliveryLog.Adopted(log, lease.DeliveryId, lease.Destination, lease.Node, next.State);
            handOver.Offer(result.Ready);
        }
    }
}

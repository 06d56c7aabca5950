using Interop.Contracts.Faults;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Judges deliveries whose node died or stalled in the middle of an attempt, and those that a partner fetched and said nothing of:
/// guarantee 7.
/// </summary>
internal sealed class LeaseAdoption(
    Destinations destinations, RemovedDestinations removed, IAdapterRegistry adapters, IDueDeliveries due, ILedger ledger, Notices notices, HandOver handOver, NodeIdentity node, TimeProvider time, Jitter jitter, ILogger<LeaseAdoption> log)
{
    private const int Page = 256;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var expired = await due.ExpiredAsync(Page, cancellationToken);
            var ours = expired.Where(lease => destinations.Find(lease.Destination) is not null || removed.IsGone(lease.Destination)).ToList();
            // Together, so that they share commits.
            await Task.WhenAll(ours.Select(lease => AdoptAsync(lease, cancellationToken)));
            if (expired.Count < Page || ours.Count == 0)
            {
                // The rest is of a destination that this node does not know yet: one that does judges it.
                return;
            }
        }
    }

    private async Task AdoptAsync(ExpiredLease lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var runtime = destinations.Find(lease.Destination);
        var adapter = adapters.Get(lease.Destination);
        var isHandOut = HandOutRules.IsHandOut(lease.Node);
        var next = isHandOut
            ? HandOutRules.AfterLease(lease.Attempts, (adapter?.Delivery as InboxAdapter)?.MostHandOuts, now)
            : runtime is not null && adapter is not null
            ? DeliveryRules.AfterLostLease(
                new AttemptFacts
                {
                    Policy = runtime.Policy,
                    Idempotent = lease.Role != DeliveryRole.Send || adapter.Delivery?.Manifest.Idempotent == true,
                    CanProbe = adapter.Probe is not null,
                    SettleTime = adapter.Delivery?.Manifest.SettleTime ?? TimeSpan.Zero,
                    Attempts = lease.Attempts,
                    FirstAttemptAt = lease.FirstAttemptAt ?? lease.StartedAt,
                    ClosedSinceFirst = lease.FirstAttemptAt is { } first ? runtime.ClosedSince(first, lease.ClosedAtFirst, now) : TimeSpan.Zero,
                    Now = now,
                    Jitter = jitter.Next(),
                },
                lease.Purpose)
            : new NextStep(DeliveryState.Parked, Park: ParkReason.AskPartner);
        next = Notices.PassedOver(lease.Sender, lease.Dossier, next);
        var fault = isHandOut
            ? FaultCodes.LeaseExpired($"{lease.Destination} fetched it and neither acknowledged nor rejected it in time ({lease.Attempts + 1} times); it may be fetched again, or waits for a person.")
            : FaultCodes.LeaseExpired($"Node {lease.Node} ended in the middle of the attempt; it is not known what was sent.");
        var result = await ledger.RecordAsync(
            new AttemptRecord
            {
                DeliveryId = lease.DeliveryId,
                Token = lease.Token,
                // A hand-out asks nobody, whatever state it was fetched from.
                Purpose = isHandOut ? ClaimPurpose.Send : lease.Purpose,
                StartedAt = lease.StartedAt,
                Duration = now - lease.StartedAt,
                Outcome = isHandOut ? "unacknowledged" : "lost",
                Fault = fault,
                Next = next,
                ClosedTotal = runtime?.Control.ClosedUntil(lease.StartedAt) ?? TimeSpan.Zero,
                Notices = notices.ForLoss(lease, next, fault),
                Node = node.Name,
            },
            cancellationToken);
        if (result.Taken)
        {
            if (isHandOut)
            {
                DeliveryLog.Unacknowledged(log, lease.DeliveryId, lease.Destination, lease.Attempts + 1, next.State);
            }
            else
            {
                DeliveryLog.Adopted(log, lease.DeliveryId, lease.Destination, lease.Node, next.State);
            }

            handOver.Offer(result.Ready);
        }
    }
}

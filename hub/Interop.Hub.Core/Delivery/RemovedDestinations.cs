using Interop.Contracts.Faults;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Parks the deliveries of destinations that are no longer configured, where an operator sees them, and tells their senders.
/// Among several nodes only when all have the same configuration, and had it for a while: while a new partner is made known
/// to one node after the other, a node that does not know it yet must not stop what the others are sending.
/// </summary>
internal sealed class RemovedDestinations(
    Destinations destinations, IDueDeliveries due, ILedger ledger, Notices notices, IHubConfigurationSource configuration, Membership membership, NodeIdentity node, TimeProvider time)
{
    private readonly Dictionary<string, long> _missingSince = new(StringComparer.OrdinalIgnoreCase);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var code in await due.DestinationsAsync(cancellationToken))
        {
            if (!IsGone(code))
            {
                continue;
            }

            foreach (var delivery in await due.DueAsync(code, 256, cancellationToken))
            {
                await ParkAsync(delivery, cancellationToken);
            }
        }
    }

    /// <summary>True when no node knows the destination, or will in a moment. Asked from one thread.</summary>
    public bool IsGone(string code)
    {
        if (destinations.Find(code) is not null)
        {
            _missingSince.Remove(code);
            return false;
        }

        if (membership.Count == 1)
        {
            return true;
        }

        if (!membership.Agrees(configuration.Current.Fingerprint))
        {
            _missingSince.Remove(code);
            return false;
        }

        return !_missingSince.TryAdd(code, time.GetTimestamp()) && time.GetElapsedTime(_missingSince[code]) > ClusterWatch.DriftPatience;
    }

    private async Task ParkAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var request = new ClaimRequest { DeliveryId = delivery.Id, Node = node.Name, Lease = TimeSpan.FromMinutes(1), WithDossier = static _ => false };
        if (await ledger.ClaimAsync(request, cancellationToken) is { } claim)
        {
            // What was in doubt stays so for whoever takes it up again: the partner may have it.
            var reason = claim.From == DeliveryState.Unknown ? ParkReason.AskPartner : ParkReason.DestinationRemoved;
            var fault = FaultCodes.DestinationRemoved($"{delivery.Destination} is no longer in the configuration: restore it, or cancel the delivery.");
            var next = new NextStep(DeliveryState.Parked, Park: reason, CountsAsAttempt: false);
            await ledger.RecordAsync(
                new AttemptRecord
                {
                    DeliveryId = claim.DeliveryId,
                    Token = claim.Token,
                    Purpose = ClaimPurpose.Send,
                    StartedAt = started,
                    Duration = TimeSpan.Zero,
                    Outcome = "released",
                    Fault = fault,
                    Next = next,
                    Notices = notices.For(claim, new Judgement(next, "released", fault, null, DoorSignal.None)),
                    Node = node.Name,
                },
                cancellationToken);
        }
    }
}

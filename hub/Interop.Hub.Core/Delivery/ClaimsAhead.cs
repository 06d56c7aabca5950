using Interop.Contracts.Packets;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Lets a packet be recorded with its deliveries already claimed by this node, where this node holds a permit for them: the
/// claim costs no commit of its own, and nothing is read back that is in hand. Permit, claim, first byte: the order is the
/// same (guarantee 8), only that claim and acceptance are one commit. See decision 0017.
/// </summary>
internal sealed class ClaimsAhead(Destinations destinations, IAdapterRegistry adapters, HandOver handOver, Lazy<DeliveryEngine> engine, NodeIdentity node, TimeProvider time)
{
    /// <summary>Takes what permits there are for planned deliveries that nothing holds up but perhaps their lanes.</summary>
    public Held Take(IReadOnlyList<PlannedDelivery> planned, PacketKind kind)
    {
        List<Permit>? permits = null;
        foreach (var delivery in planned)
        {
            if (delivery is not { Behind.Count: 0, Park: ParkReason.None }
                || destinations.Find(delivery.Destination) is not { } runtime
                || adapters.Get(delivery.Destination) is not { } adapter
                // Of an inbox only what is passed over, since nobody fetches a shadow.
                || delivery.Role != (adapter.Delivery is InboxAdapter ? DeliveryRole.Shadow : DeliveryRole.Send))
            {
                continue;
            }

            var target = Target.Of(runtime, adapter);
            var request = DeliveryEngine.Request(delivery.Id, node, target);

            // The submission that an adapter wants beside an event is not in hand: that delivery goes the long way.
            if ((kind is not (PacketKind.Submission or PacketKind.Correction) && request.WithDossier(kind)) || !runtime.TryEnterAhead())
            {
                continue;
            }

            if (!handOver.TryHold())
            {
                runtime.Leave();
                break;
            }

            (permits ??= new(planned.Count)).Add(new Permit(request, target));
        }

        return new Held(this, permits, time.GetTimestamp());
    }

    private void Go(Permit permit, Claim claim, long asked) =>
        // Not on the thread that owes the sender its receipt.
        _ = Task.Run(async () =>
        {
            try
            {
                await engine.Value.DriveAsync(claim, asked, permit.Target);
            }
            finally
            {
                handOver.LetGo();
            }
        });

    private void GiveBack(Permit permit)
    {
        permit.Target.Runtime.Leave();
        handOver.Done(new ReadyDelivery(permit.Request.DeliveryId, permit.Target.Runtime.Code));
        handOver.LetGo();
    }

    /// <summary>A permit with what it is for.</summary>
    internal sealed record Permit(ClaimRequest Request, Target Target);

    /// <summary>Permits held while a packet is recorded. Disposing gives back what was not used.</summary>
    internal sealed class Held(ClaimsAhead owner, List<Permit>? permits, long asked) : IDisposable
    {
        /// <summary>What the ledger is asked to claim in the commit.</summary>
        public IReadOnlyList<ClaimRequest> Requests => permits is null ? [] : [.. permits.Select(p => p.Request)];

        /// <summary>Starts what was claimed.</summary>
        public void Go(IReadOnlyList<Claim> claims)
        {
            foreach (var claim in claims)
            {
                var at = permits!.FindIndex(p => p.Request.DeliveryId == claim.DeliveryId);
                var permit = permits[at];
                permits.RemoveAt(at);
                owner.Go(permit, claim, asked);
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (var permit in permits ?? [])
            {
                owner.GiveBack(permit);
            }
        }
    }
}

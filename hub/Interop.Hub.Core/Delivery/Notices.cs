using Interop.Contracts.Codecs;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// What the hub tells a sender of its own accord: a fault when a packet was rejected, a delivery status when one is
/// parked, stays unknown, or was taken and never answered. Nobody retypes a dossier because nobody told them.
/// </summary>
internal sealed class Notices(IHubConfigurationSource configuration, IAdapterRegistry adapters, IKeyRing keys, TimeProvider time)
{
    /// <summary>The sender's code of the hub's own packets.</summary>
    public const string Hub = "hub";

    /// <summary>The notices that an outcome asks for: none or one.</summary>
    public IReadOnlyList<AcceptPacket> For(Claim claim, Judgement judged)
    {
        var now = time.GetUtcNow();
        PacketContent? content = judged.Next switch
        {
            { State: DeliveryState.Rejected } => new FaultNotice
            {
                RegardingPacketId = claim.PacketId,
                Destination = claim.Destination,
                At = now,
                Fault = judged.Fault ?? FaultCodes.RejectedData("The destination refused the packet."),
            },
            { State: DeliveryState.Parked } => Status(claim, "parked", now, judged.Fault),
            // Said once, when asking did not help: most unknown outcomes are resolved by the first probe within seconds.
            { State: DeliveryState.Unknown } when claim.Probes == 1 && judged.Outcome == "cannot-tell" => Status(claim, "unknown", now, judged.Fault),
            _ => null,
        };
        return content is null ? [] : Make(claim.Sender, claim.DossierKey, claim.Identifiers, $"{claim.DeliveryId}/{judged.Next.State}/{claim.Token}", content, claim.TraceParent, now);
    }

    /// <summary>The notice of a delivery that was taken and never answered; none when the sender cannot be called.</summary>
    public IReadOnlyList<AcceptPacket> ForSilence(SilentDelivery silent, DossierHead? dossier)
    {
        var content = new DeliveryStatus
        {
            RegardingPacketId = silent.PacketId,
            Destination = silent.Destination,
            State = "silent",
            Since = silent.DueAt,
        };
        return Make(silent.Sender, dossier?.Key, [], $"{silent.DeliveryId}/silent", content, null, time.GetUtcNow());
    }

    /// <summary>The notice of a delivery whose node died in the middle of it, when only the partner can say what became of it.</summary>
    public IReadOnlyList<AcceptPacket> ForLoss(ExpiredLease lease, NextStep next, Fault fault)
    {
        if (next.State != DeliveryState.Parked || lease.Role != DeliveryRole.Send)
        {
            return [];
        }

        var now = time.GetUtcNow();
        var content = new DeliveryStatus { RegardingPacketId = lease.PacketId, Destination = lease.Destination, State = "parked", Since = now, Fault = fault };
        return Make(lease.Sender, lease.Dossier, [], $"{lease.DeliveryId}/{next.State}/{lease.Token}", content, null, now);
    }

    private static DeliveryStatus Status(Claim claim, string state, DateTimeOffset since, Fault? fault) => new()
    {
        RegardingPacketId = claim.PacketId,
        Destination = claim.Destination,
        State = state,
        Since = since,
        Fault = fault,
    };

    private IReadOnlyList<AcceptPacket> Make(
        string sender, long? dossier, IReadOnlyList<DossierIdentifier> identifiers, string eventKey, PacketContent content, string? traceParent, DateTimeOffset now)
    {
        var kind = content is FaultNotice ? PacketKind.Fault : PacketKind.DeliveryStatus;
        if (sender == Hub
            || configuration.Current.Partners.GetValueOrDefault(sender)?.Destination is null
            || adapters.Get(sender)?.Delivery?.Manifest.Kinds.Contains(kind) != true)
        {
            // The sender cannot be called for this; it sees the same when it asks for its dossier.
            return [];
        }

        var id = Guid.CreateVersion7(now).ToString("N");
        var body = PacketJson.Write(new Packet
        {
            PacketId = id,
            Kind = kind,
            SentAt = now,
            Identifiers = identifiers,
            Content = content,
        });
        return
        [
            new AcceptPacket
            {
                Id = id,
                Partner = Hub,
                PacketId = id,
                Kind = kind,
                Digest = CanonicalContent.Digest(PacketJson.Read(body).Root, keys.DigestKey.Span).Bytes,
                EventKey = eventKey,
                Dossier = dossier,
                Identifiers = [],
                OccurredAt = now,
                AcceptedAt = now,
                Body = body,
                Deliveries = [new PlannedDelivery { Id = Guid.CreateVersion7(now).ToString("N"), Destination = sender, Role = DeliveryRole.Send }],
                MustBeParty = false,
                TraceParent = traceParent,
            },
        ];
    }
}

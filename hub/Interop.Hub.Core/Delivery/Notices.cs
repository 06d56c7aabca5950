using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
/// parked, stays in doubt, or was taken and never answered; when one of which that was said arrived after all, or goes again
/// though it had been refused; after a restore, which receipts to compare. Nobody retypes a dossier because nobody told them.
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
            _ => null,
        };
        return content is null ? [] : Make(claim.Sender, claim.DossierKey, claim.Identifiers, $"{claim.DeliveryId}/{judged.Next.State}/{claim.Token}", content, claim.TraceParent, now);
    }

    /// <summary>
    /// What becomes of a packet: of the hub's own news of a dossier, that it never stands. Its receiver's other packets of
    /// that dossier wait behind it in one lane, and a one-stop that refuses "delivered" must not go without the result. What
    /// it said stands in the dossier.
    /// </summary>
    public static NextStep PassedOver(string sender, long? dossier, NextStep next) =>
        sender == Hub && dossier is not null && next.State is DeliveryState.Rejected or DeliveryState.Parked
            ? next with { State = DeliveryState.Skipped, Park = ParkReason.None, DueAt = null }
            : next;

    /// <summary>The notice of a delivery that was taken and never answered; none when the sender cannot be called.</summary>
    public IReadOnlyList<AcceptPacket> ForSilence(DeliveryNews silent) => For(silent, "silent");

    /// <summary>The notice of a doubt that lasts, or of what is so no longer; none when the sender cannot be called.</summary>
    public IReadOnlyList<AcceptPacket> ForNews(DeliveryNews news) => For(news, news.State switch
    {
        DeliveryState.Unknown => "unknown",
        DeliveryState.Ready => "ready",
        DeliveryState.Delivered => "delivered",
        _ => throw new ArgumentOutOfRangeException(nameof(news), news.State, "Of such a delivery an attempt tells."),
    });

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

    /// <summary>True when a partner can be told by a packet which receipts to compare.</summary>
    public bool CanReconcile(string partner) => CanBeTold(partner, PacketKind.Reconciliation);

    /// <summary>
    /// What a sender is told after a restore. Its ids follow from the restore and the partner: however often it is made, it
    /// is one packet.
    /// </summary>
    public AcceptPacket ForRestore(RecoveryStatement restore, string partner)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"restore\n{restore.Epoch}\n{restore.At.UtcTicks}\n{partner}")));
        var content = new Reconciliation { Epoch = restore.Epoch, From = restore.LostFrom, Until = restore.At };
        return Packet(
            Convert.ToHexStringLower(name.AsSpan(0, 16)), Convert.ToHexStringLower(name.AsSpan(16, 16)), PacketKind.Reconciliation, partner, null, [], null, content, null, restore.At);
    }

    private IReadOnlyList<AcceptPacket> For(DeliveryNews news, string state)
    {
        var content = new DeliveryStatus { RegardingPacketId = news.PacketId, Destination = news.Destination, State = state, Since = news.Since };
        return Make(news.Sender, news.Dossier, [], string.Create(CultureInfo.InvariantCulture, $"{news.DeliveryId}/{state}/{news.Since.UtcTicks}"), content, null, time.GetUtcNow());
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
        // A sender that cannot be called sees the same when it asks for its dossier.
        return CanBeTold(sender, kind)
            ? [Packet(Guid.CreateVersion7(now).ToString("N"), Guid.CreateVersion7(now).ToString("N"), kind, sender, dossier, identifiers, eventKey, content, traceParent, now)]
            : [];
    }

    private bool CanBeTold(string sender, PacketKind kind) =>
        sender != Hub
        && configuration.Current.Partners.GetValueOrDefault(sender)?.Destination is not null
        && adapters.Get(sender)?.Delivery?.Manifest.Kinds.Contains(kind) == true;

    private AcceptPacket Packet(
        string id, string delivery, PacketKind kind, string to, long? dossier, IReadOnlyList<DossierIdentifier> identifiers, string? eventKey, PacketContent content, string? traceParent, DateTimeOffset at)
    {
        var body = PacketJson.Write(new Packet
        {
            PacketId = id,
            Kind = kind,
            SentAt = at,
            Identifiers = identifiers,
            Content = content,
        });
        return new AcceptPacket
        {
            Id = id,
            Partner = Hub,
            PacketId = id,
            Kind = kind,
            Digest = CanonicalContent.Digest(PacketJson.Read(body).Root, keys.DigestKey.Span).Bytes,
            EventKey = eventKey,
            Dossier = dossier,
            Identifiers = [],
            OccurredAt = at,
            AcceptedAt = at,
            Body = body,
            Deliveries = [new PlannedDelivery { Id = delivery, Destination = to, Role = DeliveryRole.Send }],
            MustBeParty = false,
            TraceParent = traceParent,
        };
    }
}

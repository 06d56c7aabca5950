using System.Diagnostics;
using Interop.Adapters.Inbound;
using Interop.Contracts.Codecs;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Security;
using Interop.Hub.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Intake;

/// <summary>
/// Step 1 of the way. Nothing here calls another system.
/// <code>
/// 1 partner's right to the kind ─► 2 read and validate ─► 3 configuration's codes ─► 4 find the dossier, rights to it
///   ─► 5 plan deliveries, take permits ─► 6 one commit ─► 7 go, or hint
/// </code>
/// A refusal at any number leaves nothing behind and consumes no key.
/// </summary>
internal sealed class IntakeService(
    IHubConfigurationSource source,
    IAdapterRegistry adapters,
    ILedger ledger,
    ILedgerReader reader,
    IKeyRing keys,
    RunningRequests running,
    FreshPackets fresh,
    ClaimsAhead ahead,
    HandOver handOver,
    IHubRecovery recovery,
    TimeProvider time,
    ILogger<IntakeService> log) : IPacketIntake
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<IntakeOutcome> AcceptAsync(InboundPacket inbound, CancellationToken cancellationToken)
    {
        using var activity = HubTelemetry.StartIntake(inbound.Partner, inbound.Operation);
        var began = time.GetTimestamp();
        var (outcome, kind) = await AcceptAsync(inbound, activity, cancellationToken);
        switch (outcome)
        {
            case IntakeOutcome.Accepted a:
                HubTelemetry.Taken(activity, kind, a.Receipt.Disposition, a.Receipt.ReceiptId, time.GetElapsedTime(began));
                IntakeLog.Taken(log, a.Receipt.ReceiptId, kind, a.Receipt.DossierNumber, inbound.Partner, a.Receipt.Disposition);
                break;
            case IntakeOutcome.Refused r:
                HubTelemetry.TurnedAway(activity, r.Refusal.Kind.ToString());
                IntakeLog.Refused(log, inbound.Partner, r.Refusal.Kind.ToString(), r.Refusal.Errors.Count);
                break;
        }

        return outcome;
    }

    private async Task<(IntakeOutcome Outcome, PacketKind Kind)> AcceptAsync(InboundPacket inbound, Activity? activity, CancellationToken cancellationToken)
    {
        if (recovery.IsHeld)
        {
            return (new IntakeOutcome.Refused(HeldHub.Refusal), default);
        }

        var configuration = source.Current;
        if (!configuration.Partners.TryGetValue(inbound.Partner, out var partner))
        {
            return (Refuse(RefusalKind.Forbidden, "This partner is no longer configured."), default);
        }

        // 2. Before the right to the kind only because the kind stands in the body. Size is the doors' to limit, as configured.
        var reading = PacketJson.Read(inbound.Json, new ReadOptions { ExpectedKind = inbound.ExpectedKind, IdentifiersFromPath = inbound.DossierNumber is not null, MaxBytes = int.MaxValue });
        if (reading.Packet is not { } packet)
        {
            return (new IntakeOutcome.Refused(ReadingRefusal.Of(reading)), default);
        }

        return (await AcceptAsync(inbound, reading, packet, configuration, partner, activity, cancellationToken), packet.Kind);
    }

    private async Task<IntakeOutcome> AcceptAsync(
        InboundPacket inbound, PacketReading reading, Packet packet, HubConfiguration configuration, PartnerConfiguration partner, Activity? activity, CancellationToken cancellationToken)
    {
        // 1.
        if (PartnerRights.MaySend(partner, packet.Kind) is { } forbidden)
        {
            return new IntakeOutcome.Refused(forbidden);
        }

        var key = inbound.IdempotencyKey ?? packet.PacketId;
        using var turn = running.TryBegin(partner.Code, inbound.Operation, key);
        if (turn is null)
        {
            return Refuse(RefusalKind.Running, "The first request with this key is still running: come again to get its receipt.", retryAfter: Soon);
        }

        var now = time.GetUtcNow();
        var content = PacketFacts.Of(packet.Content, now);

        // 3.
        var on = DateOnly.FromDateTime((content.Dossier?.Times.Received ?? content.OccurredAt).ToOffset(BusinessTime.Offset).DateTime);
        DossierFacts? facts = null;
        if (content.Dossier is { } dossier)
        {
            var resolved = DossierCodes.Resolve(configuration, dossier, on);
            if (resolved.Facts is null)
            {
                return new IntakeOutcome.Refused(new Refusal(RefusalKind.Invalid, "The packet names codes that this hub does not know.", resolved.Errors));
            }

            facts = resolved.Facts;
            if (!PartnerRights.Covers(partner, facts))
            {
                return Refuse(RefusalKind.Forbidden, $"{partner.Code} may not submit dossiers of this procedure or unit.", [new RefusalError("/content/dossier/organisations/receiving", "not permitted for this partner")]);
            }
        }

        // 4.
        var named = PartnerRights.Claims(configuration, partner, packet.Identifiers, on);
        var isSubmission = packet.Kind == PacketKind.Submission;

        // A submission brings all that is asked of its dossier here; whether there is one already is for the commit to say.
        var head = isSubmission && inbound.DossierNumber is null ? null : await reader.FindAsync(named, inbound.DossierNumber, partner.Code, cancellationToken);
        var standsAlone = packet.Kind is PacketKind.Document or PacketKind.DocumentStatus && named.Count == 0 && inbound.DossierNumber is null;
        if (!isSubmission && !standsAlone && head is not { IsParty: true })
        {
            return NotFound();
        }

        if (head is not null && !isSubmission && !PartnerRights.Covers(partner, head.Facts))
        {
            return NotFound();
        }

        using var journey = isSubmission ? null : HubTelemetry.ContinueJourney(activity, head?.TraceParent);

        // 5.
        var id = Guid.CreateVersion7(now).ToString("N");
        var digest = CanonicalContent.Digest(reading.Root, keys.DigestKey.Span, packet.Kind).Bytes;
        // Null for a content without a time of its own: then it is the hub's, and no two receptions have the same.
        DateTimeOffset? occurredAt = content.OccurredAt == now ? null : content.OccurredAt;
        var deliveries = DeliveryPlan.Make(
            configuration, adapters.Get, packet.Kind, facts ?? head?.Facts, partner.Code, now, new DeliveryIds(keys.DigestKey, partner.Code, packet.PacketId, occurredAt).Of);
        using var held = ahead.Take(deliveries, packet.Kind);
        var claims = held.Requests;
        var accept = new AcceptPacket
        {
            Id = id,
            Partner = partner.Code,
            RequestKey = new RequestKey(inbound.Operation, key),
            PacketId = packet.PacketId,
            Kind = packet.Kind,
            Digest = digest,
            EventKey = facts is not null ? null : content.EventId ?? $"{content.OccurredAt.UtcTicks}/{Convert.ToHexStringLower(digest.Span)}",
            Identifiers = named,
            Dossier = inbound.DossierNumber is null ? null : head?.Key,
            Facts = facts,
            OccurredAt = content.OccurredAt,
            AcceptedAt = now,
            Status = content.Status,
            Financial = content.Financial,
            ResultState = content.ResultState,
            Corrects = content.Corrects,
            // The sender's buffer is its own again with the receipt; what was claimed here outlives that.
            Body = claims.Count > 0 ? inbound.Json.ToArray() : inbound.Json,
            Documents = content.Documents,
            Deliveries = deliveries,
            Claims = claims,
            Warnings = reading.Warnings,
            MustBeParty = !isSubmission && !standsAlone,
            TraceParent = journey?.Id ?? activity?.Id,
            InDoubt = recovery.MayHaveBeenHere((occurredAt < packet.SentAt ? occurredAt : packet.SentAt ?? occurredAt) ?? now),
        };

        // 6.
        AcceptResult result;
        try
        {
            result = await ledger.AcceptAsync(accept, cancellationToken);
        }
        catch (LedgerUnavailableException e)
        {
            return Refuse(RefusalKind.Overloaded, "The hub cannot record packets now; it keeps what it has. Send again later.", retryAfter: e.RetryAfter);
        }

        switch (result)
        {
            case AcceptResult.Recorded recorded:
                // 7. The packet first: its delivery may run before this line ends.
                fresh.Keep(id, new FreshPacket(packet, IsWhole: inbound is { ExpectedKind: null, DossierNumber: null }), inbound.Json.Length, recorded.Claimed.Count + recorded.Ready.Count(r => deliveries.Any(d => d.Id == r.Id)));
                held.Go(recorded.Claimed);
                handOver.Offer(recorded.Ready);
                return new IntakeOutcome.Accepted(recorded.Receipt, Repeated: false);
            case AcceptResult.Duplicate duplicate:
                return new IntakeOutcome.Accepted(await WithPendingAsync(duplicate.Receipt, cancellationToken), Repeated: false);
            case AcceptResult.Repeated repeated:
                return new IntakeOutcome.Accepted(repeated.Receipt, Repeated: true);
            default:
                if (result is AcceptResult.DossierLocked locked)
                {
                    IntakeLog.Locked(log, partner.Code, head?.Number, locked.Why);
                }

                return new IntakeOutcome.Refused(LedgerRefusal.Of(result, reading.Root));
        }
    }

    private async Task<Receipt> WithPendingAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            return receipt with { Pending = Pending.Of(await reader.PacketAsync(receipt.DuplicateOf ?? receipt.ReceiptId, cancellationToken)) };
        }
        catch (LedgerUnavailableException)
        {
            // The receipt stands without it.
            return receipt;
        }
    }

    private static IntakeOutcome NotFound() =>
        Refuse(RefusalKind.NotFound, "No such dossier. Submit it first, or check its number.");

    private static IntakeOutcome Refuse(RefusalKind kind, string detail, IReadOnlyList<RefusalError>? errors = null, TimeSpan? retryAfter = null) =>
        new IntakeOutcome.Refused(new Refusal(kind, detail, errors ?? [], retryAfter));
}

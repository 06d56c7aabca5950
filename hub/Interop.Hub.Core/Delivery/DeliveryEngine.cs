using System.Diagnostics;
using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// Takes one hint to its end.
/// <code>
/// 1 permit (door, concurrency, rate) ─► 2 claim (token, lease) ─► 3 send or ask ─► 4 judge ─► 5 record ─► 6 door, released lanes
/// </code>
/// A crash after any number is survived: before 2 the scheduler offers the delivery again; after 2 the lease ends and
/// the delivery is judged as an unknown outcome.
/// </summary>
internal sealed class DeliveryEngine(
    Destinations destinations,
    IAdapterRegistry adapters,
    ILedger ledger,
    Attempt attempt,
    GateCheck gates,
    Notices notices,
    PartnerIdentifiers partnerIdentifiers,
    HandOver handOver,
    NodeIdentity node,
    IHubRecovery recovery,
    TimeProvider time,
    Jitter jitter,
    ILogger<DeliveryEngine> log) : IDispatchHandler
{
    /// <inheritdoc/>
    public async Task HandleAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            // A starting node that let it go would make it late by a lease and an attempt: its sender believes that it is acted on.
            await destinations.Started.WaitAsync(cancellationToken);
            handOver.Taken(delivery);

            // 1. Without a permit the hint is acknowledged and the delivery left to the scheduler: a closed door holds no worker.
            if (!handOver.IsStopping && !recovery.IsHeld && destinations.Find(delivery.Destination) is { } runtime && adapters.Get(delivery.Destination) is { Delivery: not InboxAdapter } adapter && await runtime.EnterAsync(cancellationToken))
            {
                // 2. The lease is measured on this machine's monotonic clock from before the claim was asked for.
                var (target, asked) = (Target.Of(runtime, adapter), time.GetTimestamp());
                if (await ClaimAsync(delivery.Id, target, cancellationToken) is { } claim)
                {
                    await DeliverAsync(claim, asked, target, cancellationToken);
                }
            }
            else if (handOver.IsStopping)
            {
                await handOver.PassOnAsync(delivery);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Shutting down before the claim: the ledger still has it.
        }
        catch (Exception e)
        {
            DeliveryLog.HandleFailed(log, delivery.Destination, delivery.Id, e);
        }
        finally
        {
            handOver.Done(delivery);
        }
    }

    /// <summary>
    /// Takes a delivery to its end that was claimed in the commit of its packet, under a permit that is given back here.
    /// Never throws.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="asked">The time stamp from before it was asked for.</param>
    /// <param name="target">The destination whose permit is held.</param>
    public async Task DriveAsync(Claim claim, long asked, Target target)
    {
        try
        {
            await DeliverAsync(claim, asked, target, CancellationToken.None);
        }
        catch (Exception e)
        {
            DeliveryLog.HandleFailed(log, claim.Destination, claim.DeliveryId, e);
        }
        finally
        {
            handOver.Done(new ReadyDelivery(claim.DeliveryId, claim.Destination));
        }
    }

    /// <summary>What this node asks for when it claims a delivery.</summary>
    public static ClaimRequest Request(string deliveryId, NodeIdentity node, Target target) => new()
    {
        DeliveryId = deliveryId,
        Node = node.Name,
        Lease = target.Policy.Lease,
        WithDossier = kind => target.Adapter.Delivery?.Manifest.NeedsDossier.Contains(kind) == true,
    };

    /// <summary>Claims under a permit, which goes back where there is nothing to deliver.</summary>
    private async Task<Claim?> ClaimAsync(string delivery, Target target, CancellationToken cancellationToken)
    {
        Claim? claim = null;
        try
        {
            return claim = await ledger.ClaimAsync(Request(delivery, node, target), cancellationToken);
        }
        finally
        {
            if (claim is null)
            {
                target.Runtime.Leave();
            }
        }
    }

    /// <summary>Delivers under a permit, and gives it back.</summary>
    private async Task DeliverAsync(Claim claim, long asked, Target target, CancellationToken cancellationToken)
    {
        var permit = new HeldPermit(target.Runtime);
        try
        {
            await DeliverAsync(claim, asked, permit, target, cancellationToken);
        }
        finally
        {
            permit.Leave();
        }
    }

    private async Task DeliverAsync(Claim claim, long asked, HeldPermit permit, Target target, CancellationToken cancellationToken)
    {
        // Past this point nothing is cancelled from outside but by the attempt's own deadline: bytes already sent cannot be recalled.
        using var activity = HubTelemetry.StartDelivery(claim);
        var (runtime, policy, adapter) = target;
        var started = time.GetUtcNow();
        var begun = time.GetTimestamp();
        var facts = Facts(claim, target, started);
        var purpose = DeliveryRules.PurposeOf(claim.From, facts.Idempotent);
        Judgement judged;
        if (time.GetElapsedTime(asked) > policy.Lease - policy.AttemptTimeout)
        {
            judged = new Judgement(DeliveryRules.AfterRelease(claim.From, facts), "released", null, null, DoorSignal.None);
        }
        else if (claim.IsDamaged)
        {
            judged = new Judgement(
                DeliveryRules.AfterDamage(claim.From),
                "released",
                FaultCodes.MappingFailed("The packet's sealed body does not open: it was damaged. Restore the ledger from its backup, or ask the sender to send again."),
                null,
                DoorSignal.None);
        }
        else
        {
            // 3. and 4.
            judged = (claim.Role, purpose) switch
            {
                (DeliveryRole.Check, _) => Judge(runtime, claim, facts, await gates.AskAsync(claim, adapter, policy, cancellationToken)),
                (DeliveryRole.Shadow, _) => new Judgement(new NextStep(DeliveryState.Skipped, CountsAsAttempt: false), "shadow", null, null, DoorSignal.None),
                (_, ClaimPurpose.Probe) => Judge(facts, await attempt.ProbeAsync(claim, adapter, policy, cancellationToken)),
                _ => Judge(runtime, claim, facts, await attempt.SendAsync(claim, target, cancellationToken)),
            };
        }

        if (Notices.PassedOver(claim.Sender, claim.DossierKey, judged.Next) is var next && next != judged.Next)
        {
            judged = judged with { Next = next };
        }

        var duration = time.GetElapsedTime(begun);
        permit.CallEnded(judged.Signal);

        // 5.
        var record = new AttemptRecord
        {
            DeliveryId = claim.DeliveryId,
            Token = claim.Token,
            Purpose = purpose,
            StartedAt = started,
            Duration = duration,
            Outcome = judged.Outcome,
            Fault = judged.Fault,
            Receipt = judged.Receipt,
            Identifiers = partnerIdentifiers.Claims(claim.Destination, judged.Receipt),
            Next = judged.Next,
            ClosedTotal = runtime.Control.ClosedUntil(started),
            Notices = notices.For(claim, judged),
            TraceId = activity?.TraceId.ToHexString(),
            Node = node.Name,
        };
        AttemptResult result;
        try
        {
            result = await ledger.RecordAsync(record, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Not recorded: the lease will end, and what may have arrived is judged as unknown, as it must be.
            DeliveryLog.RecordFailed(log, claim.Destination, claim.DeliveryId, e);
            activity?.SetStatus(ActivityStatusCode.Error, "not recorded");
            await TurnAsync(claim.Destination, judged, runtime, saves: false);
            return;
        }

        HubTelemetry.Delivered(activity, claim, judged.Outcome, judged.Fault, duration, started + duration - claim.AcceptedAt, judged.Next.State);
        DeliveryLog.Attempted(log, claim.DeliveryId, claim.Destination, judged.Outcome, judged.Next.State, judged.Fault?.Code, claim.DossierNumber, claim.Attempts + 1, duration.TotalMilliseconds);
        if (!result.Taken)
        {
            DeliveryLog.LateOutcome(log, claim.Destination, claim.DeliveryId);
        }

        // 6.
        if (judged is { Next.State: DeliveryState.Rejected, Fault: { } refused } && result.Taken)
        {
            runtime.KeepRejection(refused, claim.DeliveryId);
        }

        await TurnAsync(claim.Destination, judged, runtime, saves: true);
        handOver.Offer(result.Ready);
    }

    /// <summary>
    /// What a call said of its partner holds though its outcome could not be recorded: while the disk is full a partner
    /// that is down is not called on and on, and its time away is not charged to its deliveries. This node then knows it
    /// alone, until a round of the scheduler has saved it.
    /// </summary>
    private async Task TurnAsync(string destination, Judgement judged, DestinationRuntime runtime, bool saves)
    {
        DestinationControl Rule(DestinationControl door) => DoorRules.After(door, judged.Signal, judged.Fault, runtime.Policy, time.GetUtcNow(), jitter.Next());
        if (saves)
        {
            await destinations.TurnAsync(destination, Rule, CancellationToken.None);
        }
        else
        {
            destinations.Turn(destination, Rule);
        }
    }

    private AttemptFacts Facts(Claim claim, Target target, DateTimeOffset now) => new()
    {
        Policy = target.Policy,
        // Asking twice has no second effect.
        Idempotent = claim.Role != DeliveryRole.Send || target.Adapter.Delivery?.Manifest.Idempotent == true,
        CanProbe = target.Adapter.Probe is not null,
        SettleTime = target.Adapter.Delivery?.Manifest.SettleTime ?? TimeSpan.Zero,
        Attempts = claim.Attempts,
        Probes = claim.Probes,
        FirstAttemptAt = claim.FirstAttemptAt ?? now,
        ClosedSinceFirst = claim.FirstAttemptAt is { } first ? target.Runtime.ClosedSince(first, claim.ClosedAtFirst, now) : TimeSpan.Zero,
        Now = now,
        Jitter = jitter.Next(),
        IsSubmission = claim.Kind is PacketKind.Submission or PacketKind.Correction,
    };

    private Judgement Judge(DestinationRuntime runtime, Claim claim, AttemptFacts facts, DeliveryOutcome outcome)
    {
        // Nothing is learned of a destination from what it thinks of the hub's own news.
        var identical = outcome is DeliveryOutcome.Rejected r && claim.Role == DeliveryRole.Send && claim.Sender != Notices.Hub && runtime.NoteRejection(r.Fault, claim.DossierNumber);
        if (outcome is DeliveryOutcome.Accepted)
        {
            runtime.NoteAcceptance();
        }

        // The schedule runs from the end of the attempt, not from its start.
        var next = DeliveryRules.AfterAttempt(facts with { Now = time.GetUtcNow(), RejectionsAreIdentical = identical }, outcome);
        var signal = DoorRules.SignalOf(outcome, identical);
        return outcome switch
        {
            DeliveryOutcome.Accepted a => new Judgement(next, "accepted", null, a.Receipt, signal),
            DeliveryOutcome.Deferred d => new Judgement(next, "deferred", d.Fault, null, signal),
            DeliveryOutcome.Rejected x => new Judgement(next, "rejected", x.Fault, null, signal),
            DeliveryOutcome.Unknown u => new Judgement(next, "unknown", u.Fault, null, signal),
            _ => throw new UnreachableException(),
        };
    }

    private Judgement Judge(AttemptFacts facts, ProbeOutcome outcome)
    {
        var next = DeliveryRules.AfterProbe(facts with { Now = time.GetUtcNow() }, outcome);
        var signal = DoorRules.SignalOf(outcome);
        return outcome switch
        {
            ProbeOutcome.Arrived a => new Judgement(next, "arrived", null, a.Receipt, signal),
            ProbeOutcome.Absent => new Judgement(next, "absent", null, null, signal),
            ProbeOutcome.CannotTell c => new Judgement(next, "cannot-tell", c.Fault, null, signal),
            _ => throw new UnreachableException(),
        };
    }
}

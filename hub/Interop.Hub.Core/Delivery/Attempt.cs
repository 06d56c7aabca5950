using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Contracts.Codecs;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Core.Delivery;

/// <summary>Calls an adapter once, under the attempt's deadline, and turns whatever happens into an outcome.</summary>
internal sealed class Attempt(IDocumentStore documents, IDocumentLinks links, FreshPackets fresh, TimeProvider time, ILogger<Attempt> log)
{
    /// <summary>Sends, through the destination's pipeline.</summary>
    public async Task<DeliveryOutcome> SendAsync(Claim claim, Target target, CancellationToken stopping)
    {
        if (target.Adapter.Delivery is not { } delivery)
        {
            return new DeliveryOutcome.Deferred(FaultCodes.MappingFailed($"The adapter of {claim.Destination} does not deliver packets: correct the route."));
        }

        if (Request(claim) is not { } request)
        {
            return new DeliveryOutcome.Deferred(FaultCodes.MappingFailed("The stored packet cannot be read by this version of the hub."));
        }

        using var deadline = new CancellationTokenSource(target.Policy.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await target.Runtime.Pipeline.ExecuteAsync(
                static async (state, token) => await state.delivery.DeliverAsync(state.request, token),
                (delivery, request),
                either.Token);
        }
        catch (OperationCanceledException)
        {
            // By the SDK's contract this means that no byte was sent.
            return stopping.IsCancellationRequested
                ? new DeliveryOutcome.Deferred(FaultCodes.LeaseExpired("The hub is stopping; nothing was sent."))
                : new DeliveryOutcome.Deferred(FaultCodes.Unreachable($"No connection to {claim.Destination} within {target.Policy.AttemptTimeout.TotalSeconds:0} s; nothing was sent."));
        }
        catch (DocumentUnavailableException)
        {
            return new DeliveryOutcome.Deferred(FaultCodes.MappingFailed("A document of the packet cannot be read from the hub's store."));
        }
        catch (Exception e)
        {
            DeliveryLog.AdapterThrew(log, claim.Destination, claim.DeliveryId, e);
            return new DeliveryOutcome.Unknown(FaultCodes.NoAnswer("The adapter failed; it is not known what was sent. See the log of this attempt."));
        }
    }

    /// <summary>Asks what became of an unanswered attempt.</summary>
    public async Task<ProbeOutcome> ProbeAsync(Claim claim, AdapterInstance adapter, DeliveryPolicy policy, CancellationToken stopping)
    {
        if (adapter.Probe is not { } probe || Request(claim) is not { } request)
        {
            return new ProbeOutcome.CannotTell(FaultCodes.NoAnswer($"{claim.Destination} cannot be asked what became of the packet."));
        }

        using var deadline = new CancellationTokenSource(policy.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            return await probe.ProbeAsync(request, either.Token);
        }
        catch (OperationCanceledException)
        {
            return new ProbeOutcome.CannotTell(FaultCodes.Unreachable($"{claim.Destination} did not answer the probe within {policy.AttemptTimeout.TotalSeconds:0} s."));
        }
        catch (Exception e)
        {
            DeliveryLog.AdapterThrew(log, claim.Destination, claim.DeliveryId, e);
            return new ProbeOutcome.CannotTell(FaultCodes.NoAnswer("The adapter failed while asking. See the log of this attempt."));
        }
    }

    private DeliveryRequest? Request(Claim claim)
    {
        if ((fresh.Take(claim.PacketKey) ?? Read(claim)) is not var (packet, isWhole))
        {
            return null;
        }

        var dossier = claim.DossierBody.IsEmpty ? null : PacketJson.Read(claim.DossierBody, new ReadOptions { IdentifiersFromPath = true, MaxBytes = int.MaxValue }).Packet?.Content switch
        {
            Submission s => s.Dossier,
            Correction c => c.Dossier,
            _ => null,
        };
        return new DeliveryRequest
        {
            DeliveryId = claim.DeliveryId,
            Attempt = claim.Attempts + 1,
            Destination = claim.Destination,
            Sender = claim.Sender,
            Packet = packet,
            Body = isWhole ? claim.Body : default,
            AcceptedAt = claim.AcceptedAt,
            Identifiers = claim.Identifiers,
            DossierNumber = claim.DossierNumber,
            Dossier = dossier,
            BusinessStatus = claim.BusinessStatus,
            KnownToDestination = claim.KnownToDestination,
            Findings = claim.Findings,
            Documents = new ClaimDocuments(claim, documents, links),
        };
    }

    /// <summary>The packet of a claim; null: this version of the hub cannot read it.</summary>
    internal static FreshPacket? Read(Claim claim)
    {
        var reading = PacketJson.Read(claim.Body, new ReadOptions { ExpectedKind = claim.Kind, IdentifiersFromPath = true, MaxBytes = int.MaxValue });
        return reading.Packet is { } packet
            ? new FreshPacket(packet, reading.Root.TryGetProperty("kind"u8, out _) && reading.Root.TryGetProperty("identifiers"u8, out _))
            : null;
    }
}

using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Telemetry;

namespace Interop.Hub.Core.Inbox;

/// <summary>Takes partners' words about what they fetched: at any node, after any restart, for all that is needed stands in the ledger.</summary>
internal sealed class InboxWords(ILedger ledger, IInboxLedger inbox, Notices notices, PartnerIdentifiers identifiers, HandOver handOver, NodeIdentity node, TimeProvider time)
{
    /// <summary>Of two words at once one counts; the other looks again, and finds what the first made of it.</summary>
    private const int Looks = 4;

    public async Task<WordAnswer> HearAsync(InboxWord word, CancellationToken cancellationToken)
    {
        var to = word is InboxWord.Acknowledged ? DeliveryState.Delivered : DeliveryState.Rejected;
        HandedDelivery? delivery = null;
        for (var look = 0; look < Looks; look++)
        {
            delivery = await inbox.DeliveryAsync(word.DeliveryId, cancellationToken);
            var verdict = HandOutRules.Judge(delivery, word.Partner, word.Token, to);
            if (verdict is not (WordVerdict.Counts or WordVerdict.Late))
            {
                return new WordAnswer(verdict, verdict == WordVerdict.Unknown ? null : delivery!.State);
            }

            if ((verdict == WordVerdict.Counts ? delivery!.Claim : await AgainAsync(delivery!.Claim)) is { } claim
                && await RecordAsync(claim, delivery.ClaimedAt ?? time.GetUtcNow(), word, to) is { } state)
            {
                return new WordAnswer(WordVerdict.Counts, state);
            }
        }

        return new WordAnswer(WordVerdict.Stale, delivery!.State);
    }

    /// <summary>
    /// The partner had it all the time, and its lease ended: it is claimed anew for the word's sake, unless a fetch was faster.
    /// </summary>
    private async Task<Claim?> AgainAsync(Claim last)
    {
        var request = new ClaimRequest { DeliveryId = last.DeliveryId, Node = HandOutRules.HolderAt(node.Name), Lease = TimeSpan.FromMinutes(1), WithDossier = static _ => false };
        if (await ledger.ClaimAsync(request, CancellationToken.None) is not { } claim)
        {
            return null;
        }

        if (claim.Token == last.Token + 1)
        {
            return claim;
        }

        // It was fetched and given back in between.
        var now = time.GetUtcNow();
        var released = await ledger.RecordAsync(Record(claim, now, "released", HandOutRules.AfterReturn(claim.From, now)), CancellationToken.None);
        handOver.Offer(released.Ready);
        return null;
    }

    /// <returns>What the delivery is now; null: the word came too late.</returns>
    private async Task<DeliveryState?> RecordAsync(Claim claim, DateTimeOffset since, InboxWord word, DeliveryState to)
    {
        var next = Notices.PassedOver(claim.Sender, claim.DossierKey, HandOutRules.After(to, claim.Kind is PacketKind.Submission or PacketKind.Correction));
        var outcome = to == DeliveryState.Delivered ? "accepted" : "rejected";
        var receipt = word is InboxWord.Acknowledged a ? new PartnerReceipt { Reference = a.Reference, Identifiers = a.Identifiers } : null;
        var fault = word is InboxWord.Refused r ? FaultCodes.RejectedData($"{claim.Destination} fetched the packet and refuses it.") with { PartnerCode = r.Code, PartnerText = r.Text } : null;
        var result = await ledger.RecordAsync(
            Record(claim, since, outcome, next) with
            {
                Receipt = receipt,
                Fault = fault,
                Identifiers = identifiers.Claims(claim.Destination, receipt),
                Notices = notices.For(claim, new Judgement(next, outcome, fault, receipt, DoorSignal.None)),
            },
            CancellationToken.None);
        if (!result.Taken)
        {
            return null;
        }

        HubTelemetry.Delivered(null, claim, outcome, fault, time.GetUtcNow() - since, time.GetUtcNow() - claim.AcceptedAt, next.State);
        handOver.Offer(result.Ready);
        return next.State;
    }

    private AttemptRecord Record(Claim claim, DateTimeOffset since, string outcome, NextStep next) => new()
    {
        DeliveryId = claim.DeliveryId,
        Token = claim.Token,
        Purpose = ClaimPurpose.Send,
        StartedAt = since,
        Duration = time.GetUtcNow() - since is var took && took > TimeSpan.Zero ? took : TimeSpan.Zero,
        Outcome = outcome,
        Next = next,
        Node = node.Name,
    };
}

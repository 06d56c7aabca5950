using Interop.Contracts.Faults;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;

namespace Interop.Hub.Core.Inbox;

/// <summary>
/// Hands out what waits for partners that cannot be called.
/// <code>
/// 1 is it an inbox, is it open? ─► 2 what is due ─► 3 claim each, under a lease that the partner holds ─► 4 the caller has gone: give it back
///        ▲                               │ nothing
///        └── an arrival here, or a second (other nodes' arrivals, an inbox that opens) ◄─┘ until the wait is over
/// </code>
/// Only the heads of lanes are due. The claim lets one fetch through, of whatever node. Service hours, rate and circuit are for
/// calls: here the partner calls, and only an operator's pause closes it, and the hold after a restore.
/// </summary>
internal sealed class InboxDesk(
    Destinations destinations, IAdapterRegistry adapters, IDueDeliveries due, ILedger ledger, IInboxLedger inbox, InboxWords words, Notices notices, HandOver handOver, NodeIdentity node, IHubRecovery recovery, TimeProvider time) : IInboxDesk
{
    /// <summary>Bodies in one answer, in bytes; one packet is always given.</summary>
    private const int MostBytes = 4 << 20;

    /// <summary>Pages in a row of which nothing was to be had.</summary>
    private const int MostLost = 16;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<InboxList?> ListAsync(string partner, int limit, CancellationToken cancellationToken)
    {
        if (Find(partner) is not { } runtime)
        {
            return null;
        }

        return IsClosed(runtime)
            ? new InboxList(0, [])
            : new InboxList(
                await inbox.CountWaitingAsync(runtime.Code, InboxList.MostCounted, cancellationToken),
                await inbox.WaitingAsync(runtime.Code, Math.Clamp(limit, 0, InboxList.MostHeads), cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HandedOut>?> FetchAsync(InboxFetch fetch, CancellationToken leaving, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var wait = fetch.Wait < InboxFetch.LongestWait ? fetch.Wait : InboxFetch.LongestWait;
        while (Find(fetch.Partner) is { } runtime)
        {
            // Before the look at the ledger: what comes in between must not be slept through.
            var arrival = runtime.Arrival;
            var handed = IsClosed(runtime) ? [] : await TakeAsync(runtime, Math.Clamp(fetch.Max, 1, InboxFetch.Most), cancellationToken);
            var left = wait - time.GetElapsedTime(began);
            if (handed.Count > 0 || left <= TimeSpan.Zero || leaving.IsCancellationRequested || !runtime.TryBeginWait())
            {
                return handed;
            }

            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving, cancellationToken);
                await Task.WhenAny(arrival, Task.Delay(left < LookAgain ? left : LookAgain, time, either.Token));
                await either.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                runtime.EndWait();
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Task<WordAnswer> HearAsync(InboxWord word, CancellationToken cancellationToken) => words.HearAsync(word, cancellationToken);

    /// <inheritdoc/>
    public async Task<Claim?> ReadableAsync(string partner, string deliveryId, CancellationToken cancellationToken) =>
        await inbox.DeliveryAsync(deliveryId, cancellationToken) is { Claim: { Role: DeliveryRole.Send } claim } delivery
        && string.Equals(claim.Destination, partner, StringComparison.OrdinalIgnoreCase)
        && (delivery.State == DeliveryState.Delivered || (delivery.State == DeliveryState.InFlight && HandOutRules.IsHandOut(delivery.Holder)))
            ? claim
            : null;

    private DestinationRuntime? Find(string partner) => destinations.Find(partner) is { IsInbox: true } runtime ? runtime : null;

    private bool IsClosed(DestinationRuntime runtime) => recovery.IsHeld || runtime.Control.Door == Door.PausedByOperator;

    private async Task<IReadOnlyList<HandedOut>> TakeAsync(DestinationRuntime runtime, int max, CancellationToken cancellationToken)
    {
        List<HandedOut> handed = [];
        var bytes = 0L;
        try
        {
            for (var lost = 0; lost < MostLost && handed.Count < max && bytes < MostBytes;)
            {
                var page = await due.DueAsync(runtime.Code, max - handed.Count, cancellationToken);
                if (page.Count == 0)
                {
                    break;
                }

                // A page that other fetches took is not the last: there may be more behind it.
                lost++;
                foreach (var delivery in page)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // Not the caller's token: a claim that is given up may be committed all the same, and nobody would know.
                    var started = time.GetUtcNow();
                    if (await ledger.ClaimAsync(Request(delivery.Id, runtime), CancellationToken.None) is not { } claim)
                    {
                        continue;
                    }

                    lost = 0;
                    if (await OpenAsync(claim, started) is { } open)
                    {
                        handed.Add(open);
                        bytes += open.Json.Length;
                    }

                    if (bytes >= MostBytes)
                    {
                        break;
                    }
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            return handed;
        }
        catch
        {
            await Task.WhenAll(handed.Select(h => RecordAsync(h.Claim, time.GetUtcNow(), HandOutRules.AfterReturn(h.Claim.From, time.GetUtcNow()), "released", null)));
            throw;
        }
    }

    private ClaimRequest Request(string delivery, DestinationRuntime runtime) => new()
    {
        DeliveryId = delivery,
        Node = HandOutRules.HolderAt(node.Name),
        Lease = runtime.Policy.Lease,
        WithDossier = static _ => false,
    };

    /// <summary>The packet of a claim; null: there is nothing to hand out, and what becomes of it is recorded.</summary>
    private async Task<HandedOut?> OpenAsync(Claim claim, DateTimeOffset started)
    {
        if (claim.Role == DeliveryRole.Shadow)
        {
            await RecordAsync(claim, started, new NextStep(DeliveryState.Skipped, CountsAsAttempt: false), "shadow", null);
            return null;
        }

        if (claim.Role == DeliveryRole.Check || adapters.Get(claim.Destination) is null)
        {
            var gate = FaultCodes.MappingFailed($"{claim.Destination} is an inbox and answers no queries: correct the gate, or its adapter.");
            await RecordAsync(claim, started, new NextStep(DeliveryState.Parked, Park: ParkReason.HubFault, CountsAsAttempt: false), "released", gate);
            return null;
        }

        if (claim.IsDamaged || Attempt.Read(claim) is not { } read)
        {
            var damage = FaultCodes.MappingFailed("The stored packet cannot be read: it was damaged, or is of another version. Restore the ledger from its backup, or ask the sender to send again.");
            await RecordAsync(claim, started, DeliveryRules.AfterDamage(claim.From), "released", damage);
            return null;
        }

        return new HandedOut
        {
            Claim = claim,
            Packet = read.Packet,
            Json = read.IsWhole ? WithoutMark(claim.Body) : Contracts.Codecs.PacketJson.Write(read.Packet with { Kind = claim.Kind, Identifiers = claim.Identifiers }),
            Documents = PacketFacts.Of(read.Packet.Content, claim.AcceptedAt).Documents,
        };
    }

    /// <summary>A byte order mark that the sender wrote before the packet is none of the packet.</summary>
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private async Task RecordAsync(Claim claim, DateTimeOffset started, NextStep next, string outcome, Fault? fault)
    {
        next = Notices.PassedOver(claim.Sender, claim.DossierKey, next);
        var result = await ledger.RecordAsync(
            new AttemptRecord
            {
                DeliveryId = claim.DeliveryId,
                Token = claim.Token,
                Purpose = ClaimPurpose.Send,
                StartedAt = started,
                Duration = TimeSpan.Zero,
                Outcome = outcome,
                Fault = fault,
                Next = next,
                Notices = notices.For(claim, new Judgement(next, outcome, fault, null, DoorSignal.None)),
                Node = node.Name,
            },
            CancellationToken.None);
        handOver.Offer(result.Ready);
    }
}

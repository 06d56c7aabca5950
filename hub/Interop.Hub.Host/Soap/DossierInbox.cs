using Interop.Adapters.Delivery;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Soap;

/// <summary>The same inbox as over HTTP, for partners that speak SOAP.</summary>
internal sealed class DossierInbox(IInboxDesk desk, HandedFiles files, HubSettings settings, IHubRecovery recovery, IHostApplicationLifetime lifetime) : IDossierInbox
{
    /// <summary>Bytes of files in one answer, as the contract says; the others are read at their addresses.</summary>
    private const long MostInline = 8 << 20;

    private static readonly InboxRefusal s_noInbox = new(new Refusal(RefusalKind.NotFound, Problem.NoInbox.Detail, []), Problem.NoInbox.Type);

    public Task<InboxAnswer<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken) => AnswerAsync(async () =>
        await desk.ListAsync(caller.Partner, call.Max ?? InboxList.MostHeads, cancellationToken) is { } list
            ? new InboxAnswer<ListedInbox>(new ListedInbox(list.Count, [.. list.Heads.Select(Line)]))
            : new InboxAnswer<ListedInbox>(null, s_noInbox));

    public Task<InboxAnswer<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken) => AnswerAsync(async () =>
    {
        var fetch = new InboxFetch { Partner = caller.Partner, Wait = call.Wait };
        if (await desk.FetchAsync(call.Max is { } max ? fetch with { Max = max } : fetch, lifetime.ApplicationStopping, cancellationToken) is not { } handed)
        {
            return new InboxAnswer<FetchedInbox>(null, s_noInbox);
        }

        List<FetchedDelivery> deliveries = [];
        var room = MostInline;
        foreach (var each in handed)
        {
            List<FetchedFile> read = [];
            foreach (var reference in each.Documents)
            {
                var data = reference.Size <= room ? await ReadAsync(each.Claim, reference, room, cancellationToken) : null;
                room -= data?.Length ?? 0;
                read.Add(new FetchedFile(reference, DocumentAddress.Of(settings.PublicBaseUrl, reference.Sha256, each.Claim.DeliveryId), data));
            }

            deliveries.Add(Delivery(each, read));
        }

        return new InboxAnswer<FetchedInbox>(new FetchedInbox(deliveries));
    });

    public Task<InboxAnswer<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        HearAsync(new InboxWord.Acknowledged(caller.Partner, call.DeliveryId, call.Token) { Reference = call.Reference, Identifiers = call.Identifiers });

    public Task<InboxAnswer<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        HearAsync(new InboxWord.Refused(caller.Partner, call.DeliveryId, call.Token, call.Code, call.Message));

    private Task<InboxAnswer<TakenWord>> HearAsync(InboxWord word) => AnswerAsync(async () =>
    {
        // What is recorded must not be cut off by a line that breaks.
        var answer = await desk.HearAsync(word, CancellationToken.None);
        return answer.Verdict switch
        {
            WordVerdict.Counts or WordVerdict.Repeated => new InboxAnswer<TakenWord>(new TakenWord(word.DeliveryId, Wire.Camel(answer.State!.Value))),
            WordVerdict.Stale => Refused<TakenWord>(Problem.HandedOutAgain),
            WordVerdict.Closed => Refused<TakenWord>(Problem.DeliveryClosed(Wire.Camel(answer.State!.Value))),
            _ => new InboxAnswer<TakenWord>(null, new InboxRefusal(new Refusal(RefusalKind.NotFound, "There is no such delivery in this inbox. Check the deliveryId.", []))),
        };
    });

    private static InboxAnswer<T> Refused<T>(Problem problem)
        where T : class => new(null, new InboxRefusal(new Refusal(RefusalKind.Conflict, problem.Detail, []), problem.Type));

    private async Task<InboxAnswer<T>> AnswerAsync<T>(Func<Task<InboxAnswer<T>>> answer)
        where T : class
    {
        if (recovery.IsHeld)
        {
            return new InboxAnswer<T>(null, new InboxRefusal(HeldHub.Refusal));
        }

        try
        {
            return await answer();
        }
        catch (LedgerUnavailableException e)
        {
            return new InboxAnswer<T>(null, new InboxRefusal(new Refusal(RefusalKind.Overloaded, "The hub cannot look into the inbox now; it keeps what it has. Come again later.", [], e.RetryAfter)));
        }
    }

    /// <summary>A file's bytes; null: they are not to be had now, and may be at its address.</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(Claim claim, DocumentReference reference, long room, CancellationToken cancellationToken)
    {
        try
        {
            if (await files.OpenAsync(claim, reference.Sha256, cancellationToken) is not { } stored)
            {
                return null;
            }

            await using var content = stored.Content;
            if (stored.Size > room)
            {
                return null;
            }

            var bytes = new byte[stored.Size];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (DocumentUnavailableException)
        {
            return null;
        }
    }

    private static FetchedDelivery Delivery(HandedOut handed, IReadOnlyList<FetchedFile> files) => new()
    {
        Delivery = new ListedDelivery(
            handed.Claim.DeliveryId, handed.Claim.PacketKey, Wire.Camel(handed.Claim.Kind), handed.Claim.Sender, handed.Claim.AcceptedAt, handed.Claim.DossierNumber, handed.HandOut - 1),
        Token = handed.Claim.Token,
        LeaseUntil = handed.Claim.LeaseUntil,
        MayBeKnown = handed.Claim.From == DeliveryState.Unknown,
        Json = handed.Json,
        Files = files,
    };

    private static ListedDelivery Line(WaitingDelivery waiting) =>
        new(waiting.DeliveryId, waiting.Packet, Wire.Camel(waiting.Kind), waiting.Sender, waiting.AcceptedAt, waiting.DossierNumber, waiting.HandOuts);
}

using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Soap;

/// <summary>The same inbox as over HTTP, for partners that speak SOAP.</summary>
internal sealed class DossierInbox(IInboxDesk desk, HandedFiles files, HubSettings settings, Questions questions, IHostApplicationLifetime lifetime) : IDossierInbox
{
    private static readonly ExchangeRefusal s_noInbox = new(new Refusal(RefusalKind.NotFound, Problem.NoInbox.Detail, []), Problem.NoInbox.Type);

    public Task<ExchangeReply<ListedInbox>> ListAsync(ListWaitingCall call, ExchangeCaller caller, CancellationToken cancellationToken) => questions.AnswerAsync(async () =>
        await desk.ListAsync(caller.Partner, call.Max ?? InboxList.MostHeads, cancellationToken) is { } list
            ? new ExchangeReply<ListedInbox>(new ListedInbox(list.Count, [.. list.Heads.Select(Line)]))
            : new ExchangeReply<ListedInbox>(null, s_noInbox));

    public Task<ExchangeReply<FetchedInbox>> FetchAsync(FetchCall call, ExchangeCaller caller, CancellationToken cancellationToken) => questions.AnswerAsync(async () =>
    {
        var fetch = new InboxFetch { Partner = caller.Partner, Wait = call.Wait };
        if (await desk.FetchAsync(call.Max is { } max ? fetch with { Max = max } : fetch, lifetime.ApplicationStopping, cancellationToken) is not { } handed)
        {
            return new ExchangeReply<FetchedInbox>(null, s_noInbox);
        }

        List<FetchedDelivery> deliveries = [];
        InlineFiles inline = new();
        foreach (var each in handed)
        {
            List<FetchedFile> read = [];
            foreach (var reference in each.Documents)
            {
                read.Add(await inline.OfAsync(
                    reference,
                    DocumentAddress.Of(settings.PublicBaseUrl, reference.Sha256, each.Claim.DeliveryId),
                    stop => files.OpenAsync(each.Claim, reference.Sha256, stop),
                    cancellationToken));
            }

            deliveries.Add(Delivery(each, read));
        }

        return new ExchangeReply<FetchedInbox>(new FetchedInbox(deliveries));
    });

    public Task<ExchangeReply<TakenWord>> AcknowledgeAsync(AcknowledgeCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        HearAsync(new InboxWord.Acknowledged(caller.Partner, call.DeliveryId, call.Token) { Reference = call.Reference, Identifiers = call.Identifiers });

    public Task<ExchangeReply<TakenWord>> RejectAsync(RejectCall call, ExchangeCaller caller, CancellationToken cancellationToken) =>
        HearAsync(new InboxWord.Refused(caller.Partner, call.DeliveryId, call.Token, call.Code, call.Message));

    private Task<ExchangeReply<TakenWord>> HearAsync(InboxWord word) => questions.AnswerAsync(async () =>
    {
        // What is recorded must not be cut off by a line that breaks.
        var answer = await desk.HearAsync(word, CancellationToken.None);
        return answer.Verdict switch
        {
            WordVerdict.Counts or WordVerdict.Repeated => new ExchangeReply<TakenWord>(new TakenWord(word.DeliveryId, Wire.Camel(answer.State!.Value))),
            WordVerdict.Stale => Refused<TakenWord>(Problem.HandedOutAgain),
            WordVerdict.Closed => Refused<TakenWord>(Problem.DeliveryClosed(Wire.Camel(answer.State!.Value))),
            _ => new ExchangeReply<TakenWord>(null, new ExchangeRefusal(new Refusal(RefusalKind.NotFound, "There is no such delivery in this inbox. Check the deliveryId.", []))),
        };
    });

    private static ExchangeReply<T> Refused<T>(Problem problem)
        where T : class => new(null, new ExchangeRefusal(new Refusal(RefusalKind.Conflict, problem.Detail, []), problem.Type));

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

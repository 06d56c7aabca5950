using System.Text.Json;
using Interop.Adapters.Inbound;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Api;

/// <summary>The inbox over HTTP: what waits, fetch, and what became of it.</summary>
internal sealed class InboxRoutes(IInboxDesk desk, HubSettings settings, IHostApplicationLifetime lifetime)
{
    private const int MostBytes = 64 * 1024;

    public async Task<IResult> ListAsync(HttpContext context, int? max)
    {
        if (max is < 0 or > InboxList.MostHeads)
        {
            return Problem.Invalid($"max is a whole number from 0 to {InboxList.MostHeads}.", []);
        }

        context.Response.Headers.CacheControl = "no-store";
        return await desk.ListAsync(context.PartnerCode(), max ?? InboxList.MostHeads, context.RequestAborted) is { } list
            ? Results.Json(InboxListReply.Of(list), ApiJson.Default.InboxListReply)
            : Problem.NoInbox;
    }

    public async Task<IResult> FetchAsync(HttpContext context, int? wait, int? max)
    {
        if (wait is < 0 || wait > InboxFetch.LongestWait.TotalSeconds || max is < 1 or > InboxFetch.Most)
        {
            return Problem.Invalid($"wait is a whole number of seconds from 0 to {InboxFetch.LongestWait.TotalSeconds}, max a whole number from 1 to {InboxFetch.Most}.", []);
        }

        var fetch = new InboxFetch { Partner = context.PartnerCode(), Wait = TimeSpan.FromSeconds(wait ?? 0) };
        context.Response.Headers.CacheControl = "no-store";
        return await desk.FetchAsync(max is { } most ? fetch with { Max = most } : fetch, lifetime.ApplicationStopping, context.RequestAborted) is { } handed
            ? Results.Json(InboxReply.Of(handed, settings.PublicBaseUrl), ApiJson.Default.InboxReply)
            : Problem.NoInbox;
    }

    public Task<IResult> AcknowledgeAsync(HttpContext context, string deliveryId) => HearAsync(context, deliveryId, InboxBody.Acknowledgement);

    public Task<IResult> RejectAsync(HttpContext context, string deliveryId) => HearAsync(context, deliveryId, InboxBody.Rejection);

    private async Task<IResult> HearAsync(HttpContext context, string deliveryId, Func<JsonElement, string, string, List<RefusalError>, InboxWord?> read)
    {
        var (word, problem) = await JsonBody.ReadAsync(context, MostBytes, "The body does not say what became of the delivery; each error is listed.", (root, errors) => read(root, context.PartnerCode(), deliveryId, errors));
        // What is recorded must not be cut off by a line that breaks.
        return problem ?? Answer(deliveryId, await desk.HearAsync(word!, CancellationToken.None));
    }

    private static IResult Answer(string deliveryId, WordAnswer answer) => answer.Verdict switch
    {
        WordVerdict.Counts or WordVerdict.Repeated => Results.Json(new WordReply(deliveryId, Wire.Camel(answer.State!.Value)), ApiJson.Default.WordReply),
        WordVerdict.Stale => Problem.HandedOutAgain,
        WordVerdict.Closed => Problem.DeliveryClosed(Wire.Camel(answer.State!.Value)),
        _ => Problem.NotFound,
    };
}

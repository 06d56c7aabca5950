using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Security;
using Interop.Hub.Host.Api;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Links;

/// <summary>Serves the links. Wrong, ended and revoked look alike: 404.</summary>
internal static class LinkRoutes
{
    public static void MapLinks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/d/{token}", ["GET", "HEAD"], FetchAsync).WithMetadata(new ListenerMetadata(Listener.Public));

    private static async Task<IResult> FetchAsync(
        HttpContext context, string token, IKeyRing keys, TimeProvider time, ILinkLedger links, IDocumentStore documents, ILedgerReader reader)
    {
        var cancellation = context.RequestAborted;
        if (LinkToken.Open(keys.LinkKey.Span, token, time.GetUtcNow()) is not { } grant)
        {
            return Problem.NotFound;
        }

        var what = new LinkGrant(grant.DossierKey, grant.Digest, grant.Destination);
        if (await links.IsRevokedAsync(what, cancellation)
            || await documents.OpenAsync(new DocumentKey(grant.Digest, null, grant.DossierKey), cancellation) is not { } stored)
        {
            return Problem.NotFound;
        }

        // Before the first byte: a fetch that could not be recorded did not happen.
        await links.RecordFetchAsync(what, time.GetUtcNow(), cancellation);
        var reference = FileAnswer.ReferenceIn(await reader.DossierAsync(grant.DossierKey, cancellation), grant.Digest);
        return new FileAnswer(stored, reference, grant.Digest);
    }
}

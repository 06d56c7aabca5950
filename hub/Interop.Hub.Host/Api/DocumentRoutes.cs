using Interop.Adapters.Inbound;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Hub.Host.Api;

/// <summary>Files by their digest: up before the packet that refers to them, down for a party to such a packet.</summary>
internal sealed class DocumentRoutes(IDocumentStore documents, DossierAccess access, HubSettings settings, DiskGuard disk)
{
    public async Task<IResult> PutAsync(HttpContext context, string sha256)
    {
        if (!Sha256Digest.TryParse(sha256, out var expected))
        {
            return NotADigest();
        }

        if (disk.IsLow)
        {
            return Problem.Overloaded("The hub's disk is nearly full: it takes no files. Send again later.", DiskGuard.RetryAfter);
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            return Problem.UnsupportedMedia("the file's own bytes");
        }

        var limit = settings.Limits.MaxDocumentBytes;
        if (context.Request.ContentLength > limit)
        {
            return Problem.TooLarge(limit);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var result = await documents.PutAsync(context.PartnerCode(), expected, context.Request.Body, limit, context.RequestAborted);
        switch (result)
        {
            case PutResult.Kept kept:
                var address = new Uri(settings.PublicBaseUrl, $"api/v1/documents/{kept.Digest}").AbsoluteUri;
                context.Response.Headers.Location = address;
                return Results.Json(new DocumentReply(kept.Digest.Value, kept.Size), ApiJson.Default.DocumentReply, statusCode: kept.Created ? 201 : 200);
            case PutResult.DigestMismatch mismatch:
                return Problem.Invalid("The bytes have another digest than the address says; nothing was kept. Send the file again, or correct the address.", [new RefusalError(string.Empty, $"the bytes that came have the digest {mismatch.Actual}")]);
            case PutResult.TooLarge:
                return Problem.TooLarge(limit);
            default:
                return Problem.Overloaded("The hub cannot store files now. Send again later.", DiskGuard.RetryAfter);
        }
    }

    public async Task<IResult> GetAsync(HttpContext context, string sha256, string? dossier)
    {
        if (!Sha256Digest.TryParse(sha256, out var digest))
        {
            return NotADigest();
        }

        var cancellation = context.RequestAborted;
        StoredDocument? stored;
        DossierView? view = null;
        if (dossier is null)
        {
            stored = await documents.OpenAsync(new DocumentKey(digest, context.PartnerCode(), null), cancellation);
        }
        else
        {
            view = await access.FindAsync(context.PartnerCode(), dossier, null, null, cancellation);
            stored = view is null ? null : await documents.OpenAsync(new DocumentKey(digest, null, view.Key), cancellation);
        }

        return stored is null ? Problem.NotFound : new FileAnswer(stored, FileAnswer.ReferenceIn(view, digest), digest);
    }

    private static Problem NotADigest() =>
        Problem.Invalid("The address must end in the file's SHA-256: 64 hexadecimal digits.", [new RefusalError(string.Empty, "not a SHA-256 digest")]);
}

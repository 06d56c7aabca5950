using Interop.Adapters.Inbound;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Core.Queries;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Hub.Host.Api;

/// <summary>Files by their digest: up before the packet that refers to them, down for a party to such a packet.</summary>
internal sealed class DocumentRoutes(IDocumentStore documents, IResumableUploads uploads, DossierAccess access, HandedFiles handed, HubSettings settings, DiskGuard disk)
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
        return context.Request.Headers.ContentRange.Count > 0
            ? await PieceAsync(context, expected, limit)
            : Answer(context, await documents.PutAsync(context.PartnerCode(), expected, context.Request.Body, limit, context.RequestAborted));
    }

    private async Task<IResult> PieceAsync(HttpContext context, Sha256Digest expected, long limit)
    {
        if (PieceRange.Read(context.Request) is not { } piece)
        {
            return Problem.Malformed(PieceRange.Expected);
        }

        if (piece.Total > limit)
        {
            return Problem.TooLarge(limit);
        }

        var partner = context.PartnerCode();
        var range = piece.Range;
        if (range is null)
        {
            // Asked how far the upload is. When all is here and a node died before it put it together, this one does.
            var progress = await uploads.FindAsync(partner, expected, context.RequestAborted);
            if (progress is null || (progress.Received < progress.Total && !progress.Finished))
            {
                return new UploadProgressAnswer(308, progress?.Received ?? 0);
            }

            range = new UploadRange(progress.Total, 0, progress.Total);
        }

        return await uploads.AppendAsync(partner, expected, range, context.Request.Body, context.RequestAborted) switch
        {
            UploadResult.Finished finished => Answer(context, finished.Result),
            UploadResult.Incomplete incomplete => new UploadProgressAnswer(308, incomplete.Received),
            UploadResult.Elsewhere elsewhere => new UploadProgressAnswer(409, elsewhere.Received),
            UploadResult.OtherTotal other => Problem.Invalid($"The upload was begun with a length of {other.Total} bytes; go on with that, or wait a day until it is forgotten.", [new RefusalError(string.Empty, "another total length")]),
            UploadResult.TooManyPieces many => Problem.Invalid($"The file came in more than {many.Most} pieces. Send it whole, without Content-Range.", [new RefusalError(string.Empty, "too many pieces")]),
            var unknown => throw new InvalidOperationException($"An upload ended as {unknown.GetType().Name}."),
        };
    }

    private IResult Answer(HttpContext context, PutResult result)
    {
        switch (result)
        {
            case PutResult.Kept kept:
                var address = new Uri(settings.PublicBaseUrl, $"api/v1/documents/{kept.Digest}").AbsoluteUri;
                context.Response.Headers.Location = address;
                return Results.Json(new DocumentReply(kept.Digest.Value, kept.Size), ApiJson.Default.DocumentReply, statusCode: kept.Created ? 201 : 200);
            case PutResult.DigestMismatch mismatch:
                return Problem.Invalid("The bytes have another digest than the address says; nothing was kept. Send the file again, or correct the address.", [new RefusalError(string.Empty, $"the bytes that came have the digest {mismatch.Actual}")]);
            case PutResult.TooLarge:
                return Problem.TooLarge(settings.Limits.MaxDocumentBytes);
            case PutResult.TookTooLong:
                return Problem.TookTooLong;
            default:
                return Problem.Overloaded("The hub cannot store files now. Send again later.", DiskGuard.RetryAfter);
        }
    }

    public async Task<IResult> GetAsync(HttpContext context, string sha256, string? dossier, string? delivery)
    {
        if (!Sha256Digest.TryParse(sha256, out var digest))
        {
            return NotADigest();
        }

        var cancellation = context.RequestAborted;
        StoredDocument? stored;
        DossierView? view = null;
        if (delivery is not null)
        {
            return await HandedAsync(context, digest, delivery);
        }

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

    private async Task<IResult> HandedAsync(HttpContext context, Sha256Digest digest, string delivery) =>
        await handed.FindAsync(context.PartnerCode(), delivery, digest, context.RequestAborted) is { } file
            ? new FileAnswer(file.Stored, file.Reference, digest)
            : Problem.NotFound;

    private static Problem NotADigest() =>
        Problem.Invalid("The address must end in the file's SHA-256: 64 hexadecimal digits.", [new RefusalError(string.Empty, "not a SHA-256 digest")]);
}

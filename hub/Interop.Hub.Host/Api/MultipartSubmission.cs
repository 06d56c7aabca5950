using System.Net.Http.Headers;
using Interop.Adapters.Inbound;
using Interop.Contracts.Codecs;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Intake;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Interop.Hub.Host.Api;

/// <summary>
/// A packet with its files in one request: part <c>dossier</c> first, then the files, each streamed to the store and
/// matched by its digest. The packet is read before the first file, so that a wrong one costs no upload.
/// </summary>
internal sealed class MultipartSubmission(IPacketIntake intake, IDocumentStore documents, HubSettings settings)
{
    private const string FirstPart = "The first part must be named dossier and hold the packet as application/json; the files follow it, each a part of its own.";

    public async Task<IResult> TakeAsync(HttpContext context, PacketRoute route, string? key, MediaTypeHeaderValue type)
    {
        var boundary = type.Parameters.FirstOrDefault(p => string.Equals(p.Name, "boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
        if (boundary is not { Length: > 0 and <= 70 })
        {
            return Problem.Malformed("The Content-Type names no boundary of 1 to 70 characters.");
        }

        // The whole may be as large as its parts; each part is bounded by itself.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        try
        {
            return await PartsAsync(context, route, key, new MultipartReader(boundary, context.Request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 16 * 1024 });
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested))
        {
            return Problem.Malformed("The multipart body is cut off or its boundaries are wrong; nothing of the packet was taken.");
        }
    }

    private async Task<IResult> PartsAsync(HttpContext context, PacketRoute route, string? key, MultipartReader parts)
    {
        var cancellation = context.RequestAborted;
        if (await parts.ReadNextSectionAsync(cancellation) is not { } first || Name(first) != "dossier")
        {
            return Problem.Malformed(FirstPart);
        }

        if (first.ContentType is { } media && !media.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Problem.UnsupportedMedia("the part dossier as application/json");
        }

        var limit = settings.Limits.MaxPacketBytes;
        var body = await PooledBody.ReadAsync(first.Body, null, limit, cancellation);
        if (body is null)
        {
            return Problem.TooLarge(limit);
        }

        var answer = await WithFilesAsync(context, route, key, parts, body.Memory);
        body.GiveBack();
        return answer;
    }

    private async Task<IResult> WithFilesAsync(HttpContext context, PacketRoute route, string? key, MultipartReader parts, ReadOnlyMemory<byte> json)
    {
        var reading = PacketJson.Read(json, new ReadOptions { ExpectedKind = route.Kind, IdentifiersFromPath = route.Number is not null, MaxBytes = settings.Limits.MaxPacketBytes });
        if (!reading.IsValid)
        {
            return Problem.Of(ReadingRefusal.Of(reading));
        }

        var expected = FileReferences.Of(reading.Root);
        HashSet<Sha256Digest> came = [];
        List<RefusalError> errors = [];
        var count = 0;
        while (await parts.ReadNextSectionAsync(context.RequestAborted) is { } part)
        {
            if (++count > settings.Limits.MaxMultipartFiles)
            {
                return Problem.Invalid($"At most {settings.Limits.MaxMultipartFiles} files are taken in one request; PUT the others to /api/v1/documents/{{sha256}} first.", []);
            }

            switch (await documents.PutAsync(context.PartnerCode(), null, part.Body, settings.Limits.MaxDocumentBytes, context.RequestAborted))
            {
                case PutResult.Kept kept:
                    came.Add(kept.Digest);
                    FileFit.Check(kept.Digest, kept.Size, count, expected, errors);
                    break;
                case PutResult.TooLarge:
                    return Problem.TooLarge(settings.Limits.MaxDocumentBytes);
                default:
                    return Problem.Overloaded("The hub cannot store files now. Send again later.", DiskGuard.RetryAfter);
            }
        }

        foreach (var (pointer, digest, _) in expected.Where(e => !came.Contains(e.Digest)))
        {
            // Files of earlier uploads need not come again.
            if (!await HasAsync(context.PartnerCode(), digest, context.RequestAborted))
            {
                errors.Add(new RefusalError(pointer, $"the file {digest} is neither in this request nor uploaded before"));
            }
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid("The files and the packet do not fit each other; each misfit is listed. The packet was not taken.", errors);
        }

        var outcome = await intake.AcceptAsync(
            new InboundPacket
            {
                Partner = context.PartnerCode(),
                Operation = route.Operation,
                IdempotencyKey = key,
                Json = json,
                ExpectedKind = route.Kind,
                DossierNumber = route.Number,
                StoredDocuments = [.. came],
            },
            CancellationToken.None);
        return ReceiptAnswer.Of(outcome, settings.PublicBaseUrl);
    }

    private async Task<bool> HasAsync(string partner, Sha256Digest digest, CancellationToken cancellation)
    {
        if (await documents.OpenAsync(new DocumentKey(digest, partner, null), cancellation) is not { } stored)
        {
            return false;
        }

        await stored.Content.DisposeAsync();
        return true;
    }

    private static string? Name(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) ? disposition.Name?.Trim('"') : null;
}

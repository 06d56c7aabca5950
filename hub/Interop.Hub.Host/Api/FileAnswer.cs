using System.Globalization;
using Interop.Contracts.Documents;
using Interop.Hub.Core.Documents;
using Interop.Hub.Core.Ledger;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Interop.Hub.Host.Api;

/// <summary>
/// Sends a stored file, streamed. Always as a download: a file that a stranger made must not run in a browser under
/// the hub's name.
/// </summary>
internal sealed class FileAnswer(StoredDocument stored, DocumentReference? reference, Sha256Digest digest) : IResult
{
    public static DocumentReference? ReferenceIn(DossierView? view, Sha256Digest digest) =>
        view?.Packets.SelectMany(p => p.Documents).FirstOrDefault(d => d.Sha256 == digest);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var content = stored.Content;
        var response = httpContext.Response;
        response.ContentType = reference is { MediaType: var media } && MediaTypeHeaderValue.TryParse(media, out _) ? media : "application/octet-stream";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(reference?.Name ?? digest.Value);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ETag = $"\"{digest}\"";
        response.Headers.AcceptRanges = "bytes";
        if (ByteRange.Asked(httpContext.Request, stored.Size, response.Headers.ETag!) is not { } range)
        {
            response.StatusCode = 416;
            response.ContentType = null;
            response.Headers.Remove(HeaderNames.ContentDisposition);
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{stored.Size}");
            return;
        }

        response.ContentLength = range.Length;
        if (range.Length < stored.Size)
        {
            response.StatusCode = 206;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {range.Start}-{range.Start + range.Length - 1}/{stored.Size}");
            content.Seek(range.Start, SeekOrigin.Begin);
        }

        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            // A file found damaged in the middle throws: the connection breaks, so that nobody takes half for whole.
            await StreamCopyOperation.CopyToAsync(content, response.Body, range.Length, 64 * 1024, httpContext.RequestAborted);
        }
    }
}

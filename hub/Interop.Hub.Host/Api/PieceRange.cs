using Interop.Hub.Core.Documents;
using Microsoft.Net.Http.Headers;

namespace Interop.Hub.Host.Api;

/// <summary>Which piece of a file an upload brings, from its <c>Content-Range</c> (RFC 9110, 14.4 and 14.5).</summary>
/// <param name="Range">The piece; null: none, the sender asks how far the upload is (<c>bytes */total</c>).</param>
/// <param name="Total">The length of the whole file.</param>
internal sealed record PieceRange(UploadRange? Range, long Total)
{
    public const string Expected = "Content-Range must read bytes first-last/total, with a body of exactly those bytes; or bytes */total without a body, to ask how far the upload is.";

    /// <summary>Null: it cannot be read, or contradicts the body's length.</summary>
    public static PieceRange? Read(HttpRequest request)
    {
        if (!ContentRangeHeaderValue.TryParse(request.Headers.ContentRange.ToString(), out var read) || read.Unit != "bytes" || read.Length is not { } total)
        {
            return null;
        }

        if (read is not { From: { } from, To: { } to })
        {
            return request.ContentLength is null or 0 ? new PieceRange(null, total) : null;
        }

        var length = to - from + 1;
        return request.ContentLength is { } body && body != length ? null : new PieceRange(new UploadRange(from, length, total), total);
    }
}

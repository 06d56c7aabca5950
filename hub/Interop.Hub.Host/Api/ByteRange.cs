using Microsoft.Net.Http.Headers;

namespace Interop.Hub.Host.Api;

/// <summary>The bytes that a download asks for (RFC 9110, 14). One range; of several the whole is sent, as the standard allows.</summary>
internal readonly record struct ByteRange(long Start, long Length)
{
    /// <summary>What to send; null: nothing of what is asked is in the file.</summary>
    public static ByteRange? Asked(HttpRequest request, long size, string tag)
    {
        ByteRange whole = new(0, size);
        if (request.Headers.Range.Count == 0
            || !RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range)
            || range.Unit != "bytes"
            || range.Ranges.Count != 1
            || (request.Headers.IfRange.Count > 0 && request.Headers.IfRange.ToString() != tag))
        {
            return whole;
        }

        var asked = range.Ranges.Single();
        if (asked.From is not { } from)
        {
            var last = Math.Min(asked.To ?? 0, size);
            return last == 0 ? null : new ByteRange(size - last, last);
        }

        return from >= size ? null : new ByteRange(from, Math.Min(asked.To ?? (size - 1), size - 1) - from + 1);
    }
}

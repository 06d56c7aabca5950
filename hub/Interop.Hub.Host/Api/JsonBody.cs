using System.Text.Json;
using Interop.Adapters.Inbound;
using Interop.Hub.Host.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Hub.Host.Api;

/// <summary>Reads a small JSON body whole.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>What the body says, or the problem.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mostBytes">The longest that it may be.</param>
    /// <param name="wrong">Said when fields are wrong, before they are listed.</param>
    /// <param name="read">Reads it, and lists what is wrong; null: something is.</param>
    public static async Task<(T? Read, Problem? Problem)> ReadAsync<T>(HttpContext context, int mostBytes, string wrong, Func<JsonElement, List<RefusalError>, T?> read)
        where T : class
    {
        if (context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, Problem.UnsupportedMedia("application/json"));
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = mostBytes;
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(context.Request.Body, s_strict, context.RequestAborted);
        }
        catch (JsonException e)
        {
            return (null, Problem.Malformed($"The body is not JSON as it should be (line {e.LineNumber + 1}, byte {e.BytePositionInLine})."));
        }

        using (document)
        {
            List<RefusalError> errors = [];
            return read(document.RootElement, errors) is { } said ? (said, null) : (null, Problem.Invalid(wrong, errors));
        }
    }
}

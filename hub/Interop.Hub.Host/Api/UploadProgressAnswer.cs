using System.Globalization;
using Interop.Hub.Host.Http;

namespace Interop.Hub.Host.Api;

/// <summary>
/// How far an upload is: 308 with <c>Range: bytes=0-last</c>, without it when nothing is here; 409 with the same when the
/// piece that came does not go on where the upload ends.
/// </summary>
internal sealed class UploadProgressAnswer(int status, long received) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (received > 0)
        {
            httpContext.Response.Headers.Range = string.Create(CultureInfo.InvariantCulture, $"bytes=0-{received - 1}");
        }

        if (status != 308)
        {
            return Problem.UploadElsewhere(received).ExecuteAsync(httpContext);
        }

        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}

using System.Globalization;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>What goes back: a status, and one element in an envelope.</summary>
internal sealed record SoapAnswer(int Status, XElement Body)
{
    public TimeSpan? RetryAfter { get; init; }

    public bool Challenge { get; init; }

    public static SoapAnswer Reply(XElement body) => new(StatusCodes.Status200OK, body);

    /// <summary>SOAP 1.1 §6.2: a fault is HTTP 500, whosever fault it is.</summary>
    public static SoapAnswer Fault(SoapFault fault, int status = StatusCodes.Status500InternalServerError) =>
        new(status, SoapFaultXml.Write11(fault));

    /// <summary>
    /// 503 and not SOAP's 500: gateways and callers that know no SOAP understand Retry-After only there, and nothing was
    /// kept. The fault is in the body all the same.
    /// </summary>
    public static SoapAnswer Busy(SoapFault fault, TimeSpan retryAfter) =>
        Fault(fault, StatusCodes.Status503ServiceUnavailable) with { RetryAfter = retryAfter };

    public async Task WriteAsync(HttpContext context)
    {
        var message = SoapEnvelopeWriter.Write(Body);
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = SoapNames.ContentType11;
        response.ContentLength = message.Count;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Challenge)
        {
            response.Headers.WWWAuthenticate = "Basic realm=\"Interop\", charset=\"UTF-8\"";
        }

        await response.Body.WriteAsync(message, context.RequestAborted);
    }
}

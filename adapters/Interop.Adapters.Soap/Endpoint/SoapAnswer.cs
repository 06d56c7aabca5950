using System.Globalization;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>What goes back: one element or a fault, in an envelope of the version that the caller spoke.</summary>
internal sealed record SoapAnswer
{
    private SoapAnswer()
    {
    }

    /// <summary>The response element; null: a fault.</summary>
    public XElement? Body { get; private init; }

    /// <summary>The fault; null: a reply.</summary>
    public SoapFault? Problem { get; private init; }

    /// <summary>The HTTP status where HTTP has one for this; null: SOAP's own rule.</summary>
    public int? Status { get; private init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool Challenge { get; init; }

    /// <summary>Its WS-Addressing action, for callers that address; null: that of SOAP's own faults.</summary>
    public string? Action { get; init; }

    /// <summary>Header blocks that go with a fault.</summary>
    public Func<SoapVersion, IReadOnlyList<XElement>> Headers { get; init; } = static _ => [];

    public static SoapAnswer Reply(XElement body) => new() { Body = body };

    public static SoapAnswer Fault(SoapFault fault, int? status = null) => new() { Problem = fault, Status = status };

    /// <summary>
    /// 503 and not SOAP's 500: gateways and callers that know no SOAP understand Retry-After only there, and nothing was
    /// kept. The fault is in the body all the same.
    /// </summary>
    public static SoapAnswer Busy(SoapFault fault, TimeSpan retryAfter) =>
        Fault(fault, StatusCodes.Status503ServiceUnavailable) with { RetryAfter = retryAfter };

    /// <summary>
    /// The HTTP status in a version. SOAP 1.2 gives 400 to the sender's faults, and .NET's own client (WCF) reads a fault with
    /// 500 alone: with 400 its user sees "Bad Request" and no reason. It is the one that addresses its messages of 1.2.
    /// </summary>
    public int StatusIn(SoapVersion version, Addressing? addressing) =>
        Problem is null ? StatusCodes.Status200OK : Status ?? (addressing is null ? version.StatusOf(Problem.Kind) : StatusCodes.Status500InternalServerError);

    /// <summary>Writes it.</summary>
    /// <param name="context">The call.</param>
    /// <param name="version">The version that the caller spoke.</param>
    /// <param name="addressing">The caller's WS-Addressing; null: none.</param>
    /// <param name="secure">Adds what the caller's stack looks for in answers to secured messages; null: nothing.</param>
    public async Task WriteAsync(HttpContext context, SoapVersion version, Addressing? addressing, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? secure)
    {
        var body = Body ?? SoapFaultXml.Write(version, Problem!);
        IReadOnlyList<XElement> headers = [.. addressing?.Answer(Action ?? addressing.SoapFaultAction) ?? [], .. Headers(version)];
        ReadOnlyMemory<byte> message = SoapEnvelopeWriter.Write(version, headers, body.WriteTo);
        message = secure?.Invoke(message) ?? message;
        var response = context.Response;
        response.StatusCode = StatusIn(version, addressing);
        response.ContentType = $"{version.MediaType}; charset=utf-8";
        response.ContentLength = message.Length;
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

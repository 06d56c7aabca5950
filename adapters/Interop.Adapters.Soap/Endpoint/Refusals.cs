using System.Net.Http.Headers;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>The engine's own faults: what was wrong, where, and what to do. None tells anything of our insides.</summary>
internal static class Refusals
{
    public static SoapAnswer NotAuthenticated { get; } = SoapAnswer.Fault(
        SoapFault.Client("No valid credentials. Send the partner's code and API key by HTTP Basic.", code: "Client.Authentication"),
        StatusCodes.Status401Unauthorized) with { Challenge = true };

    public static SoapAnswer Compressed { get; } = SoapAnswer.Fault(
        SoapFault.Client("Content-Encoding is not taken; send the message uncompressed."), StatusCodes.Status415UnsupportedMediaType);

    public static SoapAnswer VersionMismatch { get; } = SoapAnswer.Fault(new SoapFault
    {
        Kind = SoapFaultKind.VersionMismatch,
        Text = $"This service speaks SOAP 1.1: send an Envelope of {SoapNames.Soap11} as text/xml.",
    });

    /// <summary>Null: a type that may hold SOAP 1.1. application/xml says the same as text/xml and harms nobody.</summary>
    public static SoapAnswer? ForContentType(string? contentType) => Parse(contentType)?.MediaType?.ToLowerInvariant() switch
    {
        "text/xml" or "application/xml" => null,
        "application/soap+xml" => VersionMismatch,
        _ => SoapAnswer.Fault(
            SoapFault.Client("The Content-Type is not one of SOAP 1.1; send text/xml; charset=utf-8."), StatusCodes.Status415UnsupportedMediaType),
    };

    public static string? Charset(string? contentType) => Parse(contentType)?.CharSet;

    public static SoapAnswer TooLarge(int limit) => SoapAnswer.Fault(
        SoapFault.Client($"The message is longer than {limit} bytes; send fewer or smaller files."), StatusCodes.Status413PayloadTooLarge);

    public static SoapAnswer Overloaded(TimeSpan retryAfter) => SoapAnswer.Busy(
        SoapFault.Server("Too many messages are being handled; nothing was kept, send it again later.", code: "Server.Busy"), retryAfter);

    public static SoapAnswer BrokenHttp(int status) => SoapAnswer.Fault(
        SoapFault.Client("The HTTP request broke off or came too slowly; send the whole message again."), status);

    public static SoapAnswer Unreadable(XmlProblem problem) => SoapAnswer.Fault(SoapFault.Client(problem.Describe()));

    public static SoapAnswer NotUnderstood(IReadOnlyList<string> headers) => SoapAnswer.Fault(new SoapFault
    {
        Kind = SoapFaultKind.MustUnderstand,
        Text = $"Header blocks that must be understood are not: {CleanText.Of(string.Join(", ", headers.Take(10)), 1000)}. Send them without mustUnderstand, or leave them out.",
    });

    public static SoapAnswer NotOneElement(int count) => SoapAnswer.Fault(SoapFault.Client(count == 0
        ? "The Body is empty; put the request element into it."
        : "The Body has more than one element; send one request per message."));

    public static SoapAnswer UnknownOperation(XName sent, ISoapService service)
    {
        var known = string.Join(", ", service.Operations.Select(operation => operation.Request.LocalName));
        var what = sent.Namespace == service.TargetNamespace
            ? "The Body's element is no request of this service"
            : "The Body's element is in another namespace";
        return SoapAnswer.Fault(SoapFault.Client($"{what}; expected one of {known} in {service.TargetNamespace}."));
    }

    public static SoapAnswer Invalid(ISoapService service, IReadOnlyList<BodyError> errors)
    {
        var text = $"The request does not fit the contract in {errors.Count} place(s); the detail lists all of them.";
        return SoapAnswer.Fault(SoapFault.Client(text, service.FaultDetail("invalid", text, errors), "Client.Invalid"));
    }

    public static SoapAnswer Failed(string traceId) => SoapAnswer.Fault(SoapFault.Server(
        $"The hub failed on this message. Send it again later; if it stays, give the operators the trace id {CleanText.Of(traceId, 64)}."));

    private static MediaTypeHeaderValue? Parse(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
}

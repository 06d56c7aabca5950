using System.Net.Http.Headers;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
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

    /// <summary>SOAP 1.2 part 1, §5.4.7: an Upgrade block lists the versions that are taken; a caller of 1.1 may read it too.</summary>
    public static SoapAnswer VersionMismatch { get; } = SoapAnswer.Fault(new SoapFault
    {
        Kind = SoapFaultKind.VersionMismatch,
        Text = $"This service speaks SOAP 1.1 and 1.2: send an Envelope of {SoapNames.Soap11} as text/xml, or of {SoapNames.Soap12} as application/soap+xml.",
    }) with
    {
        Headers = static _ =>
        [
            new XElement(
                SoapNames.Soap12 + "Upgrade",
                new XElement(SoapNames.Soap12 + "SupportedEnvelope", new XAttribute(XNamespace.Xmlns + "v", SoapNames.Soap12), new XAttribute("qname", "v:Envelope")),
                new XElement(SoapNames.Soap12 + "SupportedEnvelope", new XAttribute(XNamespace.Xmlns + "v", SoapNames.Soap11), new XAttribute("qname", "v:Envelope"))),
        ],
    };

    private static SoapAnswer NotSoap { get; } = SoapAnswer.Fault(
        SoapFault.Client("The Content-Type is not one of SOAP; send text/xml; charset=utf-8 for SOAP 1.1, application/soap+xml; charset=utf-8 for SOAP 1.2, or multipart/related with either for files beside the XML."),
        StatusCodes.Status415UnsupportedMediaType);

    /// <summary>
    /// The version that a Content-Type announces, 1.1 where it tells nothing; and a refusal where it holds no SOAP at all.
    /// application/xml says the same as text/xml and harms nobody.
    /// </summary>
    public static (SoapAnswer? Refusal, SoapVersion Announced) ForContentType(string? contentType) => Parse(contentType)?.MediaType?.ToLowerInvariant() switch
    {
        "text/xml" or "application/xml" => (null, SoapVersion.Soap11),
        "application/soap+xml" => (null, SoapVersion.Soap12),
        PackageType.Multipart => PackageType.Read(contentType) is ({ Announced: var announced }, _)
            ? (null, announced ?? SoapVersion.Soap11)
            : (SoapAnswer.Fault(SoapFault.Client(PackageType.Read(contentType).Problem!.Describe()), StatusCodes.Status415UnsupportedMediaType), SoapVersion.Soap11),
        _ => (NotSoap, SoapVersion.Soap11),
    };

    public static string? Charset(string? contentType) => Parse(contentType)?.CharSet;

    /// <summary>What a handler replied, as an answer.</summary>
    public static SoapAnswer Of(SoapReply reply) => reply switch
    {
        SoapReply.Body body => SoapAnswer.Reply(body.Element),
        SoapReply.Fault fault => SoapAnswer.Fault(fault.Value),
        SoapReply.Broken broken => Broken(broken.Problem),
        SoapReply.Busy busy => SoapAnswer.Busy(busy.Value, busy.RetryAfter),
        _ => throw new InvalidOperationException("A handler answered with nothing."),
    };

    public static SoapAnswer TooLarge(long limit) => SoapAnswer.Fault(
        SoapFault.Client($"The message is longer than {limit} bytes; send fewer or smaller files."), StatusCodes.Status413PayloadTooLarge);

    public static SoapAnswer SignedTooLarge(long limit) => SoapAnswer.Fault(
        SoapFault.Client($"The XML with its files in it is longer than {limit} bytes; send files as attachments that are signed by their digests (SwA)."),
        StatusCodes.Status413PayloadTooLarge);

    public static SoapAnswer Overloaded(TimeSpan retryAfter) => SoapAnswer.Busy(
        SoapFault.Server("Too many messages are being handled; nothing was kept, send it again later.", code: "Server.Busy"), retryAfter);

    public static SoapAnswer BrokenHttp(int status) => SoapAnswer.Fault(
        SoapFault.Client("The HTTP request broke off or came too slowly; send the whole message again."), status);

    public static SoapAnswer Broken(PackageProblem problem) => problem.Kind is PackageProblemKind.TooManyParts or PackageProblemKind.HeadersTooLarge or PackageProblemKind.PartTooLarge or PackageProblemKind.PackageTooLarge or PackageProblemKind.RootTooLarge
        ? SoapAnswer.Fault(SoapFault.Client(problem.Describe()), StatusCodes.Status413PayloadTooLarge)
        : SoapAnswer.Fault(SoapFault.Client(problem.Describe()));

    public static SoapAnswer Unreadable(XmlProblem problem) => SoapAnswer.Fault(SoapFault.Client(problem.Describe()));

    /// <summary>In SOAP 1.2 each is named in a header block too (part 1, §5.4.8).</summary>
    public static SoapAnswer NotUnderstood(IReadOnlyList<XName> headers) => SoapAnswer.Fault(new SoapFault
    {
        Kind = SoapFaultKind.MustUnderstand,
        Text = $"Header blocks that must be understood are not: {CleanText.Of(string.Join(", ", headers.Take(10)), 1000)}. Send them without mustUnderstand, or leave them out.",
    }) with
    {
        Headers = version => version == SoapVersion.Soap12 ? [.. headers.Take(10).Select(NotUnderstood)] : [],
    };

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

    private static XElement NotUnderstood(XName header) => header.Namespace == XNamespace.None
        ? new XElement(SoapNames.Soap12 + "NotUnderstood", new XAttribute("qname", header.LocalName))
        : new XElement(SoapNames.Soap12 + "NotUnderstood", new XAttribute(XNamespace.Xmlns + "h", header.NamespaceName), new XAttribute("qname", $"h:{header.LocalName}"));

    private static MediaTypeHeaderValue? Parse(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
}

using System.Diagnostics;
using System.Xml.Linq;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Reading;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>Receives a message of a caller that HTTP knows, and that is to prove nothing more.</summary>
internal sealed class KnownReceipt(ISoapService service, SoapDesk desk)
{
    public async Task<(SoapAnswer? Refusal, XDocument? Document)> ReceiveAsync(HttpContext context, Incoming incoming) =>
        PackageType.IsPackage(context.Request.ContentType)
            ? await PackageAsync(context, incoming)
            : service.FileElements.Count > 0 && !(context.Request.ContentLength <= desk.Options.WholeBytes)
                ? await new StreamedReceipt(service, desk).ReceiveAsync(context, incoming)
                : await WholeAsync(context, incoming);

    private async Task<(SoapAnswer? Refusal, XDocument? Document)> WholeAsync(HttpContext context, Incoming incoming)
    {
        var body = await BoundedBody.ReadAsync(
            context.Request.Body, context.Request.ContentLength, desk.Options.MaxRequestBytes, desk.Budget, context.RequestAborted);
        incoming.Taken = body.Taken;
        return body.Outcome switch
        {
            BodyReadOutcome.TooLarge => (Refusals.TooLarge(desk.Options.MaxRequestBytes), null),
            BodyReadOutcome.OverBudget => (Refusals.Overloaded(desk.Options.BusyRetryAfter), null),
            _ when !incoming.Affords(body.Bytes.Span, desk.Options.Limits) => (Refusals.Overloaded(desk.Options.BusyRetryAfter), null),
            _ => SafeXml.Read(body.Bytes, Refusals.Charset(context.Request.ContentType), desk.Options.Limits) switch
            {
                XmlReading.Read read => (null, read.Document),
                XmlReading.Unreadable unreadable => (Refusals.Unreadable(unreadable.Problem), null),
                _ => throw new UnreachableException(),
            },
        };
    }

    // The root alone; its files are read when all of it was found right.
    private async Task<(SoapAnswer? Refusal, XDocument? Document)> PackageAsync(HttpContext context, Incoming incoming)
    {
        var limits = desk.Options.Packages with { MaxRootBytes = desk.Options.MaxRequestBytes };
        if (PackageReader.Open(context.Request.Body, context.Request.ContentType, limits) is not PackageOpening.Opened { Reader: var package })
        {
            throw new UnreachableException();
        }

        incoming.Holds(package);
        switch (await package.ReadRootAsync(desk.Options.Limits, desk.Budget, context.RequestAborted))
        {
            case RootReading.Read root:
                incoming.Taken = root.Taken;
                incoming.Attaches(root.References);
                return (null, root.Document);
            case RootReading.OverBudget:
                return (Refusals.Overloaded(desk.Options.BusyRetryAfter), null);
            case RootReading.Broken broken:
                return (Refusals.Broken(broken.Problem), null);
            default:
                throw new UnreachableException();
        }
    }
}

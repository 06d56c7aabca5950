using System.Diagnostics;
using System.Xml.Linq;
using Interop.Adapters.Soap.Reading;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>
/// Receives a message whose files stand in its XML, of any size within the limits: they are kept as they come in. Its sender
/// is known then and its request is not yet; what is kept of one that is refused is nobody's, and is collected.
/// </summary>
internal sealed class StreamedReceipt(ISoapService service, SoapDesk desk)
{
    public async Task<(SoapAnswer? Refusal, XDocument? Document)> ReceiveAsync(HttpContext context, Incoming incoming)
    {
        var limits = desk.Options.Packages;
        if (context.Request.ContentLength > limits.MaxPackageBytes)
        {
            return (Refusals.TooLarge(limits.MaxPackageBytes), null);
        }

        var refusal = default(SoapAnswer);
        await using var message = new MeteredStream(context.Request.Body, desk.Options.MaxRequestBytes, limits.MaxPackageBytes, desk.Budget, desk.Options.Limits);
        try
        {
            var xml = new StreamedXml(service.FileElements, KeepAsync) { MaxFiles = limits.MaxParts, MaxFileBytes = limits.MaxPartBytes, Limits = desk.Options.Limits };
            switch (await xml.ReadAsync(message, Refusals.Charset(context.Request.ContentType), context.RequestAborted))
            {
                case StreamedReading.Read read:
                    incoming.Holds(read.Lifted);
                    return (null, read.Document);
                case StreamedReading.Unreadable unreadable:
                    return (Refusals.Unreadable(unreadable.Problem), null);
                case StreamedReading.TooMuch { Outcome: BodyReadOutcome.OverBudget }:
                    return (Refusals.Overloaded(desk.Options.BusyRetryAfter), null);
                case StreamedReading.TooMuch:
                    return (Refusals.TooLarge(desk.Options.MaxRequestBytes), null);
                case StreamedReading.Stopped:
                    return (refusal, null);
                default:
                    throw new UnreachableException();
            }
        }
        finally
        {
            incoming.Taken = message.Taken;
        }

        async Task<bool> KeepAsync(int number, Stream content, CancellationToken cancellationToken)
        {
            switch (await service.KeepAsync(context.User, content, cancellationToken))
            {
                case FileKeeping.Kept kept:
                    incoming.Kept[Incoming.NameOf(number)] = kept;
                    return true;
                case FileKeeping.Refused refused:
                    refusal = Refusals.Of(refused.Reply);
                    return false;
                default:
                    throw new UnreachableException();
            }
        }
    }
}

using System.Diagnostics;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Adapters.Soap.Endpoint;

/// <summary>
/// Where messages for one service are handed in: who calls, what came, is it whole, is it ours, does it fit. The first
/// step that says no answers with a fault of its kind; nothing past it runs.
/// </summary>
internal sealed class SoapCounter(ISoapService service, SoapDesk desk)
{
    private readonly BodySchema _schema = new(service);
    private readonly Dictionary<XName, SoapOperation> _operations = service.Operations.ToDictionary(operation => operation.Request);
    private readonly string _address = ServedContract.AddressOf(service, desk.Options.PublicBaseUrl).AbsoluteUri;

    public async Task HandleAsync(HttpContext context)
    {
        var taken = 0;
        var (answer, version) = Door(context.Request);
        try
        {
            if (answer is null)
            {
                (answer, var body) = await ReceiveAsync(context);
                taken = body.Taken;
                if (answer is null)
                {
                    (answer, version) = await AnswerAsync(context, body.Bytes, version);
                }
            }

            if (answer.Problem is not null)
            {
                SoapLog.Refused(desk.Logger, service.Name, answer.StatusIn(version));
            }

            await answer.WriteAsync(context, version);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The line to the caller broke: there is nobody to answer. What a handler throws does not come here.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            SoapLog.HandlerFailed(desk.Logger, service.Name, "none", failure.GetType().Name, failure.StackTrace ?? string.Empty);
            await Refusals.Failed(TraceOf(context)).WriteAsync(context, version);
        }
        finally
        {
            desk.Budget.Return(taken);
        }
    }

    // What the HTTP headers alone decide; the body is not touched.
    private static (SoapAnswer? Refusal, SoapVersion Announced) Door(HttpRequest request)
    {
        var (refusal, announced) = Refusals.ForContentType(request.ContentType);
        return request switch
        {
            { HttpContext.User.Identity.IsAuthenticated: not true } => (Refusals.NotAuthenticated, announced),
            { Headers.ContentEncoding.Count: > 0 } => (Refusals.Compressed, announced),
            _ => (refusal, announced),
        };
    }

    private async Task<(SoapAnswer? Refusal, BodyRead Body)> ReceiveAsync(HttpContext context)
    {
        // Our own limit answers with a fault; the server's would cut the connection without one.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        try
        {
            var body = await BoundedBody.ReadAsync(
                context.Request.Body, context.Request.ContentLength, desk.Options.MaxRequestBytes, desk.Budget, context.RequestAborted);
            return body.Outcome switch
            {
                BodyReadOutcome.TooLarge => (Refusals.TooLarge(desk.Options.MaxRequestBytes), body),
                BodyReadOutcome.OverBudget => (Refusals.Overloaded(desk.Options.BusyRetryAfter), body),
                _ => (null, body),
            };
        }
        catch (BadHttpRequestException broken)
        {
            return (Refusals.BrokenHttp(broken.StatusCode), default);
        }
    }

    private async Task<(SoapAnswer Answer, SoapVersion Version)> AnswerAsync(HttpContext context, ReadOnlyMemory<byte> bytes, SoapVersion announced)
    {
        // 1. XML at all.
        var reading = SafeXml.Read(bytes, Refusals.Charset(context.Request.ContentType), desk.Options.Limits);
        if (reading is not XmlReading.Read { Document: var document })
        {
            return (Refusals.Unreadable(((XmlReading.Unreadable)reading).Problem), announced);
        }

        // 2. An envelope of a version that we speak, with nothing in its header that must be understood and is not.
        var (envelope, refusal, version) = EnvelopeRules.Judge(document, _address, announced);
        return (refusal ?? await AnswerAsync(context, envelope!), version);
    }

    private async Task<SoapAnswer> AnswerAsync(HttpContext context, SoapEnvelope envelope)
    {
        // 3. One element in the body, and an operation for it. The element decides, not SOAPAction or the action parameter:
        //    those are hints to gateways (WS-I BP 1.1, R2745), and half of the old stacks get them wrong.
        if (envelope.Contents.Count != 1)
        {
            return Refusals.NotOneElement(envelope.Contents.Count);
        }

        if (!_operations.TryGetValue(envelope.Contents[0].Name, out var operation))
        {
            return Refusals.UnknownOperation(envelope.Contents[0].Name, service);
        }

        // 4. The contract.
        var body = SoapEnvelope.Detach(envelope.Contents[0]);
        var errors = _schema.Fit(body);
        return errors.Count > 0 ? Refusals.Invalid(service, errors) : await RunAsync(context, operation, body);
    }

    private async Task<SoapAnswer> RunAsync(HttpContext context, SoapOperation operation, XElement body)
    {
        var trace = TraceOf(context);
        try
        {
            var call = new SoapCall { Body = body, Caller = context.User, TraceId = trace };
            return await operation.HandleAsync(call, context.RequestAborted) switch
            {
                SoapReply.Body reply => SoapAnswer.Reply(reply.Element),
                SoapReply.Fault fault => SoapAnswer.Fault(fault.Value),
                SoapReply.Busy busy => SoapAnswer.Busy(busy.Value, busy.RetryAfter),
                _ => throw new InvalidOperationException("A handler answered with nothing."),
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            // The message of an exception may quote the body; its type and stack do not.
            SoapLog.HandlerFailed(desk.Logger, service.Name, operation.Name, failure.GetType().Name, failure.StackTrace ?? string.Empty);
            return Refusals.Failed(trace);
        }
    }

    private static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}

using System.Diagnostics;
using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
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
        await using var incoming = new Incoming(desk.Budget);
        var (answer, version) = Door(context.Request);
        Addressing? addressing = null;
        try
        {
            if (answer is null)
            {
                // 1. XML at all, and from whom it says it is.
                (answer, var document) = await ReceiveAsync(context, incoming);
                if (answer is not null && incoming.Unproven is { } unproven)
                {
                    (version, addressing) = (unproven.Version, AddressingOf(unproven.HeadersOf(Addressing.Namespaces), unproven.Version).Addressing);
                }

                if (document is not null)
                {
                    // 2. An envelope of a version that we speak, with nothing in its header that must be understood and is not.
                    (var envelope, answer, version) = EnvelopeRules.Judge(document, _address, version);
                    if (envelope is not null)
                    {
                        (addressing, answer) = AddressingOf(envelope.Headers, version);
                    }

                    answer ??= await AnswerAsync(context, envelope!, incoming);
                    if (answer.RetryAfter is not null && incoming is { Proof: { } proof, Caller.Rules: { } rules })
                    {
                        await desk.Verifier!.ForgetAsync(proof, rules, CancellationToken.None);
                    }
                }
            }

            if (answer!.Problem is not null)
            {
                SoapLog.Refused(desk.Logger, service.Name, answer.StatusIn(version, addressing));
            }

            await answer.WriteAsync(context, version, addressing, desk.Secured(incoming.Proof, incoming.Caller?.Rules));
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The line to the caller broke: there is nobody to answer. What a handler throws does not come here.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            SoapLog.HandlerFailed(desk.Logger, service.Name, "none", failure.GetType().Name, failure.StackTrace ?? string.Empty);
            await Refusals.Failed(TraceOf(context)).WriteAsync(context, version, addressing, null);
        }
    }

    private (Addressing? Addressing, SoapAnswer? Refusal) AddressingOf(IReadOnlyList<XElement> headers, SoapVersion version) =>
        Addressing.Read([.. headers.Where(header => EnvelopeRules.IsOurs(header, version, _address))]);

    // What the HTTP headers alone decide; the body is not touched. Credentials that are wrong are wrong, whatever the message says.
    private (SoapAnswer? Refusal, SoapVersion Announced) Door(HttpRequest request)
    {
        var (refusal, announced) = Refusals.ForContentType(request.ContentType);
        return request switch
        {
            { HttpContext.User.Identity.IsAuthenticated: not true } when desk.Verifier is null || request.Headers.Authorization.Count > 0 => (Refusals.NotAuthenticated, announced),
            { Headers.ContentEncoding.Count: > 0 } => (Refusals.Compressed, announced),
            _ => (refusal, announced),
        };
    }

    private async Task<(SoapAnswer? Refusal, XDocument? Document)> ReceiveAsync(HttpContext context, Incoming incoming)
    {
        // Our own limit answers with a fault; the server's would cut the connection without one.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        try
        {
            var isKnown = context.User.Identity?.IsAuthenticated == true;
            var bound = isKnown ? desk.Options.Security?.Callers.Of(context.User) : null;
            return isKnown && bound is null
                ? await new KnownReceipt(service, desk).ReceiveAsync(context, incoming)
                : await new ProvenReceipt(desk, bound).ReceiveAsync(context, incoming);
        }
        catch (BadHttpRequestException broken)
        {
            return (Refusals.BrokenHttp(broken.StatusCode), null);
        }
    }

    private async Task<SoapAnswer> AnswerAsync(HttpContext context, SoapEnvelope envelope, Incoming incoming)
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
        var held = incoming.Attached.Select(place => (Place: place, Error: Misplaced(place))).ToList();
        IReadOnlyList<BodyError> errors = [.. _schema.Fit(body), .. held.Where(h => h.Place.AncestorsAndSelf().Last() != body).Select(h => h.Error)];
        var answer = errors.Count > 0 ? Refusals.Invalid(service, errors) : await RunAsync(context, operation, body, incoming);
        return answer with { Action = ActionOf(operation, answer) };
    }

    private static BodyError Misplaced(XElement place) =>
        new(BodyPath.Of(place), BodyPath.LineOf(place), "A file stands where the contract has none; send it where it has base64.");

    private async Task<SoapAnswer> RunAsync(HttpContext context, SoapOperation operation, XElement body, Incoming incoming)
    {
        var trace = TraceOf(context);
        try
        {
            var call = new SoapCall { Body = body, Caller = incoming.Caller?.Principal ?? context.User, TraceId = trace, Attachments = incoming, Kept = incoming.Kept };
            return Refusals.Of(await operation.HandleAsync(call, context.RequestAborted));
        }
        catch (BadHttpRequestException broken)
        {
            return Refusals.BrokenHttp(broken.StatusCode);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            // The message of an exception may quote the body; its type and stack do not.
            SoapLog.HandlerFailed(desk.Logger, service.Name, operation.Name, failure.GetType().Name, failure.StackTrace ?? string.Empty);
            return Refusals.Failed(trace);
        }
    }

    // WS-Addressing 1.0 Metadata, 4.4.4: the delimiter in a URN is a colon. A fault without the contract's detail is SOAP's own.
    private string? ActionOf(SoapOperation operation, SoapAnswer answer)
    {
        var delimiter = service.TargetNamespace.NamespaceName.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? ":" : "/";
        string[]? last = answer.Problem is null ? [$"{operation.Name}Response"] : answer.Problem.Detail is { } detail ? [operation.Name, "Fault", detail.Name.LocalName] : null;
        return last is null ? null : string.Join(delimiter, [service.TargetNamespace.NamespaceName.TrimEnd(delimiter[0]), service.PortType, .. last]);
    }

    private static string TraceOf(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}

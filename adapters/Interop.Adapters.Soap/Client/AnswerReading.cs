using System.Xml.Linq;
using Interop.Adapters.Soap.Messages;
using Interop.Adapters.Soap.Reading;

namespace Interop.Adapters.Soap.Client;

/// <summary>
/// Pure: an HTTP answer → what became of the call. The envelope outranks status and content type, because old stacks
/// get those wrong; only the statuses that say "not taken" outrank the envelope.
/// </summary>
internal static class AnswerReading
{
    public static SoapExchange Read(Answer answer, XmlLimits limits) =>
        Of(answer, answer.Body.IsEmpty ? null : SafeXml.Read(answer.Body, answer.Charset, limits));

    /// <summary>The same, of XML that was read already; null: none came.</summary>
    public static SoapExchange Of(Answer answer, XmlReading? reading)
    {
        var problem = default(XmlProblem);
        switch (reading)
        {
            case XmlReading.Read { Document: var document } when SoapVersion.Of(document.Root!.Name) is not null:
                return Envelope(answer, document);
            case XmlReading.Unreadable unreadable:
                problem = unreadable.Problem;
                break;
        }

        if (ByStatus(answer) is { } refusal)
        {
            return refusal;
        }

        if (reading is null)
        {
            // 202 and 204 say "taken" by themselves. An empty 200 says nothing: it may be a proxy's.
            return answer.Status is 202 or 204
                ? new SoapExchange.Reply(null, answer.Status)
                : new SoapExchange.NoAnswer(NoAnswerReason.Unreadable, "The answer is empty.", answer.Status);
        }

        return LoginPage.IsOne(answer)
            ? new SoapExchange.HttpRefusal(answer.Status, HttpRefusalKind.LoginPage)
            : Unreadable(answer, problem);
    }

    /// <summary>What the status alone proves; null: nothing.</summary>
    public static SoapExchange? ByStatus(Answer answer, SoapFault? fault = null)
    {
        HttpRefusalKind? kind = answer.Status switch
        {
            >= 300 and < 400 => HttpRefusalKind.Redirected,
            401 or 407 => HttpRefusalKind.Unauthorized,
            403 => HttpRefusalKind.Forbidden,
            404 or 405 or 410 or 501 => HttpRefusalKind.NotFound,
            408 or 502 or 504 => null,
            413 => HttpRefusalKind.TooLarge,
            411 or 415 or 417 or 426 or 505 => HttpRefusalKind.HttpMismatch,
            429 or 503 => HttpRefusalKind.Busy,
            >= 400 and < 500 => HttpRefusalKind.BadRequest,
            >= 500 => HttpRefusalKind.ServerError,
            _ => null,
        };
        if (kind is { } known)
        {
            return new SoapExchange.HttpRefusal(answer.Status, known, answer.RetryAfter, fault);
        }

        return answer.Status >= 400
            ? new SoapExchange.NoAnswer(NoAnswerReason.Gateway, $"A gateway gave up (HTTP {answer.Status}); whether the partner had the message is not known.", answer.Status)
            : null;
    }

    private static SoapExchange Envelope(Answer answer, XDocument document)
    {
        var (envelope, lack) = SoapEnvelope.Open(document);
        if (envelope is null)
        {
            return ByStatus(answer) ?? new SoapExchange.NoAnswer(NoAnswerReason.Unreadable, lack!, answer.Status);
        }

        var body = envelope.Contents.Count > 0 ? envelope.Contents[0] : null;
        if (body is not null && SoapFaultXml.Read(body) is { } fault)
        {
            return answer.Status is 401 or 403 or 407 or 429 or 503
                ? ByStatus(answer, fault)!
                : new SoapExchange.FaultReply(fault, answer.Status);
        }

        return ByStatus(answer) ?? new SoapExchange.Reply(body is null ? null : SoapEnvelope.Detach(body), answer.Status);
    }

    private static SoapExchange.NoAnswer Unreadable(Answer answer, XmlProblem? problem) => problem switch
    {
        null => new(NoAnswerReason.Unreadable, "The answer is XML, and no SOAP envelope.", answer.Status),
        { Kind: XmlProblemKind.LimitExceeded } => new(NoAnswerReason.TooLarge, problem.Describe(), answer.Status),
        _ => new(NoAnswerReason.Unreadable, $"The answer cannot be read. {problem.Describe()}", answer.Status),
    };
}

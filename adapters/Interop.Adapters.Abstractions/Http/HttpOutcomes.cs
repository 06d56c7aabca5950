using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Http;

/// <summary>From the end of an HTTP call to an outcome. Pure.</summary>
public static class HttpOutcomes
{
    /// <summary>The outcome that needs no knowledge of the service; null: the service's own word, in <paramref name="reply"/>.</summary>
    public static DeliveryOutcome? Settle(HttpExchange exchange, out HttpReply? reply)
    {
        reply = (exchange as HttpExchange.Replied)?.Answer;
        return exchange switch
        {
            HttpExchange.NotSent notSent => new DeliveryOutcome.Deferred(notSent.Fault),
            HttpExchange.NoAnswer noAnswer => new DeliveryOutcome.Unknown(noAnswer.Fault),
            HttpExchange.Replied replied => HttpRefusals.Of(replied.Answer),
            _ => throw new InvalidOperationException("The family of exchanges is closed."),
        };
    }

    /// <summary>An answer of the right status whose body is not what the service promises.</summary>
    public static DeliveryOutcome NotUnderstood(HttpReply reply) => new DeliveryOutcome.Unknown(HttpRefusals.Noted(
        reply,
        FaultCodes.NoAnswer("Không đọc được câu trả lời của hệ thống đích; chưa rõ đã nhận hay chưa.")));

    /// <summary>
    /// The same end of a call that changes nothing at the partner (a look-up, a log-in): nothing of it is in doubt, so
    /// "unknown" becomes "not now".
    /// </summary>
    public static DeliveryOutcome WithoutEffect(DeliveryOutcome outcome) => outcome is DeliveryOutcome.Unknown unknown
        ? new DeliveryOutcome.Deferred(unknown.Fault)
        : outcome;

    /// <summary>The deferral for a document that the hub cannot read at the moment: time or an operator mends it, not the partner.</summary>
    public static DeliveryOutcome DocumentUnavailable() => new DeliveryOutcome.Deferred(
        FaultCodes.MappingFailed("Kho tài liệu của trục chưa đọc được tệp đính kèm; chưa gửi gì. Kiểm tra kho tài liệu.") with { Remedy = Remedy.Time });
}

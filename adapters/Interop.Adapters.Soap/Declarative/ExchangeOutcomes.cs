using System.Globalization;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Pure: how a call ended, where no rule of the profile said what it means.</summary>
internal static class ExchangeOutcomes
{
    public static DeliveryOutcome Of(SoapExchange exchange, string partner, DateTimeOffset now) => exchange switch
    {
        SoapExchange.Reply reply => new DeliveryOutcome.Unknown(NotUnderstood(partner) with { PartnerCode = Status(reply.HttpStatus) }),
        SoapExchange.FaultReply { Fault: var fault } => Of(fault, partner),
        SoapExchange.NotSent { Fault: { } fault } => new DeliveryOutcome.Deferred(fault),
        SoapExchange.NotSent notSent => Of(notSent.Reason, partner),
        SoapExchange.NoAnswer noAnswer => new DeliveryOutcome.Unknown(
            FaultCodes.NoAnswer(Said(noAnswer.Reason, partner)) with { PartnerCode = noAnswer.HttpStatus is { } status ? Status(status) : null }),
        SoapExchange.HttpRefusal refusal => Of(refusal, partner, now),
        _ => throw new InvalidOperationException("The family of exchanges is closed."),
    };

    public static Fault NotUnderstood(string partner) =>
        FaultCodes.NoAnswer($"Hồ sơ kết nối không hiểu câu trả lời của {partner}; chưa rõ đã nhận hay chưa. Bổ sung quy tắc trong profile.json.");

    private static DeliveryOutcome Of(SoapFault fault, string partner)
    {
        var code = fault.Code ?? fault.Kind.ToString();
        if (code.Contains("Authentication", StringComparison.OrdinalIgnoreCase) || code.Contains("Security", StringComparison.OrdinalIgnoreCase))
        {
            return new DeliveryOutcome.Deferred(Noted(RuleOutcomes.Destination(DestinationFaultKind.Credentials, partner), code, fault.Text));
        }

        return fault.Kind switch
        {
            SoapFaultKind.Client => new DeliveryOutcome.Rejected(Noted(
                FaultCodes.RejectedData($"{partner} từ chối gói tin. Xem lời giải thích của bên nhận."), code, fault.Text)),
            SoapFaultKind.VersionMismatch or SoapFaultKind.MustUnderstand or SoapFaultKind.DataEncodingUnknown => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.WrongEndpoint($"{partner} không nhận phiên bản SOAP hoặc phần đầu thông điệp mà trục gửi. Kiểm tra hồ sơ kết nối."), code, fault.Text)),
            _ => new DeliveryOutcome.Unknown(Noted(
                FaultCodes.InternalError($"{partner} báo lỗi hệ thống; chưa rõ đã nhận hay chưa."), code, fault.Text)),
        };
    }

    private static DeliveryOutcome Of(NotSentReason reason, string partner) => reason switch
    {
        NotSentReason.Certificate or NotSentReason.TlsHandshake => new DeliveryOutcome.Deferred(
            FaultCodes.Certificate($"Chứng thư của {partner} không hợp lệ hoặc không bắt tay TLS được. Đề nghị bên nhận kiểm tra chứng thư.")),
        NotSentReason.NotWritable => new DeliveryOutcome.Rejected(
            FaultCodes.NotDeliverable("Gói tin có ký tự mà XML không mang được. Gõ lại phần chữ có ký tự lạ rồi gửi lại.")),
        NotSentReason.FileUnavailable => HttpOutcomes.DocumentUnavailable(),
        NotSentReason.NotSecured => new DeliveryOutcome.Deferred(
            FaultCodes.Certificate($"Không ký hoặc mã hoá được thông điệp gửi {partner}: chứng thư đã hết hạn hoặc không dùng được. Thay chứng thư trong hồ sơ kết nối.")),
        NotSentReason.NameUnknown => new DeliveryOutcome.Deferred(
            FaultCodes.Unreachable($"Không phân giải được tên máy chủ của {partner}. Kiểm tra địa chỉ trong cấu hình và DNS.")),
        _ => new DeliveryOutcome.Deferred(
            FaultCodes.Unreachable($"Không kết nối được tới {partner}; chưa gửi dữ liệu nào. Kiểm tra hệ thống đích và đường truyền.")),
    };

    private static DeliveryOutcome Of(SoapExchange.HttpRefusal refusal, string partner, DateTimeOffset now)
    {
        DateTimeOffset? notBefore = refusal.RetryAfter is { } wait && wait > TimeSpan.Zero ? now + wait : null;
        var status = Status(refusal.HttpStatus);
        var text = refusal.Fault?.Text;
        return refusal.Kind switch
        {
            HttpRefusalKind.Unauthorized => new DeliveryOutcome.Deferred(Noted(RuleOutcomes.Destination(DestinationFaultKind.Credentials, partner), status, text)),
            HttpRefusalKind.Forbidden => new DeliveryOutcome.Deferred(Noted(RuleOutcomes.Destination(DestinationFaultKind.SenderNotRegistered, partner), status, text)),
            HttpRefusalKind.LoginPage => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.WrongEndpoint($"{partner} trả về trang đăng nhập thay cho câu trả lời. Kiểm tra địa chỉ và tài khoản kết nối."), status, null)),
            HttpRefusalKind.NotFound or HttpRefusalKind.Redirected or HttpRefusalKind.HttpMismatch => new DeliveryOutcome.Deferred(
                Noted(RuleOutcomes.Destination(DestinationFaultKind.WrongEndpoint, partner), status, text)),
            HttpRefusalKind.Busy => new DeliveryOutcome.Deferred(
                Noted(RuleOutcomes.Destination(refusal.HttpStatus == 429 ? DestinationFaultKind.Busy : DestinationFaultKind.Unavailable, partner), status, text), notBefore),
            HttpRefusalKind.TooLarge => new DeliveryOutcome.Rejected(Noted(
                FaultCodes.RejectedData($"{partner} từ chối vì gói tin quá lớn. Giảm dung lượng tệp rồi gửi lại."), status, text)),
            HttpRefusalKind.BadRequest => new DeliveryOutcome.Rejected(Noted(FaultCodes.RejectedData($"{partner} từ chối gói tin."), status, text)),
            _ => new DeliveryOutcome.Unknown(Noted(FaultCodes.InternalError($"{partner} gặp lỗi nội bộ; chưa rõ đã nhận hay chưa."), status, text)),
        };
    }

    private static string Said(NoAnswerReason reason, string partner) => reason switch
    {
        NoAnswerReason.TimedOut or NoAnswerReason.Cancelled => $"Đã gửi nhưng {partner} không trả lời trong thời gian cho phép; chưa rõ đã nhận hay chưa.",
        NoAnswerReason.Gateway => $"Cổng trung gian không nhận được câu trả lời của {partner}; chưa rõ đã nhận hay chưa.",
        NoAnswerReason.FileBroken => $"Trục không đọc được hết một tệp trong khi đang gửi; chưa rõ {partner} đã nhận hay chưa.",
        NoAnswerReason.NotTrusted => $"Câu trả lời không chứng minh được là của {partner} (chữ ký thiếu, sai hoặc quá hạn); chưa rõ đã nhận hay chưa.",
        NoAnswerReason.Unreadable or NoAnswerReason.TooLarge => $"Không đọc được câu trả lời của {partner}; chưa rõ đã nhận hay chưa.",
        _ => $"Kết nối bị ngắt sau khi đã gửi; chưa rõ {partner} đã nhận hay chưa.",
    };

    private static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static Fault Noted(Fault fault, string? code, string? text) => fault with
    {
        PartnerCode = code is { Length: > 64 } ? code[..64] : code,
        PartnerText = text is { Length: > 4000 } ? text[..4000] : text,
    };
}

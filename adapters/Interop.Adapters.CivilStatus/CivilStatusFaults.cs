using Interop.Adapters.CivilStatus.Wire;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.Soap.Client;
using Interop.Adapters.Soap.Messages;
using Interop.Contracts.Faults;

namespace Interop.Adapters.CivilStatus;

/// <summary>How a call to the ministry ended, to our outcome. Pure.</summary>
internal static class CivilStatusFaults
{
    public static DeliveryOutcome Of(SoapExchange exchange, DateTimeOffset now) => exchange switch
    {
        SoapExchange.Reply reply when MinistryReply.Read(reply.Body) is { } word => Of(word),
        SoapExchange.Reply reply => new DeliveryOutcome.Unknown(
            FaultCodes.NoAnswer("Không đọc được câu trả lời của phần mềm hộ tịch; chưa rõ đã nhận hay chưa.") with { PartnerCode = Status(reply.HttpStatus) }),
        SoapExchange.FaultReply fault => Of(fault.Fault),
        SoapExchange.NotSent { Fault: { } fault } => new DeliveryOutcome.Deferred(fault),
        SoapExchange.NotSent notSent => Of(notSent.Reason),
        SoapExchange.NoAnswer noAnswer => new DeliveryOutcome.Unknown(
            FaultCodes.NoAnswer(Said(noAnswer.Reason)) with { PartnerCode = noAnswer.HttpStatus is { } status ? Status(status) : null }),
        SoapExchange.HttpRefusal refusal => Of(refusal, now),
        _ => throw new InvalidOperationException("The family of exchanges is closed."),
    };

    private static DeliveryOutcome Of(MinistryReply reply)
    {
        if (reply.IsOk)
        {
            return new DeliveryOutcome.Accepted(new PartnerReceipt());
        }

        var words = PartnerWords.Fold(reply.ErrorText);
        return PartnerWords.Has(words, "da duoc tiep nhan", "da ton tai", "da duoc rut")
            ? new DeliveryOutcome.Accepted(new PartnerReceipt { AlreadyThere = true })
            : OfWords(words, reply.ErrorCode, reply.ErrorText) ?? new DeliveryOutcome.Rejected(Noted(
                FaultCodes.RejectedData("Phần mềm hộ tịch từ chối dữ liệu của hồ sơ. Xem lời giải thích của Bộ Tư pháp, sửa hồ sơ rồi gửi lại."),
                reply.ErrorCode,
                reply.ErrorText));
    }

    private static DeliveryOutcome Of(SoapFault fault)
    {
        var code = fault.Code ?? fault.Kind.ToString();
        var words = PartnerWords.Fold(fault.Text);
        if (code.Contains("Authentication", StringComparison.OrdinalIgnoreCase) || code.Contains("Security", StringComparison.OrdinalIgnoreCase))
        {
            return new DeliveryOutcome.Deferred(Noted(CredentialsRefused(), code, fault.Text));
        }

        return OfWords(words, code, fault.Text) ?? fault.Kind switch
        {
            SoapFaultKind.Client => new DeliveryOutcome.Rejected(Noted(
                FaultCodes.RejectedData("Phần mềm hộ tịch từ chối gói tin. Xem lời giải thích của Bộ Tư pháp."), code, fault.Text)),
            SoapFaultKind.VersionMismatch or SoapFaultKind.MustUnderstand or SoapFaultKind.DataEncodingUnknown => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.WrongEndpoint("Phần mềm hộ tịch không nhận phiên bản SOAP hoặc phần đầu thông điệp mà trục gửi. Kiểm tra thiết lập kết nối."), code, fault.Text)),
            _ => new DeliveryOutcome.Unknown(Noted(
                FaultCodes.InternalError("Phần mềm hộ tịch báo lỗi nội bộ; chưa rõ đã nhận hay chưa."), code, fault.Text)),
        };
    }

    private static DeliveryOutcome? OfWords(string words, string? code, string? text)
    {
        if (PartnerWords.Has(words, "mat khau", "ten dang nhap", "xac thuc that bai", "tai khoan khong", "tai khoan da"))
        {
            return new DeliveryOutcome.Deferred(Noted(CredentialsRefused(), code, text));
        }

        if (PartnerWords.Has(words, "chua dang ky ket noi", "khong co quyen", "chua duoc cap quyen", "bi khoa"))
        {
            return new DeliveryOutcome.Deferred(Noted(FaultCodes.SenderNotRegistered("Phần mềm hộ tịch chưa cấp quyền cho trục hoặc đơn vị gửi. Đề nghị Bộ Tư pháp cấp quyền."), code, text));
        }

        if (PartnerWords.Has(words, "khong co chuc nang", "chua duoc ho tro"))
        {
            return new DeliveryOutcome.Deferred(Noted(FaultCodes.WrongEndpoint("Địa chỉ đã gọi không có chức năng này của phần mềm hộ tịch. Kiểm tra địa chỉ dịch vụ."), code, text));
        }

        return PartnerWords.Has(words, "bao tri", "tam dung", "qua tai")
            ? new DeliveryOutcome.Deferred(Noted(FaultCodes.Unavailable("Phần mềm hộ tịch báo tạm dừng hoặc quá tải."), code, text))
            : PartnerWords.Has(words, "loi he thong", "loi khong xac dinh", "system error")
                ? new DeliveryOutcome.Unknown(Noted(FaultCodes.InternalError("Phần mềm hộ tịch báo lỗi hệ thống; chưa rõ đã nhận hay chưa."), code, text))
                : null;
    }

    private static DeliveryOutcome Of(NotSentReason reason) => reason switch
    {
        NotSentReason.Certificate or NotSentReason.TlsHandshake => new DeliveryOutcome.Deferred(
            FaultCodes.Certificate("Chứng thư của phần mềm hộ tịch không hợp lệ hoặc không bắt tay TLS được. Đề nghị Bộ Tư pháp kiểm tra chứng thư.")),
        NotSentReason.FileUnavailable => HttpOutcomes.DocumentUnavailable(),
        NotSentReason.NotWritable => new DeliveryOutcome.Rejected(
            FaultCodes.NotDeliverable("Hồ sơ có ký tự mà XML không mang được. Gõ lại phần chữ có ký tự lạ rồi gửi lại.")),
        NotSentReason.NameUnknown => new DeliveryOutcome.Deferred(
            FaultCodes.Unreachable("Không phân giải được tên máy chủ của phần mềm hộ tịch. Kiểm tra địa chỉ trong cấu hình và DNS.")),
        _ => new DeliveryOutcome.Deferred(
            FaultCodes.Unreachable("Không kết nối được tới phần mềm hộ tịch; chưa gửi dữ liệu nào. Kiểm tra hệ thống đích và đường truyền.")),
    };

    private static DeliveryOutcome Of(SoapExchange.HttpRefusal refusal, DateTimeOffset now)
    {
        DateTimeOffset? notBefore = refusal.RetryAfter is { } wait && wait > TimeSpan.Zero ? now + wait : null;
        var status = Status(refusal.HttpStatus);
        var text = refusal.Fault?.Text;
        return refusal.Kind switch
        {
            HttpRefusalKind.Unauthorized => new DeliveryOutcome.Deferred(Noted(CredentialsRefused(), status, text)),
            HttpRefusalKind.Forbidden => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.SenderNotRegistered("Phần mềm hộ tịch không cho phép trục gọi dịch vụ. Đề nghị Bộ Tư pháp cấp quyền."), status, text)),
            HttpRefusalKind.LoginPage => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.WrongEndpoint("Phần mềm hộ tịch trả về trang đăng nhập thay cho câu trả lời. Kiểm tra địa chỉ và tài khoản kết nối."), status, null)),
            HttpRefusalKind.NotFound or HttpRefusalKind.Redirected or HttpRefusalKind.HttpMismatch => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.WrongEndpoint("Không có dịch vụ hộ tịch tại địa chỉ đã gọi, hoặc dịch vụ không nhận cách gọi này. Kiểm tra địa chỉ và thiết lập kết nối."), status, text)),
            HttpRefusalKind.Busy when refusal.HttpStatus == 429 => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.Busy("Phần mềm hộ tịch đề nghị gửi chậm lại."), status, text), notBefore),
            HttpRefusalKind.Busy => new DeliveryOutcome.Deferred(Noted(
                FaultCodes.Unavailable("Phần mềm hộ tịch báo tạm thời không phục vụ."), status, text), notBefore),
            HttpRefusalKind.TooLarge => new DeliveryOutcome.Rejected(Noted(
                FaultCodes.RejectedData("Phần mềm hộ tịch từ chối vì gói tin quá lớn. Giảm dung lượng tệp rồi gửi lại."), status, text)),
            HttpRefusalKind.BadRequest => new DeliveryOutcome.Rejected(Noted(
                FaultCodes.RejectedData("Phần mềm hộ tịch từ chối gói tin."), status, text)),
            _ => new DeliveryOutcome.Unknown(Noted(
                FaultCodes.InternalError("Phần mềm hộ tịch gặp lỗi nội bộ; chưa rõ đã nhận hay chưa."), status, text)),
        };
    }

    private static Fault CredentialsRefused() =>
        FaultCodes.Credentials("Phần mềm hộ tịch không chấp nhận tài khoản của trục; mật khẩu có thể đã hết hạn. Cập nhật mật khẩu rồi cho chạy lại.");

    private static string Said(NoAnswerReason reason) => reason switch
    {
        NoAnswerReason.TimedOut or NoAnswerReason.Cancelled => "Đã gửi nhưng phần mềm hộ tịch không trả lời trong thời gian cho phép; chưa rõ đã nhận hay chưa.",
        NoAnswerReason.Gateway => "Cổng trung gian không nhận được câu trả lời của phần mềm hộ tịch; chưa rõ đã nhận hay chưa.",
        NoAnswerReason.FileBroken => "Trục không đọc được hết một tệp trong khi đang gửi; chưa rõ phần mềm hộ tịch đã nhận hay chưa.",
        NoAnswerReason.Unreadable or NoAnswerReason.TooLarge => "Không đọc được câu trả lời của phần mềm hộ tịch; chưa rõ đã nhận hay chưa.",
        _ => "Kết nối bị ngắt sau khi đã gửi; chưa rõ phần mềm hộ tịch đã nhận hay chưa.",
    };

    private static string Status(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Fault Noted(Fault fault, string? code, string? text) => fault with
    {
        PartnerCode = code is { Length: > 64 } ? code[..64] : code,
        PartnerText = text is { Length: > 4000 } ? text[..4000] : text,
    };
}

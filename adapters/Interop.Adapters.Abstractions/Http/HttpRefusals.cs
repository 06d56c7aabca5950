using Interop.Adapters.Delivery;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Http;

/// <summary>
/// What an answer means wherever it comes from: the statuses and pages that servers and gateways send in place of the
/// service's own word. Pure.
/// </summary>
public static class HttpRefusals
{
    /// <summary>
    /// The outcome that the answer's status or page demands by itself; null: it is the service's own word (2xx, and the
    /// refusals of data 400, 409, 422), which the adapter reads.
    /// </summary>
    public static DeliveryOutcome? Of(HttpReply reply) => reply.Status switch
    {
        >= 200 and <= 299 when reply.IsWebPage => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.WrongEndpoint(
            "Hệ thống đích trả về trang web (trang đăng nhập hoặc thông báo) thay cho câu trả lời của dịch vụ. Kiểm tra địa chỉ và tài khoản kết nối."))),
        >= 200 and <= 299 or 400 or 409 or 422 => null,
        >= 300 and <= 399 => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.WrongEndpoint(
            "Hệ thống đích chuyển hướng sang địa chỉ khác. Sửa địa chỉ dịch vụ trong cấu hình."))),
        401 or 407 => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.Credentials(
            "Hệ thống đích không chấp nhận tài khoản, mật khẩu hoặc khoá kết nối. Cập nhật thông tin xác thực rồi cho chạy lại."))),
        403 => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.SenderNotRegistered(
            "Hệ thống đích không cho phép trục liên thông gọi dịch vụ này. Đề nghị đơn vị quản lý hệ thống đích cấp quyền."))),
        404 or 405 or 410 or 415 or 421 => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.WrongEndpoint(
            "Không có dịch vụ tại địa chỉ đã gọi. Kiểm tra địa chỉ dịch vụ trong cấu hình."))),
        429 => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.Busy(
            "Hệ thống đích đề nghị gửi chậm lại.")), reply.RetryAt),
        408 or 425 or 503 => new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.Unavailable(
            "Hệ thống đích báo tạm thời không phục vụ.")), reply.RetryAt),
        413 => new DeliveryOutcome.Rejected(Noted(reply, FaultCodes.RejectedData(
            "Hệ thống đích từ chối vì gói tin quá lớn. Giảm dung lượng tệp đính kèm rồi gửi lại."))),
        >= 400 and <= 499 => new DeliveryOutcome.Rejected(Noted(reply, FaultCodes.RejectedData(
            "Hệ thống đích từ chối gói tin. Xem lời giải thích của hệ thống đích."))),
        502 or 504 => new DeliveryOutcome.Unknown(Noted(reply, FaultCodes.NoAnswer(
            "Cổng trung gian không nhận được câu trả lời của hệ thống đích; chưa rõ đã nhận hay chưa."))),
        >= 500 and <= 599 => new DeliveryOutcome.Unknown(Noted(reply, FaultCodes.InternalError(
            "Hệ thống đích gặp lỗi nội bộ; chưa rõ đã nhận hay chưa."))),
        _ => new DeliveryOutcome.Unknown(Noted(reply, FaultCodes.NoAnswer(
            "Hệ thống đích trả lời bằng mã trạng thái không hiểu được; chưa rõ đã nhận hay chưa."))),
    };

    /// <summary>The same fault with the partner's status and words, the words as body.</summary>
    public static Fault Noted(HttpReply reply, Fault fault)
    {
        // Pages for people are long, hold no reason that a person could act on, and may show a session's data.
        var noted = HttpFaults.WithStatus(fault, reply.Status);
        return reply.IsWebPage ? noted : noted with { PartnerText = reply.Text };
    }
}

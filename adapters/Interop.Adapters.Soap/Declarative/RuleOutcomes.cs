using Interop.Adapters.Delivery;
using Interop.Adapters.Times;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Soap.Declarative;

/// <summary>Pure: what a rule says → our outcome.</summary>
internal static class RuleOutcomes
{
    /// <summary>Null for <see cref="RuleVerdict.TokenExpired"/>: the caller logs in again.</summary>
    public static DeliveryOutcome? Of(Judgement judged, string partner, DateTimeOffset now) => judged.Rule.Then switch
    {
        RuleVerdict.Accepted => new DeliveryOutcome.Accepted(new PartnerReceipt { Reference = judged.Value("reference", 200) }),
        RuleVerdict.AlreadyThere => new DeliveryOutcome.Accepted(new PartnerReceipt { Reference = judged.Value("reference", 200), AlreadyThere = true }),
        RuleVerdict.Rejected => new DeliveryOutcome.Rejected(Noted(
            FaultCodes.RejectedData($"{partner} từ chối dữ liệu của gói tin. Xem lời giải thích của bên nhận, sửa rồi gửi lại."), judged)),
        RuleVerdict.Deferred => new DeliveryOutcome.Deferred(
            Noted(FaultCodes.Unavailable($"{partner} báo chưa nhận được lúc này; trục sẽ gửi lại."), judged) with { Scope = FaultScope.Packet }, NotBefore(judged, now)),
        RuleVerdict.Destination => new DeliveryOutcome.Deferred(Noted(Destination(judged.Rule.Fault, partner), judged), NotBefore(judged, now)),
        RuleVerdict.TokenExpired => null,
        _ => new DeliveryOutcome.Unknown(Noted(FaultCodes.InternalError($"{partner} báo lỗi nội bộ; chưa rõ đã nhận hay chưa."), judged)),
    };

    public static Fault Destination(DestinationFaultKind kind, string partner) => kind switch
    {
        DestinationFaultKind.Credentials => FaultCodes.Credentials($"{partner} không chấp nhận tài khoản của trục; mật khẩu có thể đã hết hạn. Cập nhật mật khẩu rồi cho chạy lại."),
        DestinationFaultKind.SenderNotRegistered => FaultCodes.SenderNotRegistered($"{partner} chưa cấp quyền cho trục hoặc đơn vị gửi. Đề nghị bên nhận cấp quyền."),
        DestinationFaultKind.WrongEndpoint => FaultCodes.WrongEndpoint($"Địa chỉ đã gọi không có dịch vụ này của {partner}. Kiểm tra địa chỉ và hồ sơ kết nối."),
        DestinationFaultKind.Busy => FaultCodes.Busy($"{partner} đề nghị gửi chậm lại."),
        _ => FaultCodes.Unavailable($"{partner} báo tạm dừng hoặc quá tải."),
    };

    public static Fault Noted(Fault fault, Judgement judged) => fault with
    {
        Message = judged.Rule.Message ?? fault.Message,
        PartnerCode = judged.Value("code", 64),
        PartnerText = judged.Value("text", 4000),
    };

    private static DateTimeOffset? NotBefore(Judgement judged, DateTimeOffset now) =>
        judged.Rule.Format is { } format && PartnerTime.Read(judged.Value("notBefore", 100), format) is { } at ? at : now + judged.Rule.After;
}

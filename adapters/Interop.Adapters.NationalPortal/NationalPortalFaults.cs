using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Contracts.Faults;

namespace Interop.Adapters.NationalPortal;

/// <summary>
/// The portal's words to our faults. It has hardly any codes ("1" for nearly all), so its text decides; words seen in
/// vendors' code, and inferences, are told apart in the README.
/// </summary>
internal static class NationalPortalFaults
{
    /// <summary>"Đã tồn tại", seen with the codes 0, 3 and -3: the dossier is there, send as an update.</summary>
    public static bool AlreadyExists(PortalReply reply) => PartnerWords.Has(PartnerWords.Fold(reply.Message), "da ton tai");

    /// <summary>The portal knows no dossier of this number.</summary>
    public static bool NoSuchDossier(PortalReply reply)
    {
        var words = PartnerWords.Fold(reply.Message);
        return !reply.IsOk && PartnerWords.Has(words, "ho so") && PartnerWords.Has(words, "khong ton tai", "khong tim thay", "chua ton tai", "chua duoc dong bo");
    }

    /// <summary>The session ended or was never valid: refused before anything was done.</summary>
    public static bool SessionEnded(PortalReply reply)
    {
        var words = PartnerWords.Fold(reply.Message);
        return !reply.IsOk
            && PartnerWords.Has(words, "session", "phien")
            && PartnerWords.Has(words, "het han", "khong hop le", "khong ton tai", "khong dung", "expired", "invalid", "timeout", "not found");
    }

    /// <summary>A reply with another code than 0 that is neither of the above.</summary>
    public static DeliveryOutcome Refusal(PortalReply reply)
    {
        var words = PartnerWords.Fold(reply.Message);
        if (SessionEnded(reply) || PartnerWords.Has(words, "dang nhap", "mat khau", "xac thuc that bai", "unauthorized", "authentication"))
        {
            return new DeliveryOutcome.Deferred(Noted(reply, SessionRefused()));
        }

        if (PartnerWords.Has(words, "chua dang ky ket noi", "chua duoc cap quyen", "khong co quyen", "bi khoa", "chua duoc phep", "dstcode", "madonvi"))
        {
            return new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.SenderNotRegistered(
                "Cổng DVCQG không cho đơn vị gọi dịch vụ này. Kiểm tra mã đơn vị và mã đích (dstcode), đề nghị Cổng DVCQG cấp quyền.")));
        }

        if (PartnerWords.Has(words, "bao tri", "tam dung", "qua tai", "maintenance"))
        {
            return new DeliveryOutcome.Deferred(Noted(reply, FaultCodes.Unavailable("Cổng DVCQG báo đang bảo trì hoặc tạm dừng.")));
        }

        if (PartnerWords.Has(words, "loi he thong", "loi khong xac dinh", "system error", "internal error", "exception", "timeout", "time out"))
        {
            return new DeliveryOutcome.Unknown(Noted(reply, FaultCodes.InternalError(
                "Cổng DVCQG báo lỗi hệ thống; chưa rõ đã ghi nhận hay chưa.")));
        }

        return new DeliveryOutcome.Rejected(Noted(reply, FaultCodes.RejectedData(
            "Cổng DVCQG từ chối dữ liệu của hồ sơ. Xem lời giải thích của Cổng, sửa hồ sơ rồi gửi lại.")));
    }

    /// <summary>A fresh session is refused too: the account is wrong or locked.</summary>
    public static Fault SessionRefused() =>
        FaultCodes.Credentials("Cổng DVCQG không chấp nhận phiên đăng nhập của trục. Kiểm tra tài khoản và mật khẩu kết nối.");

    public static Fault LogInRefused() =>
        FaultCodes.Credentials("Cổng DVCQG từ chối đăng nhập. Kiểm tra tài khoản và mật khẩu kết nối; mật khẩu có thể đã hết hạn.");

    public static Fault LogInNotAnswered() =>
        FaultCodes.Unavailable("Cổng DVCQG không trả lời lệnh đăng nhập; hồ sơ chưa được gửi.");

    public static Fault Noted(PortalReply reply, Fault fault) => fault with
    {
        PartnerCode = reply.ErrorCode,
        PartnerText = reply.Message is { Length: > 4000 } text ? text[..4000] : reply.Message,
    };
}

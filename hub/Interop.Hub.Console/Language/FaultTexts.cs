using Interop.Contracts.Faults;

namespace Interop.Hub.Console.Language;

/// <summary>
/// Faults in plain words: what happened, and what mends it. By our code, so that a partner's own text, which may hold
/// personal data, is never needed.
/// </summary>
internal static class FaultTexts
{
    public static Text Happened(string code) => code switch
    {
        "partner.unreachable" => new("Không kết nối được tới hệ thống đích.", "The destination could not be reached."),
        "partner.unavailable" => new("Hệ thống đích báo tạm ngừng phục vụ.", "The destination says it is out of service."),
        "partner.busy" => new("Hệ thống đích yêu cầu gửi chậm lại.", "The destination asks us to slow down."),
        "partner.no-answer" => new("Đã gửi nhưng không nhận được câu trả lời hiểu được.", "It was sent, and no answer that could be understood came back."),
        "partner.internal-error" => new("Hệ thống đích gặp lỗi bên trong.", "The destination failed inside."),
        "partner.not-told" => new("Đã hỏi lại, nhưng hệ thống đích không cho biết lần gửi đã tới hay chưa.", "Asked again, the destination does not say whether it arrived."),
        "partner.credentials" => new("Hệ thống đích không chấp nhận tài khoản hoặc mật khẩu của trục.", "The destination refuses the hub's user name or password."),
        "partner.certificate" => new("Chứng thư số không hợp lệ hoặc không được chấp nhận.", "A certificate is not valid or not accepted."),
        "partner.sender-not-registered" => new("Hệ thống đích chưa đăng ký hoặc đã khoá đơn vị gửi.", "The destination does not know the sender, or has locked it."),
        "partner.wrong-endpoint" => new("Địa chỉ gọi không phải là dịch vụ cần gọi.", "There is no such service at the configured address."),
        "partner.rejected-data" => new("Hệ thống đích từ chối dữ liệu của hồ sơ.", "The destination refuses the dossier's data."),
        "hub.not-deliverable" => new("Hồ sơ thiếu dữ liệu mà hệ thống đích bắt buộc phải có.", "The dossier lacks what the destination demands."),
        "hub.mapping-failed" => new("Trục không chuyển được dữ liệu sang dạng của hệ thống đích.", "The hub could not turn the data into the destination's form."),
        "hub.lease-expired" => new("Máy chủ của trục dừng khi đang gửi.", "A node of the hub stopped while sending."),
        "hub.gate-refused" => new("Bước kiểm tra của hồ sơ không đạt.", "A check of the dossier said no."),
        "hub.destination-removed" => new("Hệ thống đích không còn trong cấu hình.", "The destination is no longer configured."),
        _ => new("Có lỗi chưa được mô tả.", "A fault that has no description."),
    };

    public static Text ToDo(string code) => code switch
    {
        "partner.unreachable" or "partner.unavailable" or "partner.busy" or "partner.internal-error" =>
            new("Không cần thao tác: trục tự gửi lại. Nếu kéo dài, báo đơn vị quản lý hệ thống đích.", "Nothing to do: the hub sends again. If it lasts, tell the destination's administrators."),
        "partner.no-answer" or "hub.lease-expired" =>
            new("Trục hỏi lại trước khi gửi lại. Nếu không hỏi được, hãy hỏi đối tác đã nhận hay chưa.", "The hub asks before it sends again. Where it cannot ask, ask the partner whether it arrived."),
        "partner.not-told" => new("Hỏi đối tác đã nhận hay chưa, rồi ghi nhận kết quả.", "Ask the partner whether it arrived, then record what it says."),
        "partner.credentials" => new("Cập nhật tài khoản, mật khẩu trong cấu hình rồi mở lại hệ thống đích.", "Set the new credentials in the configuration, then resume the destination."),
        "partner.certificate" => new("Gia hạn hoặc thay chứng thư số, rồi mở lại hệ thống đích.", "Renew or replace the certificate, then resume the destination."),
        "partner.sender-not-registered" => new("Đề nghị đơn vị quản lý hệ thống đích đăng ký hoặc mở khoá mã đơn vị.", "Ask the destination's administrators to register or unlock the unit's code."),
        "partner.wrong-endpoint" => new("Kiểm tra địa chỉ dịch vụ trong cấu hình.", "Check the service's address in the configuration."),
        "partner.rejected-data" or "hub.not-deliverable" or "hub.gate-refused" =>
            new("Bộ phận một cửa sửa dữ liệu và gửi bản sửa của hồ sơ.", "The one-stop corrects the data and sends a correction."),
        "hub.mapping-failed" => new("Báo bộ phận kỹ thuật của trục; dữ liệu của công dân không có lỗi.", "Tell the hub's engineers; the citizen's data is not at fault."),
        "hub.destination-removed" => new("Đưa lại hệ thống đích vào cấu hình, hoặc huỷ việc gửi.", "Configure the destination again, or cancel the delivery."),
        _ => new("Xem chi tiết kỹ thuật.", "See the technical detail."),
    };

    public static Text Of(Responsibility responsibility) => responsibility switch
    {
        Responsibility.Sender => new("bên gửi hồ sơ", "the sender"),
        Responsibility.Partner => new("đơn vị quản lý hệ thống đích", "the destination's administrators"),
        Responsibility.Hub => new("đơn vị vận hành trục", "the hub's operators"),
        Responsibility.Network => new("đơn vị quản lý đường truyền", "the network's administrators"),
        _ => new(responsibility.ToString(), responsibility.ToString()),
    };
}

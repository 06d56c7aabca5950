using Interop.Adapters.Delivery;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Language;

/// <summary>Names of states, kinds and outcomes. Business status: the ten official names (contracts/README.md, table of sources).</summary>
internal static class StateTexts
{
    public static Text Of(BusinessStatus status) => status switch
    {
        BusinessStatus.Registered => new("Mới đăng ký", "Registered"),
        BusinessStatus.Received => new("Được tiếp nhận", "Received"),
        BusinessStatus.Refused => new("Không được tiếp nhận", "Not accepted"),
        BusinessStatus.Processing => new("Đang xử lý", "Processing"),
        BusinessStatus.SupplementRequested => new("Yêu cầu bổ sung giấy tờ", "Supplement requested"),
        BusinessStatus.PaymentRequested => new("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment requested"),
        BusinessStatus.Withdrawn => new("Công dân yêu cầu rút hồ sơ", "Withdrawn by the citizen"),
        BusinessStatus.Stopped => new("Dừng xử lý", "Stopped"),
        BusinessStatus.Finished => new("Đã xử lý xong", "Finished"),
        BusinessStatus.Returned => new("Đã trả kết quả", "Result returned"),
        _ => Raw(status.ToString()),
    };

    public static Text Of(FinancialStatus status) => status switch
    {
        FinancialStatus.None => new("Không phải nộp", "Nothing due"),
        FinancialStatus.Due => new("Chờ nộp", "Due"),
        FinancialStatus.Paid => new("Đã nộp", "Paid"),
        FinancialStatus.Failed => new("Nộp không thành công", "Payment failed"),
        FinancialStatus.Refunded => new("Đã hoàn tiền", "Refunded"),
        _ => Raw(status.ToString()),
    };

    public static Text Of(ResultStatus status) => status switch
    {
        ResultStatus.None => new("Chưa có kết quả", "No result yet"),
        ResultStatus.Ready => new("Kết quả đã về một cửa", "Result is at the one-stop"),
        ResultStatus.Handed => new("Công dân đã nhận", "The citizen has it"),
        _ => Raw(status.ToString()),
    };

    public static Text Of(DeliveryState state) => state switch
    {
        DeliveryState.WaitingLane => new("Chờ gói trước của hồ sơ", "Waits for the dossier's earlier packet"),
        DeliveryState.WaitingGate => new("Chờ kiểm tra", "Waits for a check"),
        DeliveryState.Ready => new("Sẵn sàng gửi", "Ready"),
        DeliveryState.InFlight => new("Đang gửi", "Being sent"),
        DeliveryState.Scheduled => new("Hẹn gửi lại", "Will be sent again"),
        DeliveryState.Unknown => new("Chưa rõ đã tới hay chưa", "Outcome unknown"),
        DeliveryState.Delivered => new("Đã tới nơi", "Delivered"),
        DeliveryState.Rejected => new("Bị từ chối", "Rejected"),
        DeliveryState.Parked => new("Tạm dừng, chờ người xử lý", "Parked for a person"),
        DeliveryState.Superseded => new("Đã thay bằng bản sửa", "Replaced by a correction"),
        DeliveryState.Cancelled => new("Đã huỷ", "Cancelled"),
        DeliveryState.Skipped => new("Bỏ qua", "Skipped"),
        _ => Raw(state.ToString()),
    };

    /// <summary>A check is answered, not delivered.</summary>
    public static Text Of(DeliveryState state, DeliveryRole role) =>
        role == DeliveryRole.Check && state == DeliveryState.Delivered ? new("Đã trả lời", "Answered") : Of(state);

    public static Text Of(ParkReason reason) => reason switch
    {
        ParkReason.Exhausted => new("đã hết thời hạn gửi lại", "the retry window is used up"),
        ParkReason.AskPartner => new("cần hỏi đối tác đã nhận hay chưa", "ask the partner whether it arrived"),
        ParkReason.Quarantined => new("sẽ đưa hồ sơ ra khỏi trạng thái kết thúc", "it would move the dossier out of a final status"),
        ParkReason.DestinationRemoved => new("hệ thống đích không còn trong cấu hình", "the destination is no longer configured"),
        ParkReason.HubFault => new("trục không lập được thông điệp", "the hub could not make the message"),
        ParkReason.Unacknowledged => new("đối tác lấy nhiều lần mà không xác nhận", "fetched many times and never acknowledged"),
        _ => Raw(reason.ToString()),
    };

    public static Text Of(Door door) => door switch
    {
        Door.Open => new("Thông suốt", "Open"),
        Door.Broken => new("Mất kết nối", "Broken"),
        Door.Returning => new("Đang nối lại từng bước", "Coming back in stages"),
        Door.PausedByFault => new("Tạm dừng do lỗi", "Paused by a fault"),
        Door.PausedByOperator => new("Người vận hành tạm dừng", "Paused by an operator"),
        _ => Raw(door.ToString()),
    };

    /// <summary>What gave a restore away, by the first word of its sign.</summary>
    public static Text OfHold(HoldView hold) => hold.Sign.Split('/')[0] switch
    {
        "epoch" => new("quản trị viên khai báo đã khôi phục sổ cái từ bản sao lưu", "an administrator stated that the ledger was restored from a backup"),
        "evidence" => new("chuỗi bằng chứng thiếu mục đã xuất ra ngoài: sổ cái bị cắt, bị viết lại hoặc được khôi phục", "the evidence lacks what was exported: the ledger was cut, rewritten or restored"),
        "database" => new("sổ cái nằm trong một cơ sở dữ liệu khác với nơi nó được tạo ra", "the ledger lies in another database than the one it was made in"),
        _ => new(hold.Detail, hold.Detail),
    };

    public static Text Of(PacketKind kind) => kind switch
    {
        PacketKind.Submission => new("Nộp hồ sơ", "Submission"),
        PacketKind.Progress => new("Tiến độ", "Progress"),
        PacketKind.SupplementRequest => new("Yêu cầu bổ sung", "Supplement request"),
        PacketKind.SupplementReply => new("Bổ sung giấy tờ", "Supplement"),
        PacketKind.FeeNotice => new("Thông báo phí, lệ phí", "Fee notice"),
        PacketKind.Payment => new("Thanh toán", "Payment"),
        PacketKind.Result => new("Kết quả", "Result"),
        PacketKind.Withdrawal => new("Rút hồ sơ", "Withdrawal"),
        PacketKind.Correction => new("Bản sửa hồ sơ", "Correction"),
        PacketKind.Document => new("Văn bản điện tử", "Electronic document"),
        PacketKind.DocumentStatus => new("Trạng thái văn bản", "Document status"),
        PacketKind.DeliveryStatus => new("Trục báo tình trạng gửi", "Delivery status"),
        PacketKind.Fault => new("Trục báo lỗi", "Fault"),
        PacketKind.Reconciliation => new("Trục đề nghị đối chiếu biên nhận", "Receipts to compare"),
        _ => Raw(kind.ToString()),
    };

    public static Text Of(IdentifierScheme scheme) => scheme switch
    {
        IdentifierScheme.Local => new("Mã hồ sơ một cửa", "One-stop number"),
        IdentifierScheme.National => new("Mã Cổng dịch vụ công quốc gia", "National portal number"),
        IdentifierScheme.InterLinked => new("Mã hồ sơ liên thông", "Inter-linked number"),
        IdentifierScheme.Receipt => new("Số biên nhận", "Receipt number"),
        IdentifierScheme.Other => new("Mã khác", "Other number"),
        _ => Raw(scheme.ToString()),
    };

    public static Text Of(Verdict verdict) => verdict switch
    {
        Verdict.Confirmed => new("đúng", "confirmed"),
        Verdict.Contradicted => new("không khớp", "contradicted"),
        Verdict.NotFound => new("không có trong cơ sở dữ liệu", "not found"),
        Verdict.NotAsked => new("không có số để kiểm tra", "nothing to ask about"),
        Verdict.Unavailable => new("không hỏi được kịp thời, cho đi tiếp", "could not be asked in time; went on"),
        _ => Raw(verdict.ToString()),
    };

    public static Text OfOutcome(string outcome) => outcome switch
    {
        "accepted" => new("Đối tác đã nhận", "Accepted"),
        "deferred" => new("Chưa gửi được, sẽ gửi lại", "Not now; again later"),
        "rejected" => new("Đối tác từ chối", "Rejected"),
        "unknown" => new("Đã gửi, không rõ kết quả", "Sent, outcome unknown"),
        "arrived" => new("Hỏi lại: đã tới", "Asked: it arrived"),
        "absent" => new("Hỏi lại: chưa tới", "Asked: it did not arrive"),
        "cannot-tell" => new("Hỏi lại: không rõ", "Asked: cannot tell"),
        "released" => new("Nhường lượt, chưa gửi", "Released before sending"),
        "lost" => new("Máy dừng giữa chừng", "The node stopped in the middle"),
        "unacknowledged" => new("Đối tác đã lấy, chưa xác nhận", "Fetched, not acknowledged"),
        "shadow" => new("Chạy thử, không gửi", "Shadow run, not sent"),
        _ => Raw(outcome),
    };

    public static Text OfVerdict(string verdict) => verdict switch
    {
        "applied" => new("đã cập nhật trạng thái", "status applied"),
        "repeat" => new("trạng thái lặp lại", "status repeated"),
        "jump" => new("nhảy bước, vẫn cập nhật", "steps were skipped; applied"),
        "late" => new("đến muộn, trạng thái giữ nguyên", "late; status kept"),
        "quarantined" => new("giữ lại: hồ sơ đã kết thúc", "held: the dossier is closed"),
        _ => Raw(verdict),
    };

    private static Text Raw(string name) => new(name, name);
}

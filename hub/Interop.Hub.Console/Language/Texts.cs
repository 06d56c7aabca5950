namespace Interop.Hub.Console.Language;

/// <summary>The texts of the pages' furniture. Names of states stand in <see cref="StateTexts"/>, faults in <see cref="FaultTexts"/>.</summary>
internal static class Texts
{
    public static readonly Text Product = new("Trục liên thông hồ sơ", "Dossier hub");
    public static readonly Text SkipToContent = new("Tới nội dung chính", "Skip to content");
    public static readonly Text Dossiers = new("Hồ sơ", "Dossiers");
    public static readonly Text OtherLanguage = new("English", "Tiếng Việt");
    public static readonly Text Refresh = new("Làm mới", "Refresh");
    public static readonly Text AsOf = new("Số liệu lúc", "As of");
    public static readonly Text TimeZone = new("Giờ Việt Nam (UTC+07:00).", "Times are Vietnam time (UTC+07:00).");

    public static readonly Text SearchLabel = new("Tìm hồ sơ theo bất kỳ mã số nào", "Find a dossier by any of its numbers");
    public static readonly Text SearchHint = new("Mã hồ sơ một cửa, mã Cổng quốc gia, mã liên thông, số biên nhận …", "One-stop number, national portal number, inter-linked number, receipt number …");
    public static readonly Text Search = new("Tìm", "Search");
    public static readonly Text SearchAll = new("Xem tất cả hồ sơ", "Show all dossiers");
    public static readonly Text SearchFound = new("Kết quả tìm kiếm", "Search results");
    public static readonly Text SearchNone = new("Không có hồ sơ nào mang mã số này. Hãy kiểm tra lại từng ký tự; hồ sơ có thể chưa được hệ thống một cửa gửi sang.", "No dossier carries this number. Check it character by character; the one-stop system may not have sent it yet.");
    public static readonly Text SearchMany = new("Chỉ hiện 20 hồ sơ mới nhất. Hãy nhập mã đầy đủ hơn.", "Only the newest 20 are shown. Enter more of the number.");

    public static readonly Text Destinations = new("Các hệ thống đích", "Destinations");
    public static readonly Text NoDestinations = new("Chưa có hệ thống đích nào.", "There are no destinations yet.");
    public static readonly Text Since = new("từ", "since");
    public static readonly Text OldestDue = new("Lâu nhất, đến hạn gửi lúc", "Oldest was due at");
    public static readonly Text TriesAgainAfter = new("Thử lại sau", "Tries again after");
    public static readonly Text LastRepeats = new("(lặp lại mốc cuối), trong tối đa", "(the last repeats), for at most");
    public static readonly Text OutOfHours = new("Ngoài giờ phục vụ của hệ thống đích; gửi tiếp từ lúc", "Outside the destination's service hours; goes on at");
    public static readonly Text NothingWaiting = new("Không có hồ sơ nào chờ.", "Nothing is waiting.");
    public static readonly Text Next = new("Thử lại lúc", "Next try at");

    public static readonly Text Newest = new("Hồ sơ mới thay đổi", "Dossiers, last changed first");
    public static readonly Text NoDossiers = new("Chưa có hồ sơ nào. Hồ sơ đầu tiên sẽ hiện ở đây ngay khi hệ thống một cửa gửi sang.", "No dossier yet. The first one shows here as soon as the one-stop system sends it.");
    public static readonly Text Number = new("Mã hồ sơ", "Number");
    public static readonly Text Procedure = new("Thủ tục", "Procedure");
    public static readonly Text ReceivingUnit = new("Nơi tiếp nhận", "Received by");
    public static readonly Text CompetentUnit = new("Cơ quan giải quyết", "Decided by");
    public static readonly Text Status = new("Trạng thái", "Status");
    public static readonly Text Sending = new("Liên thông", "Delivery");
    public static readonly Text Changed = new("Thay đổi", "Changed");
    public static readonly Text AllSent = new("đã gửi hết", "all sent");
    public static readonly Text OpenCount = new("đang chờ gửi", "to be sent");
    public static readonly Text StuckCount = new("cần xử lý", "need a person");
    public static readonly Text Pages = new("Các trang", "Pages");
    public static readonly Text Page = new("Trang", "Page");
    public static readonly Text Newer = new("Mới hơn", "Newer");
    public static readonly Text Older = new("Cũ hơn", "Older");

    public static readonly Text Dossier = new("Hồ sơ", "Dossier");
    public static readonly Text Received = new("Tiếp nhận", "Received");
    public static readonly Text Due = new("Hẹn trả", "Due");
    public static readonly Text Overdue = new("quá hạn", "overdue");
    public static readonly Text SubmittedBy = new("Hệ thống gửi", "Sent by");
    public static readonly Text Parties = new("Các bên liên quan", "Parties");
    public static readonly Text NeedsAct = new("Cần xử lý", "Needs a person");
    public static readonly Text States = new("Tình trạng", "State");
    public static readonly Text AxisBusiness = new("Nghiệp vụ", "Business");
    public static readonly Text AxisFinancial = new("Nghĩa vụ tài chính", "Payment");
    public static readonly Text AxisResult = new("Trả kết quả", "Result");
    public static readonly Text AxisSync = new("Đồng bộ với từng hệ thống", "In step with each system");
    public static readonly Text NotStated = new("chưa có", "not stated");
    public static readonly Text Identifiers = new("Các mã số", "Numbers");
    public static readonly Text Issuer = new("Nơi cấp", "Issued by");
    public static readonly Text Scheme = new("Loại mã", "Kind of number");
    public static readonly Text Timeline = new("Hành trình", "Journey");
    public static readonly Text TimelineHint = new("Mỗi gói tin và từng lần gửi, theo thứ tự tiếp nhận. Thanh ngang là thời gian: nhạt là chờ, đậm là đang gửi.", "Each packet and each attempt, in order of acceptance. The bar is time: light is waiting, dark is sending.");
    public static readonly Text Scale = new("Thanh thời gian kéo dài từ", "The bars run from");
    public static readonly Text To = new("đến", "to");
    public static readonly Text Now = new("hiện tại", "now");
    public static readonly Text From = new("từ", "from");
    public static readonly Text HappenedAt = new("Xảy ra", "Happened");
    public static readonly Text AcceptedAt = new("Trục nhận", "Accepted");
    public static readonly Text ErasedTitle = new("Hồ sơ đã được xoá nội dung", "This dossier was erased");
    public static readonly Text ErasedAt = new("Xoá lúc", "Erased at");
    public static readonly Text ErasedBy = new("theo lệnh của", "ordered by");
    public static readonly Text ErasedText = new("Nội dung, tệp và lời của đối tác đã bị huỷ vĩnh viễn. Mã số, biên nhận, thời gian và bằng chứng còn lại; trục không nhận thêm gói tin nào của hồ sơ này.", "Contents, files and partners' words are gone for good. Numbers, receipts, times and evidence remain; the hub takes nothing more for this dossier.");
    public static readonly Text ContentPurged = new("Nội dung đã được dọn theo thời hạn lưu giữ lúc", "The content was purged when its time had come, at");
    public static readonly Text ContentErased = new("Nội dung đã bị xoá cùng hồ sơ lúc", "The content was erased with the dossier at");
    public static readonly Text ContentRemains = new("Biên nhận và lịch sử gửi vẫn còn.", "Its receipt and its deliveries remain.");
    public static readonly Text NoDeliveries = new("Gói tin này không phải chuyển tiếp tới hệ thống nào.", "This packet goes to no other system.");
    public static readonly Text Waited = new("chờ", "waited");
    public static readonly Text After = new("sau", "after");
    public static readonly Text NextAttempt = new("gửi lại lúc", "again at");
    public static readonly Text AnswerDue = new("Hạn đối tác trả lời", "Answer due");
    public static readonly Text AnswerLate = new("đã nhận nhưng im lặng", "delivered, silent");
    public static readonly Text PartnerReference = new("Mã giao dịch của đối tác", "Partner's reference");
    public static readonly Text Attempts = new("Các lần gửi", "Attempts");
    public static readonly Text NoAttempts = new("Chưa gửi lần nào.", "Not sent yet.");
    public static readonly Text Time = new("Thời điểm", "Time");
    public static readonly Text Took = new("Mất", "Took");
    public static readonly Text Outcome = new("Kết quả", "Outcome");
    public static readonly Text Trace = new("Mã vết", "Trace id");
    public static readonly Text Node = new("Máy", "Node");
    public static readonly Text LateEvidence = new("đến muộn, chỉ lưu làm bằng chứng", "late, kept as evidence only");
    public static readonly Text Responsible = new("Bên phải xử lý", "Who must act");
    public static readonly Text WhatToDo = new("Cách xử lý", "What to do");
    public static readonly Text Detail = new("Chi tiết kỹ thuật", "Technical detail");
    public static readonly Text PartnerCode = new("mã lỗi của đối tác", "partner's code");
    public static readonly Text Documents = new("Tệp đính kèm", "Files");
    public static readonly Text MaskedName = new("tên tệp được che", "file name masked");
    public static readonly Text Warnings = new("Điểm đáng ngờ khi tiếp nhận", "Doubts at acceptance");
    public static readonly Text Findings = new("Kết quả kiểm tra", "Findings");

    public static readonly Text HeldTitle = new("Trục đang tạm giữ sau khi khôi phục", "The hub is held after a restore");
    public static readonly Text HeldText = new("Trục không nhận và không gửi gì cho đến khi người vận hành cho chạy tiếp. Không hồ sơ nào mất thêm trong lúc này.", "Nothing is taken and nothing is sent until an operator releases it. Nothing more is lost meanwhile.");
    public static readonly Text HeldLost = new("Có thể thiếu các biên nhận từ", "Receipts may be missing since");
    public static readonly Text HeldDoubted = new("Số lần gửi phải hỏi lại đối tác:", "Deliveries to be asked about:");
    public static readonly Text HeldRelease = new("Khi đã kiểm tra xong, cho trục chạy tiếp: POST /api/v1/operator/recovery/release.", "When all is checked, release it: POST /api/v1/operator/recovery/release.");
    public static readonly Text HeldUnfinished = new("Lệnh khai báo bị ngắt giữa chừng: dừng trục, chạy lại lệnh ledger restored, rồi khởi động.", "The statement was cut short: stop the hub, run ledger restored again, and start it.");
    public static readonly Text HeldState = new("Nếu sổ cái vừa được khôi phục từ bản sao lưu: dừng trục và chạy lệnh ledger restored. Nếu không, hãy tìm nguyên nhân bằng lệnh ledger verify.", "When the ledger was restored from a backup: stop the hub and run ledger restored. Else find the cause with ledger verify.");

    public static readonly Text NotFoundTitle = new("Không tìm thấy", "Not found");
    public static readonly Text NotFoundText = new("Không có hồ sơ nào ở địa chỉ này. Hãy tìm lại theo mã số.", "There is no dossier at this address. Search for it by number.");
    public static readonly Text BusyTitle = new("Chưa đọc được sổ cái", "The ledger cannot be read now");
    public static readonly Text BusyText = new("Trục vẫn nhận và gửi hồ sơ; chỉ trang theo dõi tạm thời chưa có số liệu. Hãy thử lại sau ít giây.", "The hub goes on accepting and sending; only this page has no figures now. Try again in a few seconds.");
}

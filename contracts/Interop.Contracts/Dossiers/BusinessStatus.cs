namespace Interop.Contracts.Dossiers;

/// <summary>
/// Business status of a dossier (trạng thái hồ sơ), the ten codes of the national portal. Source: the national
/// portal, three independent places (contracts/README.md, MC). Code list: <c>business-status.csv</c>.
/// </summary>
public enum BusinessStatus
{
    /// <summary>1 Mới đăng ký.</summary>
    Registered = 1,

    /// <summary>2 Được tiếp nhận.</summary>
    Received = 2,

    /// <summary>3 Không được tiếp nhận (terminal).</summary>
    Refused = 3,

    /// <summary>4 Đang xử lý.</summary>
    Processing = 4,

    /// <summary>5 Yêu cầu bổ sung giấy tờ.</summary>
    SupplementRequested = 5,

    /// <summary>6 Yêu cầu thực hiện nghĩa vụ tài chính.</summary>
    PaymentRequested = 6,

    /// <summary>7 Công dân yêu cầu rút hồ sơ (terminal).</summary>
    Withdrawn = 7,

    /// <summary>8 Dừng xử lý (terminal, but for a recorded correction back to 4).</summary>
    Stopped = 8,

    /// <summary>9 Đã xử lý xong.</summary>
    Finished = 9,

    /// <summary>10 Đã trả kết quả (terminal).</summary>
    Returned = 10,
}

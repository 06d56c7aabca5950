namespace Interop.Contracts.Dossiers;

/// <summary>How the dossier came in (KenhThucHien). Code list <c>channel.csv</c>.</summary>
public enum Channel
{
    /// <summary>1 Trực tiếp.</summary>
    InPerson = 1,

    /// <summary>2 Trực tuyến.</summary>
    Online = 2,

    /// <summary>3 Bưu chính công ích.</summary>
    Post = 3,
}

/// <summary>How the result is returned (HinhThuc). Code list <c>return-method.csv</c>.</summary>
public enum ReturnMethod
{
    /// <summary>0 Trực tiếp.</summary>
    InPerson = 0,

    /// <summary>1 Bưu điện.</summary>
    Post = 1,
}

/// <summary>What the owner is (LoaiDoiTuong of the national portal; iGate's differs and is mapped by its adapter). Code list <c>party-type.csv</c>.</summary>
public enum PartyType
{
    /// <summary>1 Công dân.</summary>
    Citizen = 1,

    /// <summary>2 Doanh nghiệp.</summary>
    Enterprise = 2,

    /// <summary>3 Cơ quan nhà nước.</summary>
    StateBody = 3,

    /// <summary>4 Tổ chức/khác.</summary>
    Other = 4,
}

/// <summary>Kind of fee (LoaiPhiLePhi). Code list <c>fee-kind.csv</c>.</summary>
public enum FeeKind
{
    /// <summary>1 Phí.</summary>
    Fee = 1,

    /// <summary>2 Lệ phí.</summary>
    Charge = 2,
}

/// <summary>When a fee is collected (HinhThucThu as iGate knows it). Code list <c>collection-time.csv</c>.</summary>
public enum CollectionTime
{
    /// <summary>1 Khi tiếp nhận.</summary>
    AtReception = 1,

    /// <summary>2 Khi bổ sung.</summary>
    AtSupplement = 2,

    /// <summary>4 Khi trả kết quả.</summary>
    AtReturn = 4,
}

/// <summary>Kind of copy (LoaiBan as iGate knows it). Code list <c>copy-kind.csv</c>.</summary>
public enum CopyKind
{
    /// <summary>0 Bản chính.</summary>
    Original = 0,

    /// <summary>1 Bản sao.</summary>
    Copy = 1,

    /// <summary>2 Điện tử.</summary>
    Electronic = 2,
}

/// <summary>Online payment offered (DuocThanhToanTrucTuyen). Code list <c>online-payment.csv</c>.</summary>
public enum OnlinePayment
{
    /// <summary>1 Qua nền tảng DVCQG.</summary>
    NationalPlatform = 1,

    /// <summary>2 Qua cổng bộ/tỉnh.</summary>
    OwnPortal = 2,

    /// <summary>3 Không.</summary>
    No = 3,
}

/// <summary>State of a payment, the financial axis of a dossier.</summary>
public enum FinancialStatus
{
    /// <summary>Nothing is due.</summary>
    None = 0,

    /// <summary>A fee notice was sent and is not paid.</summary>
    Due = 1,

    /// <summary>Paid.</summary>
    Paid = 2,

    /// <summary>A payment was tried and failed.</summary>
    Failed = 3,

    /// <summary>Paid back.</summary>
    Refunded = 4,
}

/// <summary>State of the result's way to the citizen, the result-delivery axis of a dossier.</summary>
public enum ResultStatus
{
    /// <summary>There is no result yet.</summary>
    None = 0,

    /// <summary>The result is at the one-stop.</summary>
    Ready = 1,

    /// <summary>The citizen has it.</summary>
    Handed = 2,
}

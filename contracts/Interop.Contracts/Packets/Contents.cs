using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Faults;
using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Packets;

/// <summary>Content of <see cref="PacketKind.Submission"/>.</summary>
public sealed record Submission : PacketContent
{
    /// <summary>The whole dossier.</summary>
    public required Dossier Dossier { get; init; }
}

/// <summary>Content of <see cref="PacketKind.Correction"/>.</summary>
public sealed record Correction : PacketContent
{
    /// <summary>The packet id (the sender's) of the rejected submission.</summary>
    public required string Corrects { get; init; }

    /// <summary>Why, 1 to 2000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>The whole corrected dossier.</summary>
    public required Dossier Dossier { get; init; }
}

/// <summary>One processing step (CapNhatTienDoHoSoMC item).</summary>
public sealed record ProcessingStep
{
    /// <summary>The event's own id at its source. Null: its time and content identify it. 1 to 128 characters.</summary>
    public string? Id { get; init; }

    /// <summary>NguoiXuLy, as received. Null: not stated; none is invented. 1 to 255 characters.</summary>
    public string? Handler { get; init; }

    /// <summary>ChucDanh. 1 to 255 characters.</summary>
    public string? Title { get; init; }

    /// <summary>PhongBanXuLy. 1 to 500 characters.</summary>
    public string? Unit { get; init; }

    /// <summary>ThoiDiemXuLy: when the step happened. Order is judged by this.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>NoiDungXuLy, 1 to 4000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>TrangThai after the step.</summary>
    public required BusinessStatus Status { get; init; }

    /// <summary>NgayBatDau.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>NgayKetThucTheoQuyDinh.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Content of <see cref="PacketKind.Progress"/>: steps in order of time.</summary>
public sealed record Progress : PacketContent
{
    /// <summary>1 to 100 steps.</summary>
    public required IReadOnlyList<ProcessingStep> Steps { get; init; }
}

/// <summary>A paper asked for.</summary>
public sealed record RequestedPaper
{
    /// <summary>MaThanhPhanHoSo. Null: not in the procedure's list. 1 to 64 characters.</summary>
    public string? Code { get; init; }

    /// <summary>TenGiayTo. 1 to 2000 characters.</summary>
    public required string Name { get; init; }

    /// <summary>SoLuong. 0 to 1000.</summary>
    public int? Quantity { get; init; }
}

/// <summary>Content of <see cref="PacketKind.SupplementRequest"/> (DanhSachHoSoBoSung item).</summary>
public sealed record SupplementRequest : PacketContent
{
    /// <summary>HoSoBoSungId: the request's id at its source. 1 to 128 characters.</summary>
    public required string Id { get; init; }

    /// <summary>NguoiYeuCauBoSung. 1 to 255 characters.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>NoiDungBoSung, 1 to 4000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>NgayBoSung.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>hanBoSungHoSo. Null: none given.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>DanhSachGiayToBoSung, 0 to 100.</summary>
    public IReadOnlyList<RequestedPaper> Papers { get; init => field = value ?? []; } = [];

    /// <summary>NgayHenTraTruoc.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>NgayHenTraMoi.</summary>
    public DateTimeOffset? DueAfter { get; init; }
}

/// <summary>Content of <see cref="PacketKind.SupplementReply"/>.</summary>
public sealed record SupplementReply : PacketContent
{
    /// <summary>The id of the request it answers. 1 to 128 characters.</summary>
    public required string RequestId { get; init; }

    /// <summary>NgayTiepNhanBoSung.</summary>
    public required DateTimeOffset SuppliedAt { get; init; }

    /// <summary>NguoiTiepNhanBoSung. 1 to 255 characters.</summary>
    public string? ReceivedBy { get; init; }

    /// <summary>ThongTinTiepNhan. Up to 4000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>The papers handed in, 0 to 200.</summary>
    public IReadOnlyList<Component> Components { get; init => field = value ?? []; } = [];

    /// <summary>NgayHenTraMoi.</summary>
    public DateTimeOffset? DueAfter { get; init; }
}

/// <summary>Content of <see cref="PacketKind.FeeNotice"/>.</summary>
public sealed record FeeNotice : PacketContent
{
    /// <summary>The notice's number at its source. 1 to 128 characters.</summary>
    public required string Reference { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>What is asked for, 1 to 100.</summary>
    public required IReadOnlyList<Fee> Fees { get; init; }

    /// <summary>When it must be paid.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The notice as a file.</summary>
    public DocumentReference? File { get; init; }
}

/// <summary>Content of <see cref="PacketKind.Payment"/>.</summary>
public sealed record Payment : PacketContent
{
    /// <summary>The payment's reference (MaThamChieu / MaGiaoDich). 1 to 128 characters.</summary>
    public required string Reference { get; init; }

    /// <summary>The fee notice it pays. Null: fees of the submission. 1 to 128 characters.</summary>
    public string? NoticeReference { get; init; }

    /// <summary>SoTien in đồng, 0 to 10^15.</summary>
    public required long Amount { get; init; }

    /// <summary>ThoiGianGD.</summary>
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The financial axis after it.</summary>
    public required FinancialStatus Status { get; init; }

    /// <summary>The receipt as a file (biên lai).</summary>
    public DocumentReference? File { get; init; }
}

/// <summary>Content of <see cref="PacketKind.Result"/>.</summary>
public sealed record Result : PacketContent
{
    /// <summary>The event's own id at its source. Null: its time and content identify it. 1 to 128 characters.</summary>
    public string? Id { get; init; }

    /// <summary>The step that ends the processing: 9 with papers, 3 or 8 with the reason, 10 when handed over.</summary>
    public required ProcessingStep Step { get; init; }

    /// <summary>The papers issued (DanhSachGiayToKetQua), 0 to 50.</summary>
    public IReadOnlyList<ResultPaper> Papers { get; init => field = value ?? []; } = [];

    /// <summary>What the ministry's register says of the result (soDinhDanh, soDangKy, quyenSo …): names and values as received, 0 to 100.</summary>
    public IReadOnlyList<ResultAttribute> Attributes { get; init => field = value ?? []; } = [];
}

/// <summary>A named value of a result.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="Value">0 to 4000 characters.</param>
public sealed record ResultAttribute(string Name, string Value);

/// <summary>Content of <see cref="PacketKind.Withdrawal"/>.</summary>
public sealed record Withdrawal : PacketContent
{
    /// <summary>Why, 1 to 2000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>When the citizen asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}

/// <summary>Content of <see cref="PacketKind.Document"/>: an electronic document (văn bản điện tử, QCVN 102:2016).</summary>
public sealed record ElectronicDocument : PacketContent
{
    /// <summary>DocumentId, opaque, such as <c>000.00.00.G22,2015/09/30,7816/VPCP-TTĐT</c>. 1 to 255 characters.</summary>
    public required string DocumentId { get; init; }

    /// <summary>BussinessDocType: 0 new, 1 thu hồi, 2 cập nhật, 3 thay thế.</summary>
    public required int BusinessType { get; init; }

    /// <summary>Code: CodeNumber/CodeNotation. 1 to 128 characters.</summary>
    public string? Notation { get; init; }

    /// <summary>Subject, 1 to 500 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>From.</summary>
    public required OrganisationCode From { get; init; }

    /// <summary>To, 1 to 200.</summary>
    public required IReadOnlyList<OrganisationCode> To { get; init; }

    /// <summary>PromulgationDate.</summary>
    public DateOnly? PromulgatedOn { get; init; }

    /// <summary>The files, 0 to 50.</summary>
    public IReadOnlyList<DocumentReference> Files { get; init => field = value ?? []; } = [];
}

/// <summary>Content of <see cref="PacketKind.DocumentStatus"/>: one of 01 to 06, 13, 15, 16 (code list <c>document-status.csv</c>).</summary>
public sealed record DocumentStatus : PacketContent
{
    /// <summary>The document. 1 to 255 characters.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The receiver whose status it is.</summary>
    public required OrganisationCode Receiver { get; init; }

    /// <summary>StatusCode.</summary>
    public required string Code { get; init; }

    /// <summary>Timestamp.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Description. Up to 2000 characters.</summary>
    public string? Description { get; init; }
}

/// <summary>Content of <see cref="PacketKind.DeliveryStatus"/>: nobody retypes a dossier because nobody told them.</summary>
public sealed record DeliveryStatus : PacketContent
{
    /// <summary>The sender's id of the packet it is about.</summary>
    public required string RegardingPacketId { get; init; }

    /// <summary>The destination's code. 1 to 64 characters.</summary>
    public required string Destination { get; init; }

    /// <summary>
    /// <c>parked</c>, <c>unknown</c> or <c>silent</c>; <c>ready</c>: a fault that was told holds no longer, it goes again;
    /// <c>delivered</c>: it arrived after a fault, <c>parked</c> or <c>unknown</c> was told.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why, when a fault is behind it.</summary>
    public Fault? Fault { get; init; }
}

/// <summary>Content of <see cref="PacketKind.Fault"/>.</summary>
public sealed record FaultNotice : PacketContent
{
    /// <summary>The sender's id of the rejected packet.</summary>
    public required string RegardingPacketId { get; init; }

    /// <summary>The destination's code. 1 to 64 characters.</summary>
    public required string Destination { get; init; }

    /// <summary>When it was rejected.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was wrong, whose fault it is, and its scope.</summary>
    public required Fault Fault { get; init; }
}

/// <summary>
/// Content of <see cref="PacketKind.Reconciliation"/>: the hub's ledger was restored from a backup. Receipts given in the
/// period may be missing; ask which, and send those packets again under the same packet ids.
/// </summary>
public sealed record Reconciliation : PacketContent
{
    /// <summary>Number of the restore, from 1. 1 to 10^15.</summary>
    public required long Epoch { get; init; }

    /// <summary>Receipts before this are all there.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Receipts after this are all there.</summary>
    public required DateTimeOffset Until { get; init; }
}

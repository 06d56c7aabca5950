using Interop.Contracts.Identifiers;

namespace Interop.Contracts.Dossiers;

/// <summary>
/// The canonical dossier (hồ sơ): what a submission or a correction carries. A proposal, the union of what the sources
/// of contracts/README.md show; each field's official Vietnamese name stands in the schema.
/// </summary>
public sealed record Dossier
{
    /// <summary>The procedure asked for (TTHC).</summary>
    public required ProcedureReference Procedure { get; init; }

    /// <summary>The units involved. At least the receiving one.</summary>
    public required DossierOrganisations Organisations { get; init; }

    /// <summary>How it came in (KenhThucHien).</summary>
    public required Channel Channel { get; init; }

    /// <summary>How the result goes back (HinhThuc). Null: not stated.</summary>
    public ReturnMethod? ReturnMethod { get; init; }

    /// <summary>Whom the dossier is about (chủ hồ sơ).</summary>
    public required Party Owner { get; init; }

    /// <summary>Who handed it in, when it is not the owner (người nộp). Null: the owner did.</summary>
    public Submitter? Submitter { get; init; }

    /// <summary>One line of what it is about (TrichYeuHoSo), 1 to 1000 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The electronic form's data. Null: the procedure has none.</summary>
    public EForm? EForm { get; init; }

    /// <summary>When what happened and is due.</summary>
    public required DossierTimes Times { get; init; }

    /// <summary>The business status when it was sent.</summary>
    public required DossierStatus Status { get; init; }

    /// <summary>The papers the procedure demands (thành phần hồ sơ), 0 to 200.</summary>
    public IReadOnlyList<Component> Components { get; init => field = value ?? []; } = [];

    /// <summary>Papers beside the demanded ones (DanhSachTepDinhKemKhac), 0 to 200.</summary>
    public IReadOnlyList<OtherPaper> OtherPapers { get; init => field = value ?? []; } = [];

    /// <summary>Fees (DanhSachLePhi), 0 to 100.</summary>
    public IReadOnlyList<Fee> Fees { get; init => field = value ?? []; } = [];

    /// <summary>Facts the national portal scores by. Null: not stated.</summary>
    public DossierFlags? Flags { get; init; }

    /// <summary>A note (GhiChu), up to 2000 characters. Null: none.</summary>
    public string? Note { get; init; }
}

/// <summary>A procedure as the dossier names it.</summary>
public sealed record ProcedureReference
{
    /// <summary>Mã TTHC; the suffix is kept.</summary>
    public required ProcedureCode Code { get; init; }

    /// <summary>TenTTHC, 1 to 1000 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The version in force at receipt. Null: not stated. 1 to 32 characters.</summary>
    public string? Version { get; init; }

    /// <summary>MaLinhVuc, such as <c>G15-HT02</c>. 1 to 64 characters.</summary>
    public string? FieldCode { get; init; }

    /// <summary>TenLinhVuc. 1 to 500 characters.</summary>
    public string? FieldName { get; init; }

    /// <summary>MaDVC: the online service's code. 1 to 64 characters.</summary>
    public string? ServiceCode { get; init; }
}

/// <summary>The units of a dossier; since 07/2025 it may be received in one commune and decided in another.</summary>
public sealed record DossierOrganisations
{
    /// <summary>Where it was received.</summary>
    public required OrganisationCode Receiving { get; init; }

    /// <summary>Name of the receiving unit, for people. Null: as in the organisation table. 1 to 500 characters.</summary>
    public string? ReceivingName { get; init; }

    /// <summary>A support point (điểm hỗ trợ) that took it in for the receiving unit.</summary>
    public OrganisationCode? SupportPoint { get; init; }

    /// <summary>Who is competent to decide (cơ quan có thẩm quyền). Null: the receiving unit.</summary>
    public OrganisationCode? Competent { get; init; }

    /// <summary>Who works on it (DonViXuLy). Null: the competent unit.</summary>
    public OrganisationCode? Processing { get; init; }

    /// <summary>Name of the processing unit, for people. 1 to 500 characters.</summary>
    public string? ProcessingName { get; init; }
}

/// <summary>When what happened. Instants, each with its offset as received.</summary>
public sealed record DossierTimes
{
    /// <summary>NgayNopHoSo.</summary>
    public DateTimeOffset? Submitted { get; init; }

    /// <summary>NgayTiepNhan.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>NgayHenTra.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>NgayKetThucXuLy.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>NgayTra.</summary>
    public DateTimeOffset? Returned { get; init; }

    /// <summary>NgayTuChoi.</summary>
    public DateTimeOffset? Refused { get; init; }
}

/// <summary>The business status and since when.</summary>
public sealed record DossierStatus
{
    /// <summary>TrangThaiHoSo, 1 to 10.</summary>
    public required BusinessStatus Code { get; init; }

    /// <summary>Since when. Null: not stated.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why, up to 2000 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Facts by which the national portal scores a province (QĐ 766/QĐ-TTg). Each null: not stated.</summary>
public sealed record DossierFlags
{
    /// <summary>HoSoCoThanhPhanSoHoa.</summary>
    public bool? HasDigitised { get; init; }

    /// <summary>TaiKhoanDuocXacThucVoiVNeID.</summary>
    public bool? VneidVerified { get; init; }

    /// <summary>DuocThanhToanTrucTuyen.</summary>
    public OnlinePayment? OnlinePayment { get; init; }

    /// <summary>DSKetNoiCSDL: codes of the databases consulted. The official list was not found.</summary>
    public IReadOnlyList<string> DatabaseLookups { get; init => field = value ?? []; } = [];
}

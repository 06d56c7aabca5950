using System.Globalization;
using Interop.Adapters.NationalPortal.Wire;
using Interop.Adapters.Times;
using Interop.Contracts.Documents;
using Interop.Contracts.Dossiers;
using Interop.Contracts.Identifiers;
using Interop.Contracts.Packets;

namespace Interop.Adapters.NationalPortal;

/// <summary>
/// The canonical dossier as an item of DongBoHoSoMC. Pure. What the dossier does not say goes as an empty text: no
/// value is invented, no status changed, nothing cut.
/// </summary>
internal static class NationalPortalMapping
{
    private const string TimeFormat = "yyyyMMddHHmmss";

    public static DossierItem Item(DossierView view, string filingPlace, IReadOnlyDictionary<Sha256Digest, Uri> links)
    {
        var dossier = view.Dossier;
        return new DossierItem
        {
            MaHoSo = view.Number,
            MaTTHC = dossier.Procedure.Code.Value,
            TenTTHC = dossier.Procedure.Name,
            MaLinhVuc = dossier.Procedure.FieldCode ?? string.Empty,
            TenLinhVuc = dossier.Procedure.FieldName ?? string.Empty,
            SoBienNhan = view.ReceiptNumber ?? string.Empty,
            KenhThucHien = Code((int)dossier.Channel),
            ChuHoSo = dossier.Owner.Name,
            SoGiayToChuHoSo = OwnerNumber(dossier.Owner)?.Number ?? string.Empty,
            LoaiDoiTuong = Code((int)dossier.Owner.Type),
            MaDoiTuong = dossier.Owner.TechId ?? string.Empty,
            DinhDanhCHS = [.. OwnerNumbers(dossier.Owner)],
            ThongTinKhac = string.Empty,
            Email = dossier.Owner.Email ?? string.Empty,
            Fax = dossier.Owner.Fax ?? string.Empty,
            SoDienThoai = dossier.Owner.Phone ?? string.Empty,
            TrichYeuHoSo = dossier.Subject,
            NgayNopHoSo = Time(dossier.Times.Submitted),
            NgayTiepNhan = Time(dossier.Times.Received),
            NgayHenTra = Time(view.Due),
            TrangThaiHoSo = Code((int)view.Status),
            NgayTra = Time(view.Returned),
            ThongTinTra = string.Empty,
            HinhThuc = Code((int?)dossier.ReturnMethod),
            NgayKetThucXuLy = Time(view.Finished),
            NgayTuChoi = Time(view.Refused),
            DonViXuLy = ProcessingUnit(dossier.Organisations),
            NoiNopHoSo = filingPlace,
            GhiChu = dossier.Note ?? string.Empty,
            HoSoCoThanhPhanSoHoa = Flag(dossier.Flags?.HasDigitised),
            TaiKhoanDuocXacThucVoiVNeID = Flag(dossier.Flags?.VneidVerified),
            DuocThanhToanTrucTuyen = Code((int?)dossier.Flags?.OnlinePayment),
            TaiLieuNop = [.. dossier.Components.Concat(view.AddedComponents).SelectMany(c => Files(c, links)), .. dossier.OtherPapers.SelectMany(p => Files(p, links))],
            DanhSachLePhi = [.. dossier.Fees.Select(Fee)],
            DanhSachTepDinhKemKhac = [.. dossier.OtherPapers.Select(p => new OtherPaperItem(p.Name, p.Quantity, (int?)p.CopyKind))],
            DanhSachHoSoBoSung = view.Supplement is null ? [] : [view.Supplement],


            // Rows of this list are files; a paper that exists on paper only is told by the step's words.
            DanhSachGiayToKetQua = [.. view.ResultPapers.Where(p => p.File is not null).Select(p => ResultPaper(p, p.File!, links))],
            DSKetNoiCSDL = [.. (dossier.Flags?.DatabaseLookups ?? []).Select(code => new ConsultedDatabaseItem(code))],
        };
    }

    public static ProgressItem Step(string number, ProcessingStep step) => new()
    {
        MaHoSo = number,
        NguoiXuLy = step.Handler ?? string.Empty,
        ChucDanh = step.Title ?? string.Empty,
        ThoiDiemXuLy = Time(step.At),
        PhongBanXuLy = step.Unit ?? string.Empty,
        NoiDungXuLy = step.Content,
        TrangThai = Code((int)step.Status),
        NgayBatDau = Time(step.StartedAt),
        NgayKetThucTheoQuyDinh = Time(step.DueAt),
    };

    public static SupplementItem Supplement(SupplementRequest request) => new()
    {
        HoSoBoSungId = request.Id,
        NguoiYeuCauBoSung = request.RequestedBy ?? string.Empty,
        NoiDungBoSung = request.Content,
        NgayBoSung = Time(request.RequestedAt),
        NguoiTiepNhanBoSung = string.Empty,
        ThongTinTiepNhan = string.Empty,
        NgayTiepNhanBoSung = string.Empty,
        TrangThaiBoSung = string.Empty,
        DanhSachGiayToBoSung = [.. request.Papers.Select(p => new OtherPaperItem(p.Name, p.Quantity, null))],
        DanhSachLePhiBoSung = [],
        NgayHenTraTruoc = Time(request.DueBefore),
        NgayHenTraMoi = Time(request.DueAfter),
    };

    public static SupplementItem Supplement(SupplementReply reply) => new()
    {
        HoSoBoSungId = reply.RequestId,
        NguoiYeuCauBoSung = string.Empty,
        NoiDungBoSung = string.Empty,
        NgayBoSung = string.Empty,
        NguoiTiepNhanBoSung = reply.ReceivedBy ?? string.Empty,
        ThongTinTiepNhan = reply.Note ?? string.Empty,
        NgayTiepNhanBoSung = Time(reply.SuppliedAt),
        TrangThaiBoSung = string.Empty,
        DanhSachGiayToBoSung = [.. reply.Components.Select(c => new OtherPaperItem(c.Name, c.Quantity, (int?)c.CopyKind))],
        DanhSachLePhiBoSung = [],
        NgayHenTraTruoc = string.Empty,
        NgayHenTraMoi = Time(reply.DueAfter),
    };

    public static string Time(DateTimeOffset? instant) => instant is { } at ? PartnerTime.Format(at, TimeFormat) : string.Empty;

    private static string Code(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Flag(bool? value) => value switch { true => "1", false => "0", null => string.Empty };

    // The portal's list of number types has two entries; a passport has no place in it but the plain number field.
    private static IEnumerable<OwnerNumberItem> OwnerNumbers(Party owner) =>
        owner.Numbers
            .Where(n => n.Type is PersonNumberType.CitizenNumber or PersonNumberType.OldIdentityCard)
            .Select(n => new OwnerNumberItem(Code((int)n.Type), n.Number));

    private static PersonNumber? OwnerNumber(Party owner) => owner.Numbers.OrderBy(n => n.Type).FirstOrDefault();

    private static string ProcessingUnit(DossierOrganisations units) =>
        units switch
        {
            { ProcessingName: { } name } => name,
            { Processing: { } code } => code.Value,
            { Competent: { } code } => code.Value,
            _ => units.ReceivingName ?? units.Receiving.Value,
        };

    private static IEnumerable<SubmittedFileItem> Files(Component component, IReadOnlyDictionary<Sha256Digest, Uri> links) =>
        component.Files.Select(file => new SubmittedFileItem
        {
            TepDinhKemId = FileId(file),
            TenTepDinhKem = file.Name,
            IsDeleted = "False",
            MaThanhPhanHoSo = component.Code,
            DuongDanTaiTepTin = links[file.Sha256].AbsoluteUri,
            DuocSoHoa = Flag(component.Digitised),
            DuocTaiSuDung = Flag(component.Reused),
            DuocLayTuKhoDMQG = Flag(component.FromNationalStore),
            MaKetQuaThayThe = component.ReplacedByResult ?? string.Empty,
        });

    // DanhSachTepDinhKemKhac has no place for a file's address, so its files go with the others, under no component.
    private static IEnumerable<SubmittedFileItem> Files(OtherPaper paper, IReadOnlyDictionary<Sha256Digest, Uri> links) =>
        paper.Files.Select(file => new SubmittedFileItem
        {
            TepDinhKemId = FileId(file),
            TenTepDinhKem = file.Name,
            IsDeleted = "False",
            MaThanhPhanHoSo = string.Empty,
            DuongDanTaiTepTin = links[file.Sha256].AbsoluteUri,
            DuocSoHoa = string.Empty,
            DuocTaiSuDung = string.Empty,
            DuocLayTuKhoDMQG = string.Empty,
            MaKetQuaThayThe = string.Empty,
        });

    private static FeeItem Fee(Fee fee) => new(
        fee.Name, fee.Code, Code((int?)fee.CollectedAt), fee.Amount.ToString(CultureInfo.InvariantCulture), Code((int)fee.Kind));

    private static ResultPaperItem ResultPaper(ResultPaper paper, DocumentReference file, IReadOnlyDictionary<Sha256Digest, Uri> links) => new()
    {
        TenGiayTo = paper.Name,
        MaThanhPhanHoSo = string.Empty,
        GiayToId = FileId(file),
        DuongDanTepTinKetQua = links[file.Sha256].AbsoluteUri,
        MaGiayToKetQua = paper.Code,
    };

    // Without an id of the sender's the digest names the file: stable from attempt to attempt, and true.
    private static string FileId(DocumentReference file) => file.Id ?? file.Sha256.Value;
}

namespace Interop.Adapters.NationalPortal.Wire;

/// <summary>
/// One item of DongBoHoSoMC. Names and order as the portal's clients send them (contracts/README.md, table of sources); every scalar is a
/// text, empty when not stated.
/// </summary>
internal sealed record DossierItem
{
    public required string MaHoSo { get; init; }
    public required string MaTTHC { get; init; }
    public required string TenTTHC { get; init; }
    public required string MaLinhVuc { get; init; }
    public required string TenLinhVuc { get; init; }
    public required string SoBienNhan { get; init; }
    public required string KenhThucHien { get; init; }
    public required string ChuHoSo { get; init; }
    public required string SoGiayToChuHoSo { get; init; }
    public required string LoaiDoiTuong { get; init; }
    public required string MaDoiTuong { get; init; }
    public required IReadOnlyList<OwnerNumberItem> DinhDanhCHS { get; init; }
    public required string ThongTinKhac { get; init; }
    public required string Email { get; init; }
    public required string Fax { get; init; }
    public required string SoDienThoai { get; init; }
    public required string TrichYeuHoSo { get; init; }
    public required string NgayNopHoSo { get; init; }
    public required string NgayTiepNhan { get; init; }
    public required string NgayHenTra { get; init; }
    public required string TrangThaiHoSo { get; init; }
    public required string NgayTra { get; init; }
    public required string ThongTinTra { get; init; }
    public required string HinhThuc { get; init; }
    public required string NgayKetThucXuLy { get; init; }
    public required string NgayTuChoi { get; init; }
    public required string DonViXuLy { get; init; }
    public required string NoiNopHoSo { get; init; }
    public required string GhiChu { get; init; }
    public required string HoSoCoThanhPhanSoHoa { get; init; }
    public required string TaiKhoanDuocXacThucVoiVNeID { get; init; }
    public required string DuocThanhToanTrucTuyen { get; init; }
    public required IReadOnlyList<SubmittedFileItem> TaiLieuNop { get; init; }
    public required IReadOnlyList<FeeItem> DanhSachLePhi { get; init; }
    public required IReadOnlyList<OtherPaperItem> DanhSachTepDinhKemKhac { get; init; }
    public required IReadOnlyList<SupplementItem> DanhSachHoSoBoSung { get; init; }
    public required IReadOnlyList<ResultPaperItem> DanhSachGiayToKetQua { get; init; }
    public required IReadOnlyList<ConsultedDatabaseItem> DSKetNoiCSDL { get; init; }
}

internal sealed record OwnerNumberItem(string LoaiDinhDanh, string SoDinhDanh);

internal sealed record SubmittedFileItem
{
    public required string TepDinhKemId { get; init; }
    public required string TenTepDinhKem { get; init; }
    public required string IsDeleted { get; init; }
    public required string MaThanhPhanHoSo { get; init; }
    public required string DuongDanTaiTepTin { get; init; }
    public required string DuocSoHoa { get; init; }
    public required string DuocTaiSuDung { get; init; }
    public required string DuocLayTuKhoDMQG { get; init; }
    public required string MaKetQuaThayThe { get; init; }
}

internal sealed record FeeItem(string TenPhiLePhi, string MaPhiLePhi, string HinhThucThu, string Gia, string LoaiPhiLePhi);

/// <summary>Its two figures are numbers on the wire, unlike every other.</summary>
internal sealed record OtherPaperItem(string TenGiayTo, int? SoLuong, int? LoaiGiayTo);

internal sealed record ConsultedDatabaseItem(string MaCSDL);

internal sealed record ResultPaperItem
{
    public required string TenGiayTo { get; init; }
    public required string MaThanhPhanHoSo { get; init; }
    public required string GiayToId { get; init; }
    public required string DuongDanTepTinKetQua { get; init; }
    public required string MaGiayToKetQua { get; init; }
}

internal sealed record SupplementItem
{
    public required string HoSoBoSungId { get; init; }
    public required string NguoiYeuCauBoSung { get; init; }
    public required string NoiDungBoSung { get; init; }
    public required string NgayBoSung { get; init; }
    public required string NguoiTiepNhanBoSung { get; init; }
    public required string ThongTinTiepNhan { get; init; }
    public required string NgayTiepNhanBoSung { get; init; }
    public required string TrangThaiBoSung { get; init; }
    public required IReadOnlyList<OtherPaperItem> DanhSachGiayToBoSung { get; init; }
    public required IReadOnlyList<FeeItem> DanhSachLePhiBoSung { get; init; }
    public required string NgayHenTraTruoc { get; init; }
    public required string NgayHenTraMoi { get; init; }
}

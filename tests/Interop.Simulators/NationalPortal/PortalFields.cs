using static Interop.Simulators.NationalPortal.PortalField;

namespace Interop.Simulators.NationalPortal;

/// <summary>
/// The fields of the three services that write. Base names of one-stop vendors' clients, extensions of 2023 and later;
/// which are required was not found: the least that a dossier cannot do without.
/// </summary>
internal static class PortalFields
{
    private static readonly string[] s_statuses = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];
    private static readonly string[] s_flag = ["0", "1"];

    private static readonly PortalField[] s_fee =
        [Free("TenPhiLePhi"), Free("MaPhiLePhi"), Free("HinhThucThu"), Free("Gia"), Code("LoaiPhiLePhi", false, "1", "2")];

    private static readonly PortalField[] s_otherPaper = [Free("TenGiayTo", 2000), Free("SoLuong"), Free("LoaiGiayTo")];

    public static readonly PortalField[] Dossier =
    [
        Must("MaHoSo", 100), Must("MaTTHC", 100), Free("TenTTHC"), Free("MaLinhVuc"), Free("TenLinhVuc"), Free("SoBienNhan"),
        Code("KenhThucHien", false, "1", "2", "3"), Must("ChuHoSo"), Free("SoGiayToChuHoSo"), Code("LoaiDoiTuong", true, "1", "2", "3", "4"),
        Free("MaDoiTuong"), List("DinhDanhCHS", Code("LoaiDinhDanh", true, "1", "2"), Must("SoDinhDanh")),
        Free("ThongTinKhac"), Free("Email"), Free("Fax"), Free("SoDienThoai"), Free("TrichYeuHoSo", 1000),
        Instant("NgayNopHoSo"), Instant("NgayTiepNhan"), Instant("NgayHenTra"), Code("TrangThaiHoSo", true, s_statuses),
        Instant("NgayTra"), Free("ThongTinTra"), Code("HinhThuc", false, "0", "1"), Instant("NgayKetThucXuLy"), Instant("NgayTuChoi"),
        Free("DonViXuLy"), Code("NoiNopHoSo", false, "1", "2"), Free("GhiChu", 2000), Code("HoSoCoThanhPhanSoHoa", false, s_flag),
        Code("TaiKhoanDuocXacThucVoiVNeID", false, s_flag), Code("DuocThanhToanTrucTuyen", false, "1", "2", "3"),
        List(
            "TaiLieuNop",
            Must("TepDinhKemId"), Must("TenTepDinhKem", 4000), Code("IsDeleted", false, "True", "False"), Free("MaThanhPhanHoSo"), Must("DuongDanTaiTepTin"),
            Code("DuocSoHoa", false, s_flag), Code("DuocTaiSuDung", false, s_flag), Code("DuocLayTuKhoDMQG", false, s_flag), Free("MaKetQuaThayThe")),
        List("DanhSachLePhi", s_fee),
        List("DanhSachTepDinhKemKhac", s_otherPaper),
        List(
            "DanhSachHoSoBoSung",
            Free("HoSoBoSungId"), Free("NguoiYeuCauBoSung"), Free("NoiDungBoSung"), Instant("NgayBoSung"), Free("NguoiTiepNhanBoSung"),
            Free("ThongTinTiepNhan"), Instant("NgayTiepNhanBoSung"), Free("TrangThaiBoSung"), List("DanhSachGiayToBoSung", s_otherPaper),
            List("DanhSachLePhiBoSung", s_fee), Instant("NgayHenTraTruoc"), Instant("NgayHenTraMoi")),
        List("DanhSachGiayToKetQua", Must("TenGiayTo"), Free("MaThanhPhanHoSo"), Free("GiayToId"), Must("DuongDanTepTinKetQua"), Free("MaGiayToKetQua")),
        List("DSKetNoiCSDL", Must("MaCSDL")),
    ];

    public static readonly PortalField[] Step =
    [
        Must("MaHoSo", 100), Free("NguoiXuLy", 50), Free("ChucDanh"), Instant("ThoiDiemXuLy", required: true), Free("PhongBanXuLy"),
        Must("NoiDungXuLy"), Code("TrangThai", true, s_statuses), Instant("NgayBatDau"), Instant("NgayKetThucTheoQuyDinh"),
    ];

    public static readonly PortalField[] State =
    [
        Must("MaHoSo", 100), Must("MaHoSoDonVi", 100), Free("MaDoiTuong"), Must("NoiDung"), Instant("NgayXuLy", required: true),
        Code("TrangThai", true, s_statuses), List("TaiLieuXuLy", Free("TepDinhKemId"), Free("TenTepDinhKem"), Free("DuongDanTaiTepTin")),
    ];
}

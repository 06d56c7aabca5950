namespace Interop.Adapters.NationalPortal.Wire;

/// <summary>One item of CapNhatTienDoHoSoMC (contracts/README.md, table of sources).</summary>
internal sealed record ProgressItem
{
    public required string MaHoSo { get; init; }
    public required string NguoiXuLy { get; init; }
    public required string ChucDanh { get; init; }
    public required string ThoiDiemXuLy { get; init; }
    public required string PhongBanXuLy { get; init; }
    public required string NoiDungXuLy { get; init; }
    public required string TrangThai { get; init; }
    public required string NgayBatDau { get; init; }
    public required string NgayKetThucTheoQuyDinh { get; init; }
}

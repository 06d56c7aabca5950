using System.Xml.Linq;

namespace Interop.Foreign.Tests.Ministry;

/// <summary>What our client says to a ministry, by its contract in <c>Data/</c>.</summary>
/// <param name="Contract">The contract's name.</param>
/// <param name="Action">The operation's.</param>
/// <param name="Body">The Body's child.</param>
internal sealed record Call(string Contract, string Action, XElement Body)
{
    public static readonly XNamespace CivilStatus = "urn:tinh-mau:ho-tich:1";
    public static readonly XNamespace JudicialRecord = "urn:tinh-mau:ly-lich:1";

    public static readonly byte[] File = [0x25, 0x50, 0x44, 0x46, 0x00, 0x01, 0xFF];

    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    public IReadOnlyList<XElement> Headers { get; init; } = [];

    /// <summary>document/literal, wrapped.</summary>
    public static Call Register(string dossier = "D-1", string name = "Nguyễn Thị <Mẫu> & con") => new("ho-tich", $"{CivilStatus}/DangKyKhaiSinh", new XElement(
        CivilStatus + "DangKyKhaiSinh",
        new XElement(CivilStatus + "maHoSo", dossier),
        new XElement(CivilStatus + "hoTen", name),
        new XElement(CivilStatus + "ngaySinh", "2024-05-30"),
        new XElement(CivilStatus + "thoiDiemNop", "2024-06-03T10:00:00+07:00"),
        new XElement(CivilStatus + "lePhi", "15000.50"),
        new XElement(CivilStatus + "ghiChu", new XAttribute(Xsi + "nil", "true")),
        new XElement(
            CivilStatus + "giayTo",
            new XElement(CivilStatus + "ten", "Giấy chứng sinh"),
            new XElement(CivilStatus + "soBan", "2"),
            new XElement(CivilStatus + "tep", Convert.ToBase64String(File))),
        new XElement(CivilStatus + "giayTo", new XElement(CivilStatus + "ten", "Khác"))));

    /// <summary>rpc/literal: the operation's name around its parts, which stand in no namespace (WS-I BP 1.1, R2735).</summary>
    public static Call Issue(string dossier = "D-1") => new("ly-lich", $"{JudicialRecord}/CapPhieu", new XElement(
        JudicialRecord + "CapPhieu",
        new XElement("maHoSo", dossier),
        new XElement("lePhi", "200000.50"),
        new XElement("nguoiYeuCau", new XElement("hoTen", "Trần Văn Mẫu"), new XElement("ngaySinh", "1990-01-02"))));

    /// <summary>An operation that the contract does not have.</summary>
    public static Call Unknown => new("ho-tich", $"{CivilStatus}/Xoa", new XElement(CivilStatus + "Xoa"));
}

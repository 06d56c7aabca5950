using System.Globalization;
using System.Xml.Linq;
using Interop.Simulators.Hosting;
using Interop.Simulators.Soap;
using static Interop.Simulators.CivilStatus.MinistryContract;

namespace Interop.Simulators.CivilStatus;

/// <summary>The ministry's answers: what went wrong in business stands in the reply, what went wrong in the call is a fault.</summary>
internal static class MinistryReplies
{
    public const string BadData = "DL01";
    public const string AlreadyThere = "HS02";
    public const string UnknownDossier = "HS04";
    public const string Closed = "HS05";

    public static Answer Done(string operation) =>
        SoapText.Reply(new XElement(Namespace + (operation + "Response"), Verdict("1", "Thành công", "", "")));

    public static Answer Refused(string operation, string code, string text) =>
        SoapText.Reply(new XElement(Namespace + (operation + "Response"), Verdict("0", "", code, text))) with { IsRefusal = true };

    public static Answer Told(MinistryDossier? dossier, string delivery, Certificate? certificate) => SoapText.Reply(new XElement(
        Namespace + "TraCuuHoSoResponse",
        Verdict("1", dossier is null ? "Không có hồ sơ" : "Thành công", "", ""),
        dossier is null ? null : Value(dossier, delivery, certificate)));

    private static XElement[] Verdict(string status, string description, string code, string error) =>
    [
        new(Namespace + "status", status),
        new(Namespace + "statusDescription", description),
        new(Namespace + "errorCode", code),
        new(Namespace + "errorDescription", error),
    ];

    private static XElement Value(MinistryDossier dossier, string delivery, Certificate? certificate)
    {
        var local = dossier.Since.ToOffset(TimeSpan.FromHours(7));
        return new XElement(
            Namespace + "value",
            new XElement(Namespace + "maDonVi", dossier.Push.Unit),
            new XElement(Namespace + "module", dossier.Push.Module),
            new XElement(Namespace + "maHoSoLT", dossier.Push.LinkedNumber),
            new XElement(Namespace + "maHoSoMCDT", dossier.Push.Number),
            new XElement(Namespace + "maGiaoDich", delivery.Length > 0 ? delivery : dossier.Push.Delivery),
            new XElement(Namespace + "trangThai", (int)dossier.State),
            new XElement(Namespace + "thoiGianThucHien", local.ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement(Namespace + "ghiChu", ""),
            new XElement(Namespace + "nguoiXuLy", "Lê Văn Hộ Tịch"),
            new XElement(Namespace + "chucDanh", "Công chức TP-HT"),
            new XElement(Namespace + "phongBanXuLy", "UBND phường Mẫu"),
            new XElement(Namespace + "noiDungXuLy", dossier.Note),
            new XElement(Namespace + "hanBoSungHoSo", dossier.State == MinistryState.SupplementAsked ? local.AddDays(7).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : ""),
            certificate is null ? null : Outcome(certificate));
    }

    private static XElement Outcome(Certificate certificate) => new(
        Namespace + "ketQuaXuLy",
        certificate.CitizenNumber is { } number ? new XElement(Namespace + "soDinhDanh", number) : null,
        new XElement(Namespace + "soDangKy", certificate.RegisterNumber),
        new XElement(Namespace + "quyenSo", certificate.Book),
        new XElement(Namespace + "trangSo", certificate.RegisterNumber),
        new XElement(Namespace + "ngayDangKy", certificate.Day),
        certificate.CitizenNumber is null ? null : new XElement(Namespace + "giayKhaiSinh", Convert.ToBase64String(certificate.Pdf)));
}

using Row = System.Collections.Generic.Dictionary<string, object?>;

namespace Interop.Simulators.NationalPortal;

/// <summary>A few rows of the portal's catalogues, with the upper-case keys its answers have.</summary>
internal static class PortalCatalogue
{
    private static readonly (string Code, string Name, string Result, string ResultName)[] s_procedures =
    [
        ("1.001193", "Thủ tục đăng ký khai sinh", "KQ.G15.000031", "Giấy khai sinh"),
        ("1.000656", "Thủ tục đăng ký khai tử", "KQ.G15.000032", "Trích lục khai tử"),
        ("1.000894", "Thủ tục đăng ký kết hôn", "KQ.G15.000033", "Giấy chứng nhận kết hôn"),
    ];

    public static Row[] Procedures(string? code) =>
        [.. s_procedures.Where(p => code is null || code == p.Code || code.StartsWith(p.Code + ".", StringComparison.Ordinal)).Select(Procedure)];

    public static Row[] Agencies() =>
    [
        Agency("000.00.00.H40", "UBND tỉnh Mẫu", "1"),
        Agency("000.00.18.H40", "UBND phường Mẫu", "2"),
        Agency("000.00.00.G15", "Bộ Tư pháp", "1"),
        Agency("000.00.00.G22", "Văn phòng Chính phủ", "1"),
    ];

    public static Row[] Fields() => [new Row { ["MALINHVUC"] = "G15-HT02", ["TENLINHVUC"] = "Hộ tịch", ["MANGANH"] = "G15" }];

    private static Row Agency(string code, string name, string level) => new() { ["MADONVI"] = code, ["TENDONVI"] = name, ["CAPDONVI"] = level };

    private static Row Procedure((string Code, string Name, string Result, string ResultName) p) => new()
    {
        ["MATTHC"] = p.Code,
        ["TENTTHC"] = p.Name,
        ["MACOQUANCONGBO"] = "G15",
        ["TRANGTHAI"] = "1",
        ["LINHVUCTHUCHIEN"] = new[] { new Row { ["MALINHVUC"] = "G15-HT02", ["TENLINHVUC"] = "Hộ tịch" } },
        ["TRINHTUTHUCHIEN"] = new[] { new Row { ["TRUONGHOP"] = "", ["TRINHTU"] = new[] { new Row { ["TENTRINHTU"] = "Người yêu cầu nộp hồ sơ" } } } },
        ["CACHTHUCTHUCHIEN"] = new[] { new Row { ["KENH"] = "1", ["THOIGIAN"] = new[] { Duration() } } },
        ["THANHPHANHOSO"] = new[] { new Row { ["TRUONGHOP"] = "", ["GIAYTO"] = new[] { Paper() } } },
        ["DOITUONGTHUCHIEN"] = new[] { new Row { ["TENDOITUONG"] = "Công dân Việt Nam" } },
        ["KETQUATHUCHIEN"] = new[] { new Row { ["MAKETQUA"] = p.Result, ["TENKETQUA"] = p.ResultName } },
        ["CANCUPHAPLY"] = new[] { new Row { ["SOVANBAN"] = "60/2014/QH13", ["TENVANBAN"] = "Luật Hộ tịch" } },
        ["YEUCAU"] = "",
        ["COQUANTHUCHIEN"] = new[] { new Row { ["MADONVI"] = "000.00.18.H40", ["TENDONVI"] = "UBND phường Mẫu" } },
    };

    private static Row Duration() => new()
    {
        ["THOIGIANGIAIQUYET"] = "1",
        ["DONVITINH"] = "Ngày làm việc",
        ["MOTA"] = "",
        ["PHILEPHI"] = new[] { new Row { ["MAPHILEPHI"] = "LP01", ["SOTIEN"] = "0", ["DONVI"] = "đồng", ["MOTA"] = "Miễn lệ phí" } },
    };

    private static Row Paper() => new() { ["MAGIAYTO"] = "KQ.G18.000001", ["TENGIAYTO"] = "Giấy chứng sinh", ["TENMAUDON"] = "", ["URL"] = "" };
}

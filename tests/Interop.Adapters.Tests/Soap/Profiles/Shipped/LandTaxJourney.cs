using System.Text;
using System.Xml.Linq;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>Financial duties on land: a session, and XML in base64 inside the XML.</summary>
[TestFixture]
public sealed class LandTaxJourney : ShippedJourney
{
    private static readonly XNamespace s_tax = "urn:thue:dat-dai:1";

    private protected override string Profile => "land-tax";

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Values:TaiKhoan"] = "tinh-mau", ["Values:MaDonVi"] = "H40", ["Secrets:MatKhau"] = "plain:bi-mat" };

    private protected override (string, string) Outdated => ("Secrets:MatKhau", "plain:mật khẩu cũ");

    private protected override ShippedMinistry Start() => new TaxOffice();

    [Test]
    public Task A_session_serves_many_and_is_begun_again_when_it_ended() => SessionsAsync();

    [Test]
    public async Task A_notice_is_the_base64_of_its_rows_and_a_receipt_names_the_notice()
    {
        await DeliverAsync(Folder.Request("feeNotice"));
        await DeliverAsync(Folder.Request("payment"));

        var notice = Ministry.Books.Values.Single(b => b.Operation == "ThongBaoThue").Content;
        var rows = XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(notice.Descendants(s_tax + "FileThongBaoThue").Single().Value)));
        var receipt = Ministry.Books.Values.Single(b => b.Operation == "ChungTuThue").Content.Element(s_tax + "data")!;
        var paid = receipt.Element(s_tax + "ThongTinThanhToan")!;
        Assert.Multiple(() =>
        {
            Assert.That(notice.Element(s_tax + "ngay")!.Value, Is.EqualTo("20261124100000"));
            Assert.That(rows.Descendants("LIST").Select(row => string.Join('|', row.Elements().Select(e => e.Value))), Is.EqualTo(new[]
            {
                "0100000001|TB-0001|24-11-2026|Lệ phí trước bạ nhà đất|1500000", "0100000001|TB-0001|24-11-2026|Thuế thu nhập cá nhân từ chuyển nhượng bất động sản|6000000",
            }));
            Assert.That((receipt.Element(s_tax + "MaSoThue")!.Value, receipt.Element(s_tax + "SoCMTNguoiNopTien")!.Value), Is.EqualTo(("0100000001", "036099000001")));
            Assert.That(paid.Elements().Select(e => e.Value), Is.EqualTo(new[] { "TB-0001", "20261126101010", "1500000", "Nộp theo thông báo TB-0001, giao dịch GD-20261126-77", "1" }));
        });
    }

    private sealed class TaxOffice() : ShippedMinistry("land-tax")
    {
        protected override XElement? LogIn(XElement body) => body.Name != M + "DangNhap" ? null
            : body.Element(M + "username")?.Value == "tinh-mau" && body.Element(M + "password")?.Value == "bi-mat"
                ? new XElement(M + "DangNhapResponse", new XElement(M + "error_code", "0"), new XElement(M + "session", NewSession()))
                : new XElement(M + "DangNhapResponse", new XElement(M + "error_code", "15"), new XElement(M + "message", "Sai tên đăng nhập hoặc mật khẩu"));

        protected override string? SessionOf(XElement body) => body.Element(M + "session")?.Value;

        protected override XElement? LookUp(XElement body) => body.Name != M + "TraCuuHoSo" ? null : new XElement(
            M + "TraCuuHoSoResponse",
            new XElement(M + "error_code", "0"),
            Books.Where(b => b.Value.Content.ToString().Contains(body.Element(M + "mahoso")!.Value, StringComparison.Ordinal)).Select(b => new XElement(
                M + "result",
                new XElement(M + "MaGiaoDich", b.Key),
                new XElement(M + "service", b.Value.Operation),
                new XElement(M + "MaTiepNhan", b.Value.Number))));

        protected override XElement Open(XElement body)
        {
            // Unpacked beside the base64, so that what was taken can be looked for by its dossier.
            foreach (var file in body.Descendants().Where(e => e.Name.LocalName is "FileThongBaoThue" or "FilePhieuChuyen").ToArray())
            {
                var rows = XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(file.Value)));
                Hold(rows, "the file");
                body.Add(rows);
            }

            return body;
        }

        protected override string TransactionOf(XElement content) => content.Element(M + "MaGiaoDich")!.Value;

        protected override IEnumerable<string> FilesOf(XElement content) => content.Descendants(M + "Base64").Select(file => file.Value);

        protected override XElement Say(string operation, Word word, string? number) => word switch
        {
            Word.Taken => Result(operation, "0", null, number),
            Word.AlreadyThere => Result(operation, "1", "Hồ sơ đã tồn tại", number),
            Word.Refused => Result(operation, "22", Words, null),
            Word.Maintenance => Result(operation, "5", Words, null),
            Word.Unregistered => Result(operation, "2", Words, null),
            Word.SessionOver => Result(operation, "3", "Phiên làm việc hết hạn", null),
            _ => Result(operation, "-1", Words, null),
        };

        private XElement Result(string operation, string code, string? text, string? number) => new(
            M + (operation + "Response"),
            new XElement(M + "error_code", code),
            text is null ? null : new XElement(M + "message", text),
            number is null || operation == "TraCuuHoSo" ? null : new XElement(M + "MaTiepNhan", number));
    }
}

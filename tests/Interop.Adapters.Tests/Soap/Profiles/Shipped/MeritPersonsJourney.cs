using System.Xml.Linq;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>People with merit: a session, one string of escaped XML, answers that are strings of XML.</summary>
[TestFixture]
public sealed class MeritPersonsJourney : ShippedJourney
{
    private protected override string Profile => "merit-persons";

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Values:TenDangNhap"] = "tinh-mau", ["Secrets:MatKhau"] = "plain:bi-mat" };

    private protected override (string, string) Outdated => ("Secrets:MatKhau", "plain:mật khẩu cũ");

    private protected override bool SaysWhen => true;

    private protected override ShippedMinistry Start() => new MeritMinistry();

    [Test]
    public Task A_session_serves_many_and_is_begun_again_when_it_ended() => SessionsAsync();

    [Test]
    public async Task The_person_with_merit_is_in_the_ministrys_codes()
    {
        await DeliverAsync(Folder.Request("correction"));

        var dossier = Ministry.Books.Values.Single().Content;
        Assert.That(dossier.Element("NguoiCoCong")!.Elements().Select(e => e.Value), Is.EqualTo(new[] { "03", "NGUYỄN VĂN THỬ", "1930", "LS-0001" }));
        Assert.That((dossier.Element("LoaiGui")!.Value, dossier.Element("LyDoDinhChinh")!.Value), Is.EqualTo(("DINH_CHINH", "Nhập sai ngày sinh")));
    }

    private sealed class MeritMinistry() : ShippedMinistry("merit-persons")
    {
        protected override XElement? LogIn(XElement body) => body.Name != M + "DangNhap"
            ? null
            : Answer("DangNhap", body.Element(M + "tenDangNhap")?.Value == "tinh-mau" && body.Element(M + "matKhau")?.Value == "4c1926378277b93a1994ad43021054fd" ? NewSession() : "LOI: Sai tên đăng nhập hoặc mật khẩu");

        protected override string? SessionOf(XElement body) => body.Element(M + "token")?.Value;

        protected override XElement? LookUp(XElement body) => body.Name != M + "TraCuuGiaoDich" || body.Element(M + "maGiaoDich")!.Value is not { } asked
            ? null
            : Books.TryGetValue(asked, out var taken) ? Result("TraCuuGiaoDich", "00", "Có giao dịch", taken.Number, asked) : Result("TraCuuGiaoDich", "04", "Không có giao dịch");

        protected override XElement Open(XElement body)
        {
            var content = XElement.Parse(body.Elements().Last().Value);
            Hold(content, "the string");
            return content;
        }

        protected override string TransactionOf(XElement content) => content.Element("MaGiaoDich")!.Value;

        protected override IEnumerable<string> FilesOf(XElement content) => content.Elements("GiayTo").Select(paper => paper.Element("NoiDung")!.Value);

        protected override XElement Say(string operation, Word word, string? number) => word switch
        {
            Word.Taken => Result(operation, "00", "Đã tiếp nhận", number),
            Word.AlreadyThere => Result(operation, "01", "Giao dịch đã được tiếp nhận", number),
            Word.Refused => Result(operation, "11", Words),
            Word.Later => Result(operation, "50", Words, later: "03/06/2030 08:00:00"),
            Word.Maintenance => Result(operation, "90", Words),
            Word.Unregistered => Result(operation, "20", Words),
            Word.SessionOver => Result(operation, "98", "Phiên làm việc hết hạn"),
            _ => Result(operation, "99", Words),
        };

        private XElement Result(string operation, string code, string text, string? number = null, string? transaction = null, string? later = null)
        {
            var result = new XElement(
                "KetQua",
                new XElement("Ma", code),
                new XElement("MoTa", text),
                transaction is null ? null : new XElement("MaGiaoDich", transaction),
                number is null ? null : new XElement("SoTiepNhan", number),
                later is null ? null : new XElement("HenLai", later));
            Hold(result, "the answer's string");
            return Answer(operation, "<?xml version=\"1.0\"?>" + result);
        }

        private XElement Answer(string operation, string text) => new(M + (operation + "Response"), new XElement(M + (operation + "Result"), text));
    }
}

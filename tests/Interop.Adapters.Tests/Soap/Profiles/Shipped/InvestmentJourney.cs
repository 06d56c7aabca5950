using System.Data;
using System.Globalization;
using System.Xml.Linq;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>Investment certificates: name and password in a SOAP header, answers that are DataSets as the framework itself writes them.</summary>
[TestFixture]
public sealed class InvestmentJourney : ShippedJourney
{
    private protected override string Profile => "investment";

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Values:TenDangNhap"] = "tinh-mau", ["Secrets:MatKhau"] = "plain:bí mật & <dài>" };

    private protected override (string, string) Outdated => ("Secrets:MatKhau", "plain:mật khẩu cũ");

    private protected override bool SaysWhen => true;

    private protected override ShippedMinistry Start() => new InvestmentOffice();

    [Test]
    public async Task The_project_goes_in_their_codes_and_a_correction_is_the_second_sending()
    {
        await DeliverAsync(Folder.Request("correction"));

        XNamespace m = "http://tempuri.org/DauTu/";
        var dossier = Ministry.Books.Values.Single().Content.Element(m + "hoSo")!;
        Assert.That(dossier.Element(m + "DuAn")!.Elements().Select(e => e.Value), Is.EqualTo(new[] { "Nhà máy Mẫu", "Sản xuất hàng mẫu", "1", "50000000000", "Khu công nghiệp Mẫu", "50" }));
        Assert.That((dossier.Element(m + "LanGui")!.Value, dossier.Element(m + "NhaDauTu")!.Element(m + "LoaiNhaDauTu")!.Value), Is.EqualTo(("2", "TC")));
    }

    private sealed class InvestmentOffice() : ShippedMinistry("investment")
    {
        private bool _known;

        protected override async ValueTask<(XDocument? Envelope, string? Refusal)> BelieveAsync(byte[] envelope)
        {
            var believed = await base.BelieveAsync(envelope);
            var header = believed.Envelope!.Descendants(M + "AuthHeader").Single();
            _known = header.Element(M + "TenDangNhap")?.Value == "tinh-mau" && header.Element(M + "MatKhau")?.Value == "bí mật & <dài>";
            return believed;
        }

        // Who is not known is told so by the same DataSet, and nothing is looked up or taken for him.
        protected override XElement? LogIn(XElement body) => _known ? null : Answer(body.Name.LocalName, "40", "Sai tên đăng nhập hoặc mật khẩu");

        protected override XElement? LookUp(XElement body) => body.Name != M + "TraCuu" ? null
            : Answer("TraCuu", "00", string.Empty, transactions: Books.Where(b => b.Value.Content.Descendants(M + "MaHoSo").Single().Value == body.Element(M + "MaHoSo")!.Value));

        protected override string TransactionOf(XElement content) => content.Descendants(M + "MaGiaoDich").Single().Value;

        protected override IEnumerable<string> FilesOf(XElement content) => content.Descendants(M + "Tep").Select(paper => paper.Element(M + "NoiDung")!.Value);

        protected override XElement Say(string operation, Word word, string? number) => word switch
        {
            Word.Taken => Answer(operation, "00", "Đã tiếp nhận", number),
            Word.AlreadyThere => Answer(operation, "01", "Hồ sơ đã có", number),
            Word.Refused => Answer(operation, "13", Words),
            Word.Later => Answer(operation, "50", Words, later: "03/06/2030 08:00:00"),
            Word.Maintenance => Answer(operation, "51", Words),
            Word.Unregistered => Answer(operation, "41", Words),
            _ => Answer(operation, "99", Words),
        };

        private XElement Answer(string operation, string code, string text, string? number = null, string? later = null, IEnumerable<KeyValuePair<string, Taken>>? transactions = null)
        {
            using var set = new DataSet("NewDataSet") { Locale = CultureInfo.InvariantCulture };
            var result = Table(set, "KetQua", "Ma", "ThongBao", "So tiep nhan", "HenLai");
            result.Rows.Add("00", text, number, later);
            var known = Table(set, "GiaoDich", "MaGiaoDich", "So tiep nhan");
            foreach (var (transaction, taken) in transactions ?? [])
            {
                known.Rows.Add(transaction, taken.Number);
            }

            // Their code begins with success and sets what came of it afterwards: so the answer has a diffgr:before that says 00.
            set.AcceptChanges();
            result.Rows[0]["Ma"] = "?";
            result.Rows[0]["Ma"] = code;
            using var schema = new StringWriter(CultureInfo.InvariantCulture);
            set.WriteXmlSchema(schema);
            using var rows = new StringWriter(CultureInfo.InvariantCulture);
            set.WriteXml(rows, XmlWriteMode.DiffGram);
            return new XElement(M + (operation + "Response"), new XElement(M + (operation + "Result"), XElement.Parse(schema.ToString()), XElement.Parse(rows.ToString())));
        }

        private static DataTable Table(DataSet set, string name, params string[] columns)
        {
            var table = set.Tables.Add(name);
            foreach (var column in columns)
            {
                table.Columns.Add(column, typeof(string));
            }

            return table;
        }
    }
}

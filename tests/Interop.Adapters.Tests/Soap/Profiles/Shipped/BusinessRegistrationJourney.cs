using System.Xml.Linq;
using Interop.Adapters.Soap.Security;

namespace Interop.Adapters.Tests.Soap.Profiles.Shipped;

/// <summary>Business registration: SOAP 1.2, a UsernameToken whose password is a digest.</summary>
[TestFixture]
public sealed class BusinessRegistrationJourney : ShippedJourney
{
    private const string Password = "mật khẩu & <dài>";

    private protected override string Profile => "business-registration";

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string> { ["Values:TaiKhoan"] = "tỉnh-mẫu", ["Secrets:MatKhau"] = $"plain:{Password}" };

    private protected override (string, string) Outdated => ("Secrets:MatKhau", "plain:mật khẩu cũ");

    private protected override ShippedMinistry Start() => new RegistrationMinistry();

    [Test]
    public async Task The_enterprise_goes_in_the_registers_own_names()
    {
        await DeliverAsync(Folder.Request("submission"));

        XNamespace m = "http://dkkd.gov.vn/lienthong/v1";
        var dossier = Ministry.Books.Values.Single().Content;
        Assert.Multiple(() =>
        {
            Assert.That(dossier.Element(m + "MainInformation")!.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value), Does.ContainKey("ENTERPRISE_GDT_CODE").WithValue("0100000001")
                .And.ContainKey("NAME").WithValue("CÔNG TY TNHH MẪU").And.ContainKey("CAPITAL_AMOUNT").WithValue("1000000000"));
            Assert.That(dossier.Element(m + "HOAdress")!.Element(m + "AddressFullText")!.Value, Is.EqualTo("Số 1 phố Mẫu"));
            Assert.That(dossier.Element(m + "Representatives")!.Elements().Single().Element(m + "FULL_NAME")!.Value, Is.EqualTo("NGUYỄN VĂN MẪU"));
            Assert.That(dossier.Element(m + "loaiDangKy")!.Value, Is.EqualTo("THANH_LAP"));
            Assert.That(Ministry.Last!.ToString(), Does.Not.Contain("mật khẩu").And.Contain("#PasswordDigest"));
        });
    }

    private sealed class RegistrationMinistry() : ShippedMinistry("business-registration")
    {
        private static readonly IncomingSecurity s_rules = new()
        {
            Scope = "truc",
            Username = new UsernameRule { PasswordOf = (user, _) => ValueTask.FromResult(user == "tỉnh-mẫu" ? Password : null), TextAllowed = false },
        };

        private readonly SecurityVerifier _verifier = new(new MemoryNonceLedger(TimeProvider.System), TimeProvider.System);

        protected override async ValueTask<(XDocument? Envelope, string? Refusal)> BelieveAsync(byte[] envelope) =>
            await _verifier.VerifyAsync(envelope, "utf-8", s_rules, CancellationToken.None) is SecurityReading.Verified verified ? (verified.Document, null) : (null, "Sai tài khoản hoặc mật khẩu");

        protected override XElement? LookUp(XElement body)
        {
            if (body.Name != M + "TraCuuHoSo")
            {
                return null;
            }

            var found = Books.Where(b => b.Value.Content.Element(M + "maHoSo")!.Value == body.Element(M + "maHoSo")!.Value).ToArray();
            var answer = Result("TraCuuHoSo", "1", null, null, found.Select(f => f.Value.Number).FirstOrDefault());
            answer.Add(found.Select(f => new XElement(M + "maGiaoDich", f.Key)), found.Select(f => f.Value.Content.Element(M + "MainInformation")).FirstOrDefault());
            return answer;
        }

        protected override string TransactionOf(XElement content) => content.Element(M + "maGiaoDich")!.Value;

        protected override IEnumerable<string> FilesOf(XElement content) => content.Elements(M + "tepDinhKem").Select(paper => paper.Element(M + "noiDung")!.Value);

        protected override XElement Say(string operation, Word word, string? number) => word switch
        {
            Word.Taken => Result(operation, "1", null, null, number),
            Word.AlreadyThere => Result(operation, "0", "TRUNG", "Giao dịch đã được tiếp nhận", number),
            Word.Refused => Result(operation, "0", "DL07", Words, null),
            Word.Maintenance => Result(operation, "0", "BAOTRI", Words, null),
            Word.Unregistered => Result(operation, "0", "QUYEN", Words, null),
            _ => Result(operation, "0", "HETHONG", Words, null),
        };

        private XElement Result(string operation, string status, string? code, string? text, string? number) => new(
            M + (operation + "Response"),
            new XElement(M + "status", status),
            code is null ? null : new XElement(M + "errorCode", code),
            text is null ? null : new XElement(M + "errorDescription", text),
            number is null ? null : new XElement(M + "soTiepNhan", number));
    }
}

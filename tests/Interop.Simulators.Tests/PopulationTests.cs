using System.Net;

namespace Interop.Simulators.Tests;

/// <summary>The population database's answers, in both forms.</summary>
public sealed class PopulationTests
{
    private const string Full = """{"NgayThangNam":"19990101"}""";
    private PopulationSimulator _partner = null!;

    [SetUp]
    public async Task Start() => _partner = await PopulationSimulator.StartAsync(new SimulatorOptions());

    [TearDown]
    public async Task Stop() => await _partner.DisposeAsync();

    [TestCase("001099000001", "NGUYỄN VĂN MẪU", Full, "1", "1")]
    [TestCase("001099000001", "nguyễn văn mẫu", Full, "1", "1")]
    [TestCase("001099000001", "NGUYỄN VĂN MẪU", """{"Nam":"1999"}""", "1", "1")]
    [TestCase("001099000001", "NGUYỄN VĂN KHÁC", Full, "1", "0")]
    [TestCase("001099000001", "NGUYỄN VĂN MẪU", """{"NgayThangNam":"19990102"}""", "1", "0")]
    [TestCase("001140000001", "LÊ THỊ CHỈ NĂM", """{"Nam":"1940"}""", "1", "1")]
    [TestCase("001140000001", "LÊ THỊ CHỈ NĂM", """{"NgayThangNam":"19400101"}""", "1", "0")]
    [TestCase("099999999999", "KHÔNG CÓ AI", Full, "0", "0")]
    public async Task A_person_is_verified(string number, string name, string born, string exists, string matches)
    {
        var heard = (await Knock.VerifyAsync(_partner, number, name, born)).Json;
        Assert.That(
            (heard.GetProperty("MaYeuCau").GetString(), heard.GetProperty("TonTai").GetString(), heard.GetProperty("KetQuaXacThuc").GetString()),
            Is.EqualTo(("yc-1", exists, matches)));
    }

    [Test]
    public async Task Decomposed_letters_are_the_same_name() =>
        Assert.That(
            (await Knock.VerifyAsync(_partner, "001099000001", "NGUYỄN VĂN MẪU".Normalize(System.Text.NormalizationForm.FormD), Full)).Json.GetProperty("KetQuaXacThuc").GetString(),
            Is.EqualTo("1"));

    [Test]
    public void The_invented_people_have_numbers_of_their_own()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CitizenRegistry.Invented.Select(c => c.Number), Is.Unique.And.All.Matches("^[0-9]{12}$"));
            Assert.That(CitizenRegistry.Invented, Has.Count.GreaterThanOrEqualTo(36));
        }
    }

    [Test]
    public async Task Wrong_credentials_are_told_by_status()
    {
        var request = Knock.Population(_partner, "xacthuc", "{}", secret: "sai");
        Assert.That((await Knock.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));

        request = Knock.Population(_partner, "xacthuc", "{}");
        request.Headers.Remove("Timestamp");
        request.Headers.Add("Timestamp", "1717380000000");
        Assert.That((await Knock.SendAsync(request)).Json.GetProperty("MoTaLoi").GetString(), Does.Contain("Timestamp"));
    }

    [Test]
    public async Task What_is_missing_is_named_at_once()
    {
        var heard = await Knock.SendAsync(Knock.Population(_partner, "xacthuc", """{"MaTichHop":"038","SoDinhDanh":"1","SoCMND":"2","Ten":"x"}"""));
        Assert.That(heard.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(heard.Json.GetProperty("MoTaLoi").GetString(), Does.Contain("MaYeuCau").And.Contain("MaTichHop").And.Contain("SoCMND").And.Contain("HoVaTen").And.Contain("NgayThangNamSinh").And.Contain("Ten "));
    }

    [Test]
    public async Task The_soap_form_tells_the_same_person()
    {
        var heard = await Knock.SendAsync(Knock.Population(_partner, "soap", Envelope("<d:MaCanBo>canbo01</d:MaCanBo><d:SoCMND>010000001</d:SoCMND>")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Xml("SoDinhDanh"), Is.EqualTo("001099000001"));
            Assert.That((heard.Xml("Ho"), heard.Xml("ChuDem"), heard.Xml("Ten")), Is.EqualTo(("NGUYỄN", "VĂN", "MẪU")));
            Assert.That(heard.Xml("NgayThangNam"), Is.EqualTo("19990101"));
        }
    }

    [Test]
    public async Task The_soap_form_insists_on_its_order()
    {
        var heard = await Knock.SendAsync(Knock.Population(_partner, "soap", Envelope("<d:SoCMND>010000001</d:SoCMND><d:MaCanBo>canbo01</d:MaCanBo>")));
        Assert.That(heard.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(heard.Xml("faultstring"), Does.Contain("MaCanBo không đúng thứ tự"));
        Assert.That(_partner.Records.Effects, Is.Empty);
    }

    private static string Envelope(string middle) =>
        $"""<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:d="http://dancuquocgia.bca"><S:Body><d:TraCuuThongTinCongDan><d:MaYeuCau>yc-9</d:MaYeuCau><d:MaDVC>1.001193</d:MaDVC><d:MaTichHop>037</d:MaTichHop>{middle}<d:HoVaTen>NGUYỄN VĂN MẪU</d:HoVaTen><d:NgayThangNamSinh><d:NgayThangNam>19990101</d:NgayThangNam></d:NgayThangNamSinh></d:TraCuuThongTinCongDan></S:Body></S:Envelope>""";
}

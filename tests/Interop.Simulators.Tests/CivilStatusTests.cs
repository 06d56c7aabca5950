using System.Net;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Interop.Simulators.Tests;

/// <summary>The ministry's contract and books.</summary>
public sealed class CivilStatusTests
{
    private CivilStatusSimulator _ministry = null!;

    [SetUp]
    public async Task Start() => _ministry = await CivilStatusSimulator.StartAsync(new CivilStatusOptions { Callbacks = CallbackMode.Manual });

    [TearDown]
    public async Task Stop() => await _ministry.DisposeAsync();

    [Test]
    public async Task The_wsdl_is_well_formed_lists_the_operations_and_names_this_address()
    {
        XNamespace wsdl = "http://schemas.xmlsoap.org/wsdl/";
        XNamespace soap = "http://schemas.xmlsoap.org/wsdl/soap/";
        var document = XDocument.Parse((await Knock.GetAsync(new Uri(_ministry.BaseUrl, "ws?wsdl"))).Text);
        var schemas = new XmlSchemaSet();
        using var schema = document.Descendants(XName.Get("schema", XmlSchema.Namespace)).Single().CreateReader();
        schemas.Add(null, schema);
        schemas.Compile();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Descendants(wsdl + "portType").Elements(wsdl + "operation").Select(o => o.Attribute("name")!.Value), Is.EqualTo(new[] { "NhanHoSo", "TraCuuHoSo", "RutHoSo" }));
            Assert.That(document.Descendants(soap + "address").Single().Attribute("location")!.Value, Is.EqualTo(_ministry.ServiceUrl.AbsoluteUri));
            Assert.That(schemas.GlobalElements.Count, Is.EqualTo(6));
        }
    }

    [Test]
    public async Task A_push_is_entered_with_its_files()
    {
        var heard = await Knock.PushAsync(_ministry, "d-1");
        var effect = _ministry.Records.EffectsOf(Knock.Number).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((heard.Xml("status"), heard.Xml("statusDescription"), heard.Xml("errorCode")), Is.EqualTo(("1", "Thành công", "")));
            Assert.That(effect.DeliveryId, Is.EqualTo("d-1"));
            Assert.That(effect.Files.Single(), Is.EqualTo(new ReceivedFile("gcs.pdf", Hosting.Digest.Sha256("%PDF-1.7"u8), 8)));
        }
    }

    [TestCase("<maDonVi>01</maDonVi><module>LTKS</module>", "<module>LTKS</module><maDonVi>01</maDonVi>")]
    [TestCase("LTKS", "LTXX")]
    [TestCase("JVBERi0xLjc=", "không phải base64")]
    public async Task What_does_not_follow_the_contract_is_a_fault(string good, string bad)
    {
        var heard = await Knock.SendAsync(Knock.Ministry(_ministry, Knock.Push("d-1").Replace(good, bad, StringComparison.Ordinal)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(heard.Xml("faultcode"), Does.EndWith(":Client"));
            Assert.That(_ministry.Records.Effects, Is.Empty);
        }
    }

    [TestCase("03/06/2024 08:15:00", "2024-06-03T08:15:00", "ngayTiepNhan")]
    [TestCase("\"nksHoTen\"", "\"hoTen\"", "nksHoTen")]
    public async Task What_the_schema_cannot_judge_is_refused_in_the_reply(string good, string bad, string named)
    {
        var heard = await Knock.SendAsync(Knock.Ministry(_ministry, Knock.Push("d-1").Replace(good, bad, StringComparison.Ordinal)));
        Assert.That(heard.Xml("status"), Is.EqualTo("0"));
        Assert.That(heard.Xml("errorDescription"), Does.Contain(named));
        Assert.That(_ministry.Records.Effects, Is.Empty);
    }

    [Test]
    public async Task A_wrong_password_is_a_fault_in_the_ministrys_words()
    {
        var heard = await Knock.SendAsync(Knock.Ministry(_ministry, Knock.Push("d-1"), password: "cũ"));
        Assert.That(heard.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(heard.Xml("faultstring"), Is.EqualTo("Sai tên đăng nhập hoặc mật khẩu đã hết hạn"));
    }

    [Test]
    public async Task The_same_dossier_under_another_delivery_is_known_and_a_changed_one_is_an_update()
    {
        await Knock.PushAsync(_ministry, "d-1");
        var same = await Knock.PushAsync(_ministry, "d-2");
        var changed = await Knock.PushAsync(_ministry, "d-3", child: "NGUYỄN THỊ SỬA");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(same.Xml("errorDescription"), Is.EqualTo("Hồ sơ đã được tiếp nhận"));
            Assert.That(changed.Xml("status"), Is.EqualTo("1"));
            Assert.That(_ministry.Records.Effects.Select(e => e.DeliveryId), Is.EqualTo(new[] { "d-1", "d-3" }));
        }
    }

    [Test]
    public async Task A_dossier_can_be_withdrawn_once_and_is_worked_on_no_more()
    {
        await Knock.PushAsync(_ministry, "d-1");
        var withdraw = $"""<RutHoSo xmlns="http://hotich.moj.gov.vn/lienthong/v1"><maHoSoMCDT>{Knock.Number}</maHoSoMCDT><lyDo>Công dân yêu cầu</lyDo><maGiaoDich>d-2</maGiaoDich></RutHoSo>""";
        Assert.That((await Knock.SendAsync(Knock.Ministry(_ministry, withdraw))).Xml("status"), Is.EqualTo("1"));
        Assert.That((await Knock.SendAsync(Knock.Ministry(_ministry, withdraw))).Xml("status"), Is.EqualTo("1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_ministry.Records.EffectsOf(Knock.Number).Select(e => e.Operation), Is.EqualTo(new[] { "NhanHoSo", "RutHoSo" }));
            Assert.That(_ministry.FireCallbacks(), Is.Zero);
            Assert.That((await Knock.LookUpAsync(_ministry, "d-1")).Xml("trangThai"), Is.EqualTo("7"));
        }
    }
}

using System.Net;

namespace Interop.Simulators.Tests;

/// <summary>A fault of the whole destination looks, at each partner, as it would there; and nothing has an effect meanwhile.</summary>
public sealed class DestinationFaultTests
{
    private SimulatorProvince _province = null!;

    [SetUp]
    public async Task Start() => _province = await SimulatorProvince.StartAsync(new ProvinceOptions { Callbacks = CallbackMode.Off });

    [TearDown]
    public async Task Stop() => await _province.DisposeAsync();

    [TestCase(DestinationFault.Unauthorized, HttpStatusCode.Unauthorized)]
    [TestCase(DestinationFault.LoginPage, HttpStatusCode.OK)]
    [TestCase(DestinationFault.WrongEndpoint, HttpStatusCode.NotFound)]
    public async Task Every_partner_shows_it(DestinationFault fault, HttpStatusCode status)
    {
        foreach (var partner in _province.All)
        {
            await partner.SetFaultsAsync(new FaultSettings { Destination = fault });
        }

        var heard = new[]
        {
            await Knock.PushAsync(_province.OneStop, "d-1"),
            await Knock.SendAsync(Knock.Portal(_province.NationalPortal, "auth", "{}")),
            await Knock.VerifyAsync(_province.Population, "001099000001", "NGUYỄN VĂN MẪU", """{"Nam":"1999"}"""),
            await Knock.PushAsync(_province.CivilStatus, "d-1"),
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Select(h => h.Status), Is.All.EqualTo(status));
            Assert.That(heard.Select(h => h.MediaType == "text/html" && h.Text.Contains("password", StringComparison.Ordinal)), Is.All.EqualTo(fault == DestinationFault.LoginPage));
            Assert.That(_province.All.Sum(p => p.Records.Counts.Effects), Is.Zero);
        }
    }

    [Test]
    public async Task A_password_that_has_run_out_is_told_in_each_partners_words()
    {
        var session = await Knock.LogInAsync(_province.NationalPortal);
        foreach (var partner in _province.All)
        {
            await partner.SetFaultsAsync(new FaultSettings { Destination = DestinationFault.ExpiredPassword });
        }

        var ministry = await Knock.PushAsync(_province.CivilStatus, "d-1");
        var portal = await Knock.SendAsync(Knock.Portal(_province.NationalPortal, "integration", $$"""{"session":"{{session}}","madonvi":"H40","service":"LayThuTuc"}"""));
        var population = await Knock.VerifyAsync(_province.Population, "001099000001", "NGUYỄN VĂN MẪU", """{"Nam":"1999"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ministry.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(ministry.Xml("faultcode"), Does.EndWith(":Client"));
            Assert.That(ministry.Xml("faultstring"), Is.EqualTo("Sai tên đăng nhập hoặc mật khẩu đã hết hạn"));
            Assert.That(portal.Verdict, Is.EqualTo("-1"));
            Assert.That(population.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }
}

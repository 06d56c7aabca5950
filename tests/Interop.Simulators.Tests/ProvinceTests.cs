namespace Interop.Simulators.Tests;

/// <summary>The four together.</summary>
public sealed class ProvinceTests
{
    [Test]
    public async Task Four_partners_stand_on_ports_of_their_own()
    {
        await using var province = await SimulatorProvince.StartAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(province.All.Select(p => (p.Code, p.Name)), Is.EqualTo(new[] { ("MCDT", "one-stop"), ("DVCQG", "national-portal"), ("CSDLDC", "population"), ("HOTICH", "civil-status") }));
            Assert.That(province.All.SelectMany(p => new[] { p.BaseUrl, p.AdminUrl }), Is.Unique);
            Assert.That(province["hotich"], Is.SameAs(province.CivilStatus));
            Assert.That(() => province["THUE"], Throws.InstanceOf<KeyNotFoundException>().With.Message.Contains("HOTICH"));
        }
    }

    [Test]
    public async Task One_partner_down_leaves_the_others_up()
    {
        await using var province = await SimulatorProvince.StartAsync(new ProvinceOptions { Callbacks = CallbackMode.Off });
        await province["HOTICH"].GoDownAsync();
        Assert.ThrowsAsync<HttpRequestException>(() => Knock.PushAsync(province.CivilStatus, "d-1"));
        await Knock.PushAsync(province.OneStop, "d-1");
        await Knock.SyncAsync(province.NationalPortal, "d-1");
        Assert.That(province.All.Select(p => p.Records.Counts.Effects), Is.EqualTo(new[] { 1L, 1, 0, 0 }));
    }

    [Test]
    public async Task Every_partner_describes_itself()
    {
        await using var province = await SimulatorProvince.StartAsync();
        foreach (var partner in province.All)
        {
            var told = (await Knock.GetAsync(new Uri(partner.AdminUrl, "_sim"))).Json;
            Assert.That(told.GetProperty("code").GetString(), Is.EqualTo(partner.Code));
            Assert.That(told.GetProperty("routes").GetArrayLength(), Is.GreaterThanOrEqualTo(7));
        }
    }
}

using System.Net;

namespace Interop.Simulators.Tests;

/// <summary>The three tempers differ exactly as stated: effects of a repeated delivery, and what a probe tells.</summary>
public sealed class TemperTests
{
    [TestCase(Temper.Honours, 1)]
    [TestCase(Temper.Probeable, 2)]
    [TestCase(Temper.Neither, 2)]
    public async Task The_one_stop_and_a_delivery_sent_twice(Temper temper, int effects)
    {
        await using var partner = await OneStopSimulator.StartAsync(new SimulatorOptions { Temper = temper });
        var first = await Knock.PushAsync(partner, "d-1");
        var second = await Knock.PushAsync(partner, "d-1");
        var known = await Knock.GetAsync(new Uri(partner.BaseUrl, "hook/d-1"));
        var absent = await Knock.GetAsync(new Uri(partner.BaseUrl, "hook/d-2"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(partner.Records.Effects, Has.Count.EqualTo(effects));
            Assert.That(partner.Records.Counts.RepeatedEffects, Is.EqualTo(effects - 1));
            Assert.That(partner.Records.Effects.Select(e => e.IsRepeat), Is.EqualTo(new[] { false, true }.Take(effects)));
            Assert.That(partner.Records.Counts.Deliveries, Is.EqualTo(1));
            Assert.That(new[] { first.Status, second.Status }, Is.All.EqualTo(HttpStatusCode.OK));
            Assert.That(first.Text == second.Text, Is.EqualTo(effects == 1), "the same answer only where it is the same effect");
            Assert.That(known.Status, Is.EqualTo(temper == Temper.Neither ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.OK));
            Assert.That(absent.Status, Is.EqualTo(temper == Temper.Neither ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.NotFound));
            Assert.That(partner.Records.Counts.Probes, Is.EqualTo(2));
        }
    }

    [TestCase(Temper.Honours, "0", 1)]
    [TestCase(Temper.Probeable, "-3", 1)]
    [TestCase(Temper.Neither, "0", 2)]
    public async Task The_portal_and_a_create_sent_twice(Temper temper, string verdict, int effects)
    {
        await using var portal = await NationalPortalSimulator.StartAsync(new SimulatorOptions { Temper = temper });
        Assert.That((await Knock.SyncAsync(portal, "d-1")).Verdict, Is.EqualTo("0"));
        Assert.That((await Knock.SyncAsync(portal, "d-1")).Verdict, Is.EqualTo(verdict));
        var known = await Knock.CallAsync(portal, "TraCuuHoSo", $"\"mahoso\":\"{Knock.Number}\"");
        var absent = await Knock.CallAsync(portal, "TraCuuHoSo", "\"mahoso\":\"000.00.18.H40-240603-0099\"");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(portal.Records.Effects, Has.Count.EqualTo(effects));
            Assert.That(known.Verdict, Is.EqualTo(temper == Temper.Neither ? "1" : "0"));
            Assert.That(absent.Verdict, Is.EqualTo(temper == Temper.Neither ? "1" : "0"));
            if (temper != Temper.Neither)
            {
                Assert.That(known.Json.GetProperty("result").GetArrayLength(), Is.EqualTo(1));
                Assert.That(absent.Json.GetProperty("result").GetArrayLength(), Is.Zero);
            }
        }
    }

    [TestCase(Temper.Honours, 2)]
    [TestCase(Temper.Probeable, 4)]
    [TestCase(Temper.Neither, 4)]
    public async Task The_portal_and_an_update_with_its_step_sent_twice(Temper temper, int effects)
    {
        await using var portal = await NationalPortalSimulator.StartAsync(new SimulatorOptions { Temper = temper });
        await Knock.SyncAsync(portal, "d-1");
        portal.Records.Clear();
        for (var i = 0; i < 2; i++)
        {
            await Knock.SyncAsync(portal, "d-2", isUpdating: true, more: $$""","GhiChu":"lần gửi {{i}}" """);
            await Knock.CallAsync(portal, "CapNhatTienDoHoSoMC", NationalPortalTests.Step(), "d-2");
        }

        Assert.That(portal.Records.EffectsOf(Knock.Number), Has.Count.EqualTo(effects));
    }

    [TestCase(Temper.Honours, 1)]
    [TestCase(Temper.Probeable, 2)]
    [TestCase(Temper.Neither, 2)]
    public async Task The_ministry_and_a_delivery_sent_twice(Temper temper, int effects)
    {
        await using var ministry = await CivilStatusSimulator.StartAsync(new CivilStatusOptions { Temper = temper, Callbacks = CallbackMode.Manual });
        var first = await Knock.PushAsync(ministry, "d-1");
        var second = await Knock.PushAsync(ministry, "d-1");
        var known = await Knock.LookUpAsync(ministry, "d-1");
        var absent = await Knock.LookUpAsync(ministry, "d-2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ministry.Records.Effects, Has.Count.EqualTo(effects));
            Assert.That(new[] { first.Xml("status"), second.Xml("status") }, Is.All.EqualTo("1"));
            Assert.That(known.Xml("maHoSoMCDT"), temper == Temper.Neither ? Is.Null : Is.EqualTo(Knock.Number));
            Assert.That(known.Xml("faultcode"), temper == Temper.Neither ? Does.EndWith("Client") : Is.Null);
            Assert.That(absent.Xml("value"), Is.Null);
            Assert.That(ministry.Callbacks, Has.Count.EqualTo(3), "a dossier is worked on once, however often it was sent");
        }
    }

    [TestCase(Temper.Honours, 1)]
    [TestCase(Temper.Probeable, 2)]
    public async Task The_population_database_and_a_question_asked_twice(Temper temper, int effects)
    {
        await using var partner = await PopulationSimulator.StartAsync(new SimulatorOptions { Temper = temper });
        for (var i = 0; i < 2; i++)
        {
            await Knock.VerifyAsync(partner, "001099000001", "NGUYỄN VĂN MẪU", """{"NgayThangNam":"19990101"}""");
        }

        Assert.That(partner.Records.Effects, Has.Count.EqualTo(effects));
    }

    [Test]
    public async Task Copies_that_arrive_together_have_one_effect_where_the_delivery_is_honoured()
    {
        await using var partner = await OneStopSimulator.StartAsync(new SimulatorOptions());
        var heard = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Knock.PushAsync(partner, "d-1")));
        Assert.That(heard.Select(h => h.Text).Distinct().ToArray(), Has.Length.EqualTo(1));
        Assert.That(partner.Records.Counts, Is.EqualTo(new SimulatorCounts(32, 1, 0, 1, 1, 0, 0, 0, 0)));
    }

    [Test]
    public async Task A_repeat_can_be_told_that_it_is_there_already()
    {
        await using var province = await SimulatorProvince.StartAsync(new ProvinceOptions { Callbacks = CallbackMode.Off });
        foreach (var partner in province.All)
        {
            await Knock.PutAsync(partner.AdminUrl, "_sim/temper", """{"temper":"honours","repeats":"alreadyThere"}""");
        }

        await Knock.PushAsync(province.OneStop, "d-1");
        await Knock.SyncAsync(province.NationalPortal, "d-1");
        await Knock.PushAsync(province.CivilStatus, "d-1");
        var hook = await Knock.PushAsync(province.OneStop, "d-1");
        var sync = await Knock.SyncAsync(province.NationalPortal, "d-1");
        var push = await Knock.PushAsync(province.CivilStatus, "d-1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(hook.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(hook.Json.GetProperty("error").GetString(), Is.EqualTo("already received"));
            Assert.That(sync.Verdict, Is.EqualTo("-3"));
            Assert.That(push.Xml("status"), Is.EqualTo("0"));
            Assert.That(push.Xml("errorDescription"), Is.EqualTo("Hồ sơ đã được tiếp nhận"));
            Assert.That(province.All.Sum(p => p.Records.Counts.Effects), Is.EqualTo(3));
        }
    }
}

using System.Net;
using System.Text.Json;
using Interop.Simulators.Hosting;
using Microsoft.AspNetCore.Http;

namespace Interop.Simulators.Tests;

/// <summary>The national portal's rules.</summary>
public sealed class NationalPortalTests
{
    private NationalPortalSimulator _portal = null!;

    public static string Step(string number = Knock.Number, string content = "Chuyển xử lý", string status = "4") =>
        $$"""
        "data":[{"MaHoSo":"{{number}}","NguoiXuLy":"Lê Văn Chuyên Viên","ThoiDiemXuLy":"20240603093000","NoiDungXuLy":"{{content}}","TrangThai":"{{status}}"}]
        """;

    [SetUp]
    public async Task Start() => _portal = await NationalPortalSimulator.StartAsync(new SimulatorOptions());

    [TearDown]
    public async Task Stop() => await _portal.DisposeAsync();

    [Test]
    public async Task A_dossier_is_created_worked_on_and_told()
    {
        await Knock.SyncAsync(_portal, "d-1");
        await Knock.CallAsync(_portal, "CapNhatTienDoHoSoMC", Step(), "d-2");
        await Knock.CallAsync(_portal, "CapNhatTienDoHoSoMC", Step(content: "Trình ký", status: "9"), "d-3");
        var told = (await Knock.CallAsync(_portal, "TraCuuHoSo", $"\"mahoso\":\"{Knock.Number}\"")).Json.GetProperty("result")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.GetProperty("ChuHoSo").GetString(), Is.EqualTo("NGUYỄN VĂN MẪU"));
            Assert.That(told.GetProperty("DanhSachTienDo").EnumerateArray().Select(s => s.GetProperty("NoiDungXuLy").GetString()), Is.EqualTo(new[] { "Chuyển xử lý", "Trình ký" }));
            Assert.That(_portal.Records.EffectsOf(Knock.Number).Select(e => (e.Operation, e.BusinessStatus)), Is.EqualTo(new[]
            {
                ("DongBoHoSoMC", (int?)4), ("CapNhatTienDoHoSoMC", 4), ("CapNhatTienDoHoSoMC", 9),
            }));
        }
    }

    [Test]
    public async Task The_verdict_is_a_number_in_one_answer_and_text_in_the_next()
    {
        var kinds = new List<JsonValueKind>();
        for (var i = 0; i < 4; i++)
        {
            kinds.Add((await Knock.SendAsync(Knock.Portal(_portal, "auth", "{}"))).Json.GetProperty("error_code").ValueKind);
        }

        Assert.That(kinds.Distinct(), Is.EquivalentTo(new[] { JsonValueKind.Number, JsonValueKind.String }));
    }

    [Test]
    public async Task A_known_dossier_is_not_created_again_and_an_unknown_one_not_updated()
    {
        await Knock.SyncAsync(_portal, "d-1");
        var again = await Knock.SyncAsync(_portal, "d-2");
        var unknown = await Knock.SyncAsync(_portal, "d-3", isUpdating: true, number: "000.00.18.H40-240603-0002");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Verdict, Is.EqualTo("-3"));
            Assert.That(again.Json.GetProperty("message").GetString(), Is.EqualTo("Hồ sơ đã tồn tại"));
            Assert.That(unknown.Verdict, Is.EqualTo("2"));
            Assert.That(_portal.Records.Effects, Has.Count.EqualTo(1));
        }
    }

    [TestCase(""","NgayHenTra":"2024-06-05" """, "NgayHenTra")]
    [TestCase(""","KenhThucHien":"9" """, "KenhThucHien")]
    [TestCase(""","DSKetNoiCSDL":[{}] """, "DSKetNoiCSDL[0].MaCSDL")]
    [TestCase(""","TrangThai":"4" """, "TrangThai không có trong đặc tả")]
    [TestCase(""","TaiLieuNop":{} """, "TaiLieuNop")]
    public async Task A_bad_item_is_refused_naming_the_field(string more, string named)
    {
        var heard = await Knock.SyncAsync(_portal, "d-1", more: more);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(heard.Verdict, Is.EqualTo("1"));
            Assert.That(heard.Json.GetProperty("message").GetString(), Does.Contain(named));
            Assert.That(_portal.Records.Effects, Is.Empty);
        }
    }

    [Test]
    public async Task One_bad_step_keeps_the_good_ones_out_and_eleven_are_too_many()
    {
        await Knock.SyncAsync(_portal, "d-1");
        var good = Step()[(Step().IndexOf('[', StringComparison.Ordinal) + 1)..].TrimEnd().TrimEnd(']');
        var mixed = await Knock.CallAsync(_portal, "CapNhatTienDoHoSoMC", $"\"data\":[{good},{good.Replace("\"4\"", "\"0\"", StringComparison.Ordinal)}]", "d-2");
        var many = await Knock.CallAsync(_portal, "CapNhatTienDoHoSoMC", $"\"data\":[{string.Join(',', Enumerable.Repeat(good, 11))}]", "d-3");
        Assert.That(new[] { mixed.Verdict, many.Verdict }, Is.All.EqualTo("1"));
        Assert.That(_portal.Records.Effects, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_session_ends_by_its_calls_and_by_order()
    {
        await _portal.SetFaultsAsync(new FaultSettings { SessionCalls = 1 });
        var session = await Knock.LogInAsync(_portal);
        Task<Heard> AskAsync(string with) =>
            Knock.SendAsync(Knock.Portal(_portal, "integration", $$"""{"session":"{{with}}","madonvi":"H40","service":"LayDanhMucCoQuan"}"""));
        Assert.That((await AskAsync(session)).Verdict, Is.EqualTo("0"));
        Assert.That((await AskAsync(session)).Verdict, Is.EqualTo("-1"));

        await _portal.ResetFaultsAsync();
        session = await Knock.LogInAsync(_portal);
        _portal.ExpireSessions();
        Assert.That((await AskAsync(session)).Verdict, Is.EqualTo("-1"));
        Assert.That(_portal.Records.Counts.LogIns, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_its_destination_code_or_password_nobody_gets_in()
    {
        var request = Knock.Portal(_portal, "auth", $$"""{"username":"{{_portal.UserName}}","password":"{{_portal.Password}}"}""");
        request.Headers.Remove("dstcode");
        Assert.That((await Knock.SendAsync(request)).Json.GetProperty("message").GetString(), Does.Contain("dstcode"));
        Assert.That((await Knock.SendAsync(Knock.Portal(_portal, "auth", """{"username":"x","password":"y"}"""))).Verdict, Is.EqualTo("1"));
    }

    [Test]
    public async Task A_state_is_taken_for_a_dossier_the_portal_issued()
    {
        const string State = """
            "type":"2","data":[{"MaHoSo":"G22.99-20240531-0000001","MaHoSoDonVi":"000.00.18.H40-240603-0001","MaDoiTuong":"","NoiDung":"Hồ sơ đã được tiếp nhận","NgayXuLy":"20240603081500","TrangThai":"2","TaiLieuXuLy":[]}]
            """;
        Assert.That((await Knock.CallAsync(_portal, "DongBoTrangThaiHoSo", State, "d-1")).Verdict, Is.EqualTo("2"));
        _portal.IssueDossier("G22.99-20240531-0000001");
        Assert.That((await Knock.CallAsync(_portal, "DongBoTrangThaiHoSo", State, "d-1")).Verdict, Is.EqualTo("0"));
    }

    [Test]
    public async Task Catalogues_have_the_portals_upper_case_names()
    {
        var procedure = (await Knock.CallAsync(_portal, "LayThuTuc", "\"maTTHC\":\"1.001193\"")).Json.GetProperty("result");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(procedure.GetArrayLength(), Is.EqualTo(1));
            Assert.That(procedure[0].GetProperty("KETQUATHUCHIEN")[0].GetProperty("MAKETQUA").GetString(), Is.EqualTo("KQ.G15.000031"));
            Assert.That((await Knock.CallAsync(_portal, "LayDanhMucLinhVuc", "\"x\":0")).Json.GetProperty("result")[0].GetProperty("MANGANH").GetString(), Is.EqualTo("G15"));
        }
    }

    [Test]
    public async Task A_portal_that_keeps_no_items_still_knows_its_dossiers()
    {
        await using var portal = await NationalPortalSimulator.StartAsync(new NationalPortalOptions { KeepItems = false });
        await Knock.SyncAsync(portal, "d-1");
        await Knock.CallAsync(portal, "CapNhatTienDoHoSoMC", Step(), "d-2");
        var told = (await Knock.CallAsync(portal, "TraCuuHoSo", $"\"mahoso\":\"{Knock.Number}\"")).Json.GetProperty("result")[0];
        Assert.That(told.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "MaHoSo" }));
        Assert.That((await Knock.SyncAsync(portal, "d-3")).Verdict, Is.EqualTo("-3"));
    }

    [Test]
    public async Task Files_are_fetched_by_their_address_and_their_digest_kept()
    {
        await using var store = new PartnerListener(0, 1024, static () => false, http => http.Response.WriteAsync(http.Request.Path));
        await store.StartAsync(CancellationToken.None);
        await _portal.SetFaultsAsync(new FaultSettings { FetchFiles = true });
        await Knock.SyncAsync(_portal, "d-1", more: $$""","TaiLieuNop":[{"TepDinhKemId":"1","TenTepDinhKem":"a.pdf","DuongDanTaiTepTin":"{{store.Url}}a"}],"DanhSachGiayToKetQua":[{"TenGiayTo":"b","DuongDanTepTinKetQua":"{{store.Url}}b"}]""");
        await Eventually.HoldsAsync(() => _portal.FetchedFiles.Count == 2, "both files are fetched");
        Assert.That(_portal.FetchedFiles.Select(f => (f.Status, f.Sha256)), Is.EquivalentTo(new[] { ((int?)200, Digest.Sha256("/a"u8)), (200, Digest.Sha256("/b"u8)) }));
    }
}

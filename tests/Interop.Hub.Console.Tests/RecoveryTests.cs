using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Interop.Hub.Core.Ledger;

namespace Interop.Hub.Console.Tests;

/// <summary>A held hub says so on its first page, and goes on by a named operator's word alone.</summary>
public sealed class RecoveryTests
{
    private static readonly RecoveryEpoch Epoch = new(new RecoveryStatement(1, Sample.Now.AddMinutes(-5), "quan-tri", "mất đĩa", Sample.Now.AddHours(-3), "[]"), 1234, true, null, null, false);

    private FakeLedger _ledger = null!;
    private ConsoleServer _server = null!;

    [SetUp]
    public async Task Start() => _server = await ConsoleServer.StartAsync(_ledger = new FakeLedger());

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task The_first_page_shows_a_hold_above_all_and_what_to_do()
    {
        Assert.That(await _server.Client.GetStringAsync("/"), Does.Not.Contain("role=\"alert\""));
        _ledger.Recovery.Current = new RecoveryView(Epoch, [new HoldView("epoch/1", 1, Sample.Now.AddMinutes(-5), "x"), new HoldView("evidence/hub-1/7/aa", null, Sample.Now, "y")]);
        var html = WebUtility.HtmlDecode(await _server.Client.GetStringAsync("/"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Contain("Trục đang tạm giữ sau khi khôi phục").And.Contain("role=\"alert\""));
            Assert.That(html, Does.Contain("quản trị viên khai báo").And.Contain("chuỗi bằng chứng thiếu"));
            Assert.That(html, Does.Contain("1.234").And.Contain("POST /api/v1/operator/recovery/release"));
        }

        _ledger.Recovery.Current = _ledger.Recovery.Current with { Epoch = null };
        Assert.That(WebUtility.HtmlDecode(await _server.Client.GetStringAsync("/")), Does.Contain("ledger restored"));
        _ledger.Recovery.Current = new RecoveryView(Epoch with { Finished = false }, [new HoldView("epoch/1", 1, Sample.Now, "x")]);
        Assert.That(WebUtility.HtmlDecode(await _server.Client.GetStringAsync("/")), Does.Contain("bị ngắt giữa chừng"));
    }

    [Test]
    public async Task A_release_names_its_operator_and_its_reason()
    {
        using var nobody = await _server.Client.PostAsJsonAsync("/api/v1/operator/recovery/release", new { reason = "đã kiểm tra" });
        Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        _server.Client.DefaultRequestHeaders.Add("X-Interop-Operator", "truc-ban");
        using var silent = await _server.Client.PostAsJsonAsync("/api/v1/operator/recovery/release", new { reason = " " });
        Assert.That(silent.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(_ledger.Recovery.Releases, Is.Empty);

        using var released = await _server.Client.PostAsJsonAsync("/api/v1/operator/recovery/release", new { reason = "đã kiểm tra" });
        var body = await released.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(released.StatusCode, Is.EqualTo(HttpStatusCode.OK), body.ToString());
        Assert.That(_ledger.Recovery.Releases, Is.EqualTo(new[] { new HoldRelease("truc-ban", "đã kiểm tra", Sample.Now, Unstated: false) }));
        Assert.That(body.GetProperty("untold")[0].GetString(), Is.EqualTo("HOTICH"), "a person must tell them");
    }

    [TestCase(ReleaseVerdict.NotHeld, "Nothing holds")]
    [TestCase(ReleaseVerdict.Unfinished, "again")]
    [TestCase(ReleaseVerdict.Unstated, "unstated")]
    public async Task A_release_that_is_refused_says_what_to_do(ReleaseVerdict verdict, string says)
    {
        _ledger.Recovery.Verdict = verdict;
        _server.Client.DefaultRequestHeaders.Add("X-Interop-Operator", "truc-ban");
        using var refused = await _server.Client.PostAsJsonAsync("/api/v1/operator/recovery/release", new { reason = "x", unstated = true });
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain(says));
        Assert.That(_ledger.Recovery.Releases.Single().Unstated, Is.True);
    }

    [Test]
    public async Task What_holds_the_hub_can_be_asked()
    {
        _ledger.Recovery.Current = new RecoveryView(Epoch, [new HoldView("epoch/1", 1, Sample.Now, "x")]);
        var body = await _server.Client.GetFromJsonAsync<JsonElement>("/api/v1/operator/recovery");
        Assert.That((body.GetProperty("held").GetBoolean(), body.GetProperty("epoch").GetProperty("number").GetInt64(), body.GetProperty("holds").GetArrayLength()), Is.EqualTo((true, 1L, 1)));
    }
}

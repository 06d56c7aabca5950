using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Interop.Hub.Core.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Interop.Hub.Console.Tests;

/// <summary>The pages over a real listener: what an operator and a hostile sender make of them.</summary>
public sealed partial class PagesTests
{
    private FakeLedger _ledger = null!;
    private ConsoleServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _ledger = new FakeLedger();
        Sample.FillDestinations(_ledger);
        _ledger.Dossiers.Add(Sample.Journey());
        _server = await ConsoleServer.StartAsync(_ledger);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task The_first_page_shows_dossiers_and_destinations_in_Vietnamese()
    {
        var html = await PageAsync("/");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Contain("<html lang=\"vi\">"));
            Assert.That(html, Does.Contain("<a href=\"/dossiers/1\">000.00.18.H40-250714-0001</a>"));
            Assert.That(html, Does.Contain("Tìm hồ sơ theo bất kỳ mã số nào"));
            Assert.That(html, Does.Contain("Tạm dừng do lỗi"));
            Assert.That(html, Does.Contain("Hệ thống đích không chấp nhận tài khoản hoặc mật khẩu của trục."), "why it is paused");
            Assert.That(html, Does.Contain("14/07/2025 08:40"), "since when, in Vietnam's time");
            Assert.That(html, Does.Contain("12.345"));
            Assert.That(html, Does.Contain("2 cần xử lý"));
        }

        Assert.That(html.IndexOf("HOTICH", StringComparison.Ordinal), Is.LessThan(html.IndexOf("DVCQG", StringComparison.Ordinal)), "closed doors first");
    }

    [Test]
    public async Task What_was_purged_or_erased_is_shown_as_a_state()
    {
        var journey = Sample.Journey();
        _ledger.Dossiers[0] = journey with { Packets = [.. journey.Packets.Select(p => p with { Documents = [], Removed = new RemovalView(Sample.Now, Erased: false) })] };
        var purged = await PageAsync("/dossiers/1");
        Assert.That(purged, Does.Contain("Nội dung đã được dọn theo thời hạn lưu giữ lúc").And.Contain("14/07/2025 09:12").And.Not.Contain("Hồ sơ đã được xoá nội dung"));

        _ledger.Dossiers[0] = journey with
        {
            Erasure = new ErasureView(Sample.Now, "quản-trị", "QĐ 12/2026", 3, 2),
            Packets = [.. journey.Packets.Select(p => p with { Documents = [], Removed = new RemovalView(Sample.Now, Erased: true) })],
        };
        var erased = await PageAsync("/dossiers/1");
        Assert.That(erased, Does.Contain("Hồ sơ đã được xoá nội dung").And.Contain("quản-trị").And.Contain("QĐ 12/2026").And.Contain("Nội dung đã bị xoá cùng hồ sơ lúc"));
    }

    [Test]
    public async Task A_dossier_shows_its_whole_journey()
    {
        var html = await PageAsync("/dossiers/1");
        using (Assert.EnterMultipleScope())
        {
            foreach (var text in new[]
            {
                "G22.99-250714-0001", "BN-001", "Mã hồ sơ một cửa", "Đang xử lý", "Không phải nộp", "Chưa có kết quả",
                "Nộp hồ sơ", "Kết quả: Đã xử lý xong", "14/07/2025 08:30:00", "Đã tới nơi", "Bị từ chối", "Chưa rõ đã tới hay chưa",
                "Chờ gói trước của hồ sơ", "Không kết nối được tới hệ thống đích.", "Hệ thống đích từ chối dữ liệu của hồ sơ.",
                "bên gửi hồ sơ", "kiểm tra: danh tính", "đúng", "GD-2025-000117", "2,4 giây", "184,3 kB", Sample.TraceId,
            })
            {
                Assert.That(html, Does.Contain(text));
            }
        }
    }

    [Test]
    public async Task Personal_data_is_masked()
    {
        var html = await PageAsync("/dossiers/1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html, Does.Not.Contain(Sample.PersonalText));
            Assert.That(html, Does.Not.Contain("001099000001"));
            Assert.That(html, Does.Not.Contain("Tran-Thi-Mau"));
            Assert.That(html, Does.Contain("•••.pdf"));
        }
    }

    [Test]
    public async Task The_cookie_of_the_switch_makes_every_page_English()
    {
        using var answer = await _server.Client.GetAsync("/lang/en?back=%2Fdossiers%2F1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/dossiers/1"));
        }

        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.That(cookie, Does.Contain("httponly").IgnoreCase.And.Contain("samesite=lax").IgnoreCase);
        foreach (var path in new[] { "/", "/dossiers/1", "/dossiers/404" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
            using var page = await _server.Client.SendAsync(request);
            var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
            Assert.That(html, Does.Contain("<html lang=\"en\">"));
            Assert.That(Vietnamese().Matches(WithoutOtherLanguage(html)).Select(m => m.Value), Is.Empty, path);
        }
    }

    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("https://evil.example/")]
    [TestCase("/\tx")]
    [TestCase("")]
    public async Task The_switch_leads_nowhere_else(string back)
    {
        using var answer = await _server.Client.GetAsync("/lang/vi?back=" + Uri.EscapeDataString(back));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/"));
    }

    [Test]
    public async Task An_unknown_language_changes_nothing()
    {
        using var answer = await _server.Client.GetAsync("/lang/fr");
        Assert.That(answer.Headers.Contains("Set-Cookie"), Is.False);
    }

    [TestCase("000.00.18.H40-250714-0001")]
    [TestCase(" g22.99-250714-0001 ")]
    [TestCase("bn-001")]
    public async Task Any_number_leads_to_the_dossier(string number)
    {
        using var answer = await _server.Client.GetAsync("/?q=" + Uri.EscapeDataString(number));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/dossiers/1"));
        }
    }

    [Test]
    public async Task A_number_of_several_dossiers_lists_them()
    {
        _ledger.Dossiers.Add(Sample.Journey() with { Key = 2 });
        var html = await PageAsync("/?q=BN-001");
        Assert.That(html, Does.Contain("/dossiers/1\"").And.Contain("/dossiers/2\"").And.Contain("Kết quả tìm kiếm"));
    }

    [Test]
    public async Task A_number_of_none_says_so() =>
        Assert.That(await PageAsync("/?q=H99-1"), Does.Contain("Không có hồ sơ nào mang mã số này.").And.Contain("value=\"H99-1\""));

    [Test]
    public async Task Pages_of_fifty_lead_to_each_other()
    {
        _ledger.Dossiers.Clear();
        _ledger.Dossiers.AddRange(Enumerable.Range(1, 120).Select(i => Sample.Dossier(i, $"H40.18-20250714-{i:0000000}")));
        var first = await PageAsync("/");
        var second = await PageAsync("/?page=2");
        var third = await PageAsync("/?page=3");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Links().Matches(first), Has.Count.EqualTo(50));
            Assert.That(first, Does.Contain("H40.18-20250714-0000120").And.Contain("/?page=2\"").And.Not.Contain("rel=\"prev\""));
            Assert.That(second, Does.Contain("H40.18-20250714-0000070").And.Contain("/?page=1\"").And.Contain("/?page=3\""));
            Assert.That(Links().Matches(third), Has.Count.EqualTo(20));
            Assert.That(third, Does.Not.Contain("rel=\"next\""));
        }
    }

    [TestCase("-1")]
    [TestCase("0")]
    [TestCase("99999999999999999999")]
    [TestCase("x")]
    public async Task A_senseless_page_is_a_page(string page) => Assert.That(await PageAsync("/?page=" + page), Does.Contain("</html>"));

    [TestCase("/dossiers/404")]
    [TestCase("/dossiers/-1")]
    [TestCase("/dossiers/abc")]
    [TestCase("/dossiers/99999999999999999999")]
    public async Task An_unknown_dossier_is_a_page_that_says_so(string path)
    {
        var html = await PageAsync(path, HttpStatusCode.NotFound);
        Assert.That(html, Does.Contain("Không tìm thấy").And.Contain("href=\"/\""));
    }

    [Test]
    public async Task A_ledger_that_fails_is_a_page_that_says_so_and_tells_no_more()
    {
        _ledger.Failure = new InvalidOperationException("database is locked at /secret/path");
        foreach (var path in new[] { "/", "/?q=1", "/dossiers/1" })
        {
            var html = await PageAsync(path, HttpStatusCode.ServiceUnavailable);
            Assert.That(html, Does.Contain("Chưa đọc được sổ cái").And.Not.Contain("secret"));
        }
    }

    [TestCase("/", HttpStatusCode.OK)]
    [TestCase("/dossiers/1", HttpStatusCode.OK)]
    [TestCase("/dossiers/404", HttpStatusCode.NotFound)]
    public async Task Every_page_forbids_scripts_and_frames_and_has_none(string path, HttpStatusCode status)
    {
        using var answer = await _server.Client.GetAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var html = await answer.Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe").And.Not.Contain("script-src"));
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
            Assert.That(html, Does.Not.Contain("<script").IgnoreCase);
            Assert.That(InlineStyle().IsMatch(html), Is.False, "the policy would block it");
        }
    }

    [Test]
    public void What_binds_the_console_to_its_listener_binds_the_operator_api_too()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddConsole();
        IEndpointRouteBuilder app = builder.Build();
        app.MapConsole().WithMetadata("operators only");
        var endpoints = app.DataSources.SelectMany(s => s.Endpoints).Cast<RouteEndpoint>().ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(endpoints.Select(e => e.RoutePattern.RawText), Does.Contain("/").And.Contain("/api/v1/operator/deliveries/{id}"));
            Assert.That(endpoints.Where(e => e.Metadata.GetMetadata<string>() != "operators only"), Is.Empty);
        }
    }

    [Test]
    public async Task The_style_is_served_and_answers_304()
    {
        using var first = await _server.Client.GetAsync("/console/console.css");
        Assert.That(first.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/css"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/console.css");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _server.Client.SendAsync(request);
        using var other = await _server.Client.GetAsync("/console/..%2fappsettings.json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [TestCase("/")]
    [TestCase("/dossiers/1")]
    public async Task A_page_is_well_formed_with_one_heading_and_a_way_past_the_navigation(string path)
    {
        var document = Markup.Read(await _server.Client.GetStringAsync(path));
        var ids = document.Descendants().Attributes("id").Select(a => a.Value).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Descendants("h1").Count(), Is.EqualTo(1));
            Assert.That(ids, Is.Unique);
            Assert.That(document.Descendants("a").First().Attribute("href")!.Value, Is.EqualTo("#content"));
            Assert.That(ids, Does.Contain("content"));
            Assert.That(document.Descendants().Attributes("aria-labelledby").Select(a => a.Value).Except(ids), Is.Empty);
            Assert.That(document.Descendants("label").Attributes("for").Select(a => a.Value).Except(ids), Is.Empty);
            Assert.That(document.Descendants("img").All(i => i.Attribute("alt") is not null), Is.True);
            Assert.That(document.Descendants("th").All(t => t.Attribute("scope") is not null), Is.True);
        }
    }

    private async Task<string> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await _server.Client.GetAsync(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html; charset=utf-8"));
        }

        // Letters beyond ASCII may stand as references.
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string WithoutOtherLanguage(string html) => html.Replace("Tiếng Việt", string.Empty, StringComparison.Ordinal);

    [GeneratedRegex("[ăâđêôơưĂÂĐÊÔƠƯ\u1EA0-\u1EF9]")]
    private static partial Regex Vietnamese();

    [GeneratedRegex("<a href=\"/dossiers/[0-9]+\"")]
    private static partial Regex Links();

    [GeneratedRegex("<style|\\sstyle=|\\son[a-z]+=\"", RegexOptions.IgnoreCase)]
    private static partial Regex InlineStyle();
}

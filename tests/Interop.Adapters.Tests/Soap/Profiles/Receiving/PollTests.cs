using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Tests.Conformance;
using Interop.Contracts.Faults;
using Interop.Contracts.Packets;

namespace Interop.Adapters.Tests.Soap.Profiles.Receiving;

/// <summary>A ministry that calls nobody: it is asked, what it has is taken, and it is told.</summary>
[TestFixture]
public sealed partial class PollTests : ProfileTests
{
    private static readonly DateTimeOffset s_since = new(2026, 11, 19, 17, 0, 0, TimeSpan.Zero);

    private ScriptedDoor _door = new();

    public PollTests()
        : base(TimeSpan.FromSeconds(5))
    {
    }

    [SetUp]
    public void Clear() => _door = new ScriptedDoor();

    [Test]
    public async Task What_waits_is_made_packets_of_its_files_are_kept_and_it_is_told()
    {
        var calls = new ConcurrentQueue<string>();
        var sessions = 0;
        await using var ministry = new ScriptedPeer(request =>
        {
            calls.Enqueue(request.Text);
            return request.Text.Contains("DangNhap", StringComparison.Ordinal) ? Answer($"<phien xmlns='urn:mau' ma='t{++sessions}'/>")
                : request.Text.Contains(">t1<", StringComparison.Ordinal) && sessions == 1 && calls.Count > 2 ? Answer("<het xmlns='urn:mau'/>")
                : request.Text.Contains("DaNhan", StringComparison.Ordinal) ? Answer("<xong xmlns='urn:mau'/>")

                // A string of XML, as these contracts have it, with base64 in lines inside it.
                : Answer(new XElement(
                    XNamespace.Get("urn:mau") + "HoiResponse",
                    $"<ds con='true'>{ResultSheets.Record(1, Convert.ToBase64String(ResultSheets.File, Base64FormattingOptions.InsertLineBreaks))}{ResultSheets.Record(2, "")}</ds>").ToString());
        });
        Profile(files: "\"tep\"", acknowledge: true, login: true);
        var pull = Make(ministry.Url, ("Secrets:MatKhau", "plain:bi-mat")).Pull!;

        await pull.PullAsync(Request(), CancellationToken.None);
        var answered = await pull.PullAsync(Request(), CancellationToken.None) as PullOutcome.Answered;
        var outcomes = new List<IntakeOutcome>();
        foreach (var packet in answered!.Packets)
        {
            outcomes.Add(await _door.AcceptAsync(new InboundPacket { Partner = "DICH", Operation = "pull", Json = packet.Json!.Value }, CancellationToken.None));
        }

        var told = await pull.TellAsync(answered.Packets[0], outcomes[0], CancellationToken.None);

        var (first, second) = (_door.Taken.First().Packet, _door.Taken.Last().Packet);
        var paper = ((Result)first.Content).Papers.Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcomes, Is.All.InstanceOf<IntakeOutcome.Accepted>());
            Assert.That(answered.More, Is.True);
            Assert.That(answered.Packets.Select(p => p.Key), Is.EqualTo(new[] { "1", "2" }));
            Assert.That((first.PacketId, second.PacketId), Is.EqualTo(("BM-1", "BM-2")));
            Assert.That(_door.Files[paper.File!.Sha256], Is.EqualTo(ResultSheets.File));
            Assert.That(paper.File.Size, Is.EqualTo(ResultSheets.File.Length));
            Assert.That(answered.Packets[0].Files, Is.EqualTo(new[] { paper.File.Sha256 }));
            Assert.That(((Result)second.Content).Papers.Select(p => p.File?.Size ?? 0), Is.All.Zero);
            Assert.That(((Result)first.Content).Step.At, Is.EqualTo(new DateTimeOffset(2026, 11, 20, 15, 30, 0, TimeSpan.FromHours(7))));
            Assert.That(told, Is.Null);
            Assert.That(sessions, Is.EqualTo(2), "a session that ended is begun anew");
            Assert.That(calls.Last(), Does.Contain("<m:so>1</m:so>").And.Contain("<m:bienNhan>r-BM-1</m:bienNhan>").And.Contain(">t2<"));
            Assert.That(TuNgay().Match(calls.ElementAt(1)).Groups[1].Value, Is.EqualTo("20/11/2026 00:00:00"), "in the partner's own time and form");
        });
    }

    [TestCase("<rong xmlns='urn:mau'/>", null)]
    [TestCase("<khoa xmlns='urn:mau'/>", "partner.credentials")]
    [TestCase("<la xmlns='urn:mau'/>", "partner.no-answer")]
    [TestCase("<HoiResponse xmlns='urn:mau'>no XML</HoiResponse>", "partner.no-answer")]
    [TestCase("<HoiResponse xmlns='urn:mau'>&lt;ds&gt;&lt;kq&gt;&lt;so&gt;1&lt;/so&gt;&lt;tep&gt;%%%%&lt;/tep&gt;&lt;/kq&gt;&lt;/ds&gt;</HoiResponse>", "hub.mapping-failed")]
    public async Task Each_answer_has_its_meaning(string answer, string? fault)
    {
        await using var ministry = new ScriptedPeer(_ => Answer(answer));
        Profile(files: "\"tep\"");

        var outcome = await Make(ministry.Url).Pull!.PullAsync(Request(), CancellationToken.None);

        Assert.That(outcome, fault is null ? Is.EqualTo(new PullOutcome.Answered([], false)).Using<PullOutcome.Answered>((a, b) => a.Packets.Count == b.Packets.Count && a.More == b.More) : Is.InstanceOf<PullOutcome.Failed>());
        Assert.That((outcome as PullOutcome.Failed)?.Fault.Code, Is.EqualTo(fault));
    }

    [Test]
    public async Task A_ministry_that_is_away_and_a_store_that_is_full_take_time_and_lose_nothing()
    {
        await using var ministry = new ScriptedPeer(_ => Answer(new XElement(XNamespace.Get("urn:mau") + "HoiResponse", $"<ds>{ResultSheets.Record(1, "AAAA")}</ds>").ToString()));
        Profile(files: "\"tep\"");
        _door.RefusesFiles = new Refusal(RefusalKind.Overloaded, "Full.", [], TimeSpan.FromSeconds(5));

        var full = await Make(ministry.Url).Pull!.PullAsync(Request(), CancellationToken.None) as PullOutcome.Failed;
        var away = await Make(Nobody()).Pull!.PullAsync(Request(), CancellationToken.None) as PullOutcome.Failed;

        Assert.That((full?.Fault.Code, full?.Fault.Remedy), Is.EqualTo(("hub.mapping-failed", Remedy.Time)));
        Assert.That(away?.Fault.Code, Is.EqualTo("partner.unreachable"));
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task Of_what_was_refused_it_is_told_where_the_profile_says_so(bool tells, int calls)
    {
        string? said = null;
        await using var ministry = new ScriptedPeer(request =>
        {
            said = request.Text;
            return Answer("<xong xmlns='urn:mau'/>");
        });
        Profile(acknowledge: true, tellsRefused: tells);
        var refused = new IntakeOutcome.Refused(new Refusal(RefusalKind.NotFound, "No such dossier.", [new RefusalError("/identifiers/0", "is known to nobody")]));

        var told = await Make(ministry.Url).Pull!.TellAsync(new PulledPacket { Key = "7" }, refused, CancellationToken.None);

        Assert.That((told, ministry.Requests), Is.EqualTo(((Fault?)null, calls)));
        Assert.That(said ?? "<m:so>7</m:so> notFound /identifiers/0", Does.Contain("<m:so>7</m:so>").And.Contain("notFound").And.Contain("/identifiers/0"));
    }

    [Test]
    public async Task An_acknowledgement_that_is_not_taken_is_a_fault()
    {
        await using var ministry = new ScriptedPeer(_ => Answer("<khoa xmlns='urn:mau'/>"));
        Profile(acknowledge: true, tellsRefused: true);

        var told = await Make(ministry.Url).Pull!.TellAsync(
            new PulledPacket { Key = "7" }, new IntakeOutcome.Refused(new Refusal(RefusalKind.Invalid, "Wrong.", [])), CancellationToken.None);

        Assert.That(told?.Code, Is.EqualTo("partner.credentials"));
    }

    [Test]
    public void Without_a_poll_nobody_is_asked()
    {
        Shelf.Simple("x", "<m:goi xmlns:m=\"urn:mau\"/>");
        Assert.That(Make(Nobody()).Pull!.Every, Is.Null);
    }

    [TestCase("<f:packets><f:packet/></f:packets>")]
    [TestCase("<f:packets><p:packet/></f:packets>")]
    [TestCase("<khac/>")]
    public async Task A_stylesheet_that_writes_no_packets_is_the_profiles_fault(string written)
    {
        await using var ministry = new ScriptedPeer(_ => Answer("<HoiResponse xmlns='urn:mau'>&lt;ds/&gt;</HoiResponse>"));
        Profile(packets: written);

        var failed = await Make(ministry.Url).Pull!.PullAsync(Request(), CancellationToken.None) as PullOutcome.Failed;

        Assert.That(failed?.Fault.Message, Does.Contain("ket-qua.xslt"));
    }

    [Test]
    public async Task One_that_is_asked_about_each_dossier_is_told_which()
    {
        string? asked = null;
        await using var ministry = new ScriptedPeer(request =>
        {
            asked = request.Text;
            return Answer("<rong xmlns='urn:mau'/>");
        });
        Profile(more: "\"dossiers\": 20,");
        var pull = Make(ministry.Url).Pull!;

        await pull.PullAsync(Request() with { Dossiers = ["H40-1", "H40-2"] }, CancellationToken.None);

        Assert.That((pull.DossiersAtOnce, pull.LookBack), Is.EqualTo(((int?)20, TimeSpan.FromDays(90))));
        Assert.That(asked, Does.Contain("<m:maHoSo>H40-1</m:maHoSo><m:maHoSo>H40-2</m:maHoSo>"));
    }

    private PullRequest Request() => new() { Since = s_since, KeepAsync = (content, stop) => _door.KeepAsync("DICH", content, stop) };

    private static Uri Nobody()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private void Profile(string files = "", bool acknowledge = false, bool tellsRefused = false, bool login = false, string? packets = null, string more = "")
    {
        var acknowledges = acknowledge
            ? $$"""
               "acknowledge": { "action": "urn:mau/DaNhan", "request": "da-nhan.xslt", "rules": [
                 { "when": "/m:het", "then": "tokenExpired" }, { "when": "/m:xong", "then": "ok" }, { "when": "/m:khoa", "then": "destination", "fault": "credentials" } ] },
               "acknowledgeRefused": {{(tellsRefused ? "true" : "false")}},
               """
            : string.Empty;
        var logs = login
            ? """ "secrets": { "MatKhau": {} }, "login": { "action": "urn:mau/DangNhap", "request": "login.xslt", "token": "/m:phien/@ma" }, """
            : string.Empty;
        Shelf.Simple("x", "<m:goi xmlns:m=\"urn:mau\"/>", $$"""
              {{logs}}
              "poll": {
                "every": "1m", {{more}} "packets": "ket-qua.xslt", "files": [ {{files}} ], {{acknowledges}}
                "ask": { "action": "urn:mau/Hoi", "request": "hoi.xslt", "reply": "mo.xslt", "rules": [
                  { "when": "/m:het", "then": "tokenExpired" },
                  { "when": "/ds", "then": "waiting" },
                  { "when": "/m:rong", "then": "nothing" },
                  { "when": "/m:khoa", "then": "destination", "fault": "credentials" } ] }
              },
            """)
            .Sheet("x", "login.xslt", "<m:DangNhap xmlns:m=\"urn:mau\"/>")
            .Sheet("x", "hoi.xslt", """<m:Hoi xmlns:m="urn:mau"><m:phien><xsl:value-of select="f:token()"/></m:phien><m:tuNgay><xsl:value-of select="f:date(d:poll/@since, 'dd/MM/yyyy HH:mm:ss')"/></m:tuNgay><xsl:for-each select="d:poll/d:dossier"><m:maHoSo><xsl:value-of select="@number"/></m:maHoSo></xsl:for-each></m:Hoi>""")
            .Sheet("x", "mo.xslt", """<xsl:choose><xsl:when test="local-name(/*) = 'HoiResponse'"><xsl:copy-of select="f:parseXml(/*)/*"/></xsl:when><xsl:otherwise><xsl:copy-of select="/*"/></xsl:otherwise></xsl:choose>""")
            .Sheet("x", "da-nhan.xslt", """<m:DaNhan xmlns:m="urn:mau"><m:phien><xsl:value-of select="f:token()"/></m:phien><m:so><xsl:value-of select="d:acknowledge/@key"/></m:so><m:bienNhan><xsl:value-of select="d:acknowledge/@receipt"/></m:bienNhan><m:loi><xsl:value-of select="concat(d:acknowledge/d:refusal/@kind, ' ', d:acknowledge/d:refusal/d:error/@pointer)"/></m:loi></m:DaNhan>""")
            .Sheet("x", "ket-qua.xslt", packets ?? $"""<f:packets more="true"><xsl:for-each select="/ds/kq"><f:packet key="{"{so}"}">{ResultSheets.Packet}</f:packet></xsl:for-each></f:packets>""");
    }

    [GeneratedRegex("tuNgay>([^<]*)<", RegexOptions.CultureInvariant)]
    private static partial Regex TuNgay();
}

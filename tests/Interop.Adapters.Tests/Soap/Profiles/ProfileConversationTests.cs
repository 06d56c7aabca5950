using System.Collections.Concurrent;
using Interop.Adapters.Configuration;
using Interop.Adapters.Delivery;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Faults;

namespace Interop.Adapters.Tests.Soap.Profiles;

// Profiles as people write them, against a peer on a socket.
[TestFixture]
public sealed class ProfileConversationTests : ProfileTests
{
    private const string Login = """
        "secrets": { "MatKhau": {} },
        "login": { "action": "urn:mau/DangNhap", "request": "login.xslt", "token": "/m:phien/@ma", "lifetime": "20m", "rules": [ { "when": "/m:sai", "then": "destination", "fault": "credentials" } ] },
        """;

    public ProfileConversationTests()
        : base(TimeSpan.FromSeconds(5))
    {
    }

    [Test]
    public async Task It_logs_in_once_for_many_and_once_more_when_the_token_ends()
    {
        var logins = 0;
        var tokens = new ConcurrentBag<string>();
        await using var peer = new ScriptedPeer(request =>
        {
            if (request.Text.Contains("DangNhap", StringComparison.Ordinal))
            {
                return Answer($"<phien xmlns='urn:mau' ma='t{Interlocked.Increment(ref logins)}'/>");
            }

            var expired = request.Text.Contains(">t1<", StringComparison.Ordinal) && tokens.Count >= 10;
            tokens.Add(request.Text);
            return Answer(expired ? "<het xmlns='urn:mau'/>" : "<ok xmlns='urn:mau' so='S1'/>");
        });
        Shelf.Simple("x", """<m:goi xmlns:m="urn:mau"><xsl:value-of select="f:token()"/></m:goi>""", Login)
            .Sheet("x", "login.xslt", """<m:DangNhap xmlns:m="urn:mau"><xsl:value-of select="f:secret('MatKhau')"/></m:DangNhap>""");
        var adapter = Make(peer.Url, ("Secrets:MatKhau", "plain:bi-mat"));

        var first = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => DeliverAsync(adapter)));
        var after = await DeliverAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(first.Append(after), Is.All.InstanceOf<DeliveryOutcome.Accepted>());
            Assert.That(((DeliveryOutcome.Accepted)after).Receipt.Reference, Is.EqualTo("S1"));
            Assert.That(logins, Is.EqualTo(2));
            Assert.That(tokens, Has.Count.EqualTo(12));
        });
    }

    [Test]
    public async Task A_token_that_is_never_taken_and_a_log_in_that_is_refused_hold_up_the_destination()
    {
        var (calls, refuse) = (0, false);
        await using var peer = new ScriptedPeer(request =>
        {
            var isLogin = request.Text.Contains("DangNhap", StringComparison.Ordinal);
            calls += isLogin ? 0 : 1;
            return Answer(!isLogin ? "<het xmlns='urn:mau'/>" : refuse ? "<sai xmlns='urn:mau'/>" : "<phien xmlns='urn:mau' ma='t'/>");
        });
        Shelf.Simple("x", "<goi/>", Login).Sheet("x", "login.xslt", "<DangNhap/>");
        var adapter = Make(peer.Url, ("Secrets:MatKhau", "plain:bi-mat"));

        var never = await DeliverAsync(adapter);
        var sent = calls;
        refuse = true;
        var refused = await DeliverAsync(adapter);

        Assert.Multiple(() =>
        {
            Assert.That(sent, Is.EqualTo(2));
            Assert.That(calls, Is.EqualTo(2), "nothing is sent without a log-in");
            foreach (var outcome in new[] { never, refused })
            {
                Assert.That(outcome, Is.InstanceOf<DeliveryOutcome.Deferred>());
                Assert.That(((DeliveryOutcome.Deferred)outcome).Fault, Has.Property("Code").EqualTo("partner.credentials").And.Property("Scope").EqualTo(FaultScope.Destination));
            }
        });
    }

    [Test]
    public async Task What_is_wrong_with_the_request_is_known_before_anything_is_sent()
    {
        await using var peer = new ScriptedPeer(_ => Answer("<ok xmlns='urn:mau'/>"));
        const string Recursion = """<xsl:template name="again"><b><xsl:call-template name="again"/></b></xsl:template>""";
        Shelf.Simple("broken", """<a><xsl:value-of select="$x"/></a>""")
            .Simple("gives-up", """<a><xsl:value-of select="f:map('none', 'x')"/></a>""")
            .Simple("refuses", """<xsl:message terminate="yes">Thiếu số của NGUYỄN VĂN MẪU</xsl:message>""")
            .Simple("runs-away", "<x/>").Sheet("runs-away", "send.xslt", """<xsl:call-template name="again"/>""", Recursion)
            .Simple("no-xml", """<xsl:text>words</xsl:text>""");

        var outcomes = new Dictionary<string, DeliveryOutcome>();
        foreach (var name in new[] { "broken", "gives-up", "refuses", "runs-away", "no-xml" })
        {
            outcomes[name] = await DeliverAsync(Make(peer.Url, name));
        }

        Fault Of(string name) => ((DeliveryOutcome.Deferred)outcomes[name]).Fault;
        Assert.Multiple(() =>
        {
            Assert.That((Of("broken").Code, Of("broken").Scope), Is.EqualTo(("hub.mapping-failed", FaultScope.Destination)));
            Assert.That((Of("gives-up").Code, Of("gives-up").Scope), Is.EqualTo(("hub.mapping-failed", FaultScope.Packet)));
            Assert.That((Of("runs-away").Code, Of("runs-away").Scope, Of("runs-away").Remedy), Is.EqualTo(("hub.mapping-failed", FaultScope.Packet, Remedy.Person)));
            Assert.That(Of("no-xml").Scope, Is.EqualTo(FaultScope.Packet));
            var refused = ((DeliveryOutcome.Rejected)outcomes["refuses"]).Fault;
            Assert.That(refused.Code, Is.EqualTo("hub.not-deliverable"));
            Assert.That(refused.PartnerText, Does.Contain("NGUYỄN"));
            Assert.That(refused.Message, Does.Not.Contain("NGUYỄN"));
            Assert.That(peer.Requests, Is.Zero);
        });
    }

    [Test]
    public async Task A_stylesheet_that_runs_away_again_and_again_holds_up_its_own_destination_and_no_other()
    {
        await using var peer = new ScriptedPeer(_ => Answer("<ok xmlns='urn:mau'/>"));
        Shelf.Simple("good", "<a/>").Simple("bad", "<x/>")
            .Sheet("bad", "send.xslt", """<xsl:call-template name="again"/>""", """<xsl:template name="again"><a><xsl:call-template name="again"/></a></xsl:template>""");
        var (good, bad) = (Make(peer.Url, "good"), Make(peer.Url, "bad", "XAU"));
        List<FaultScope> scopes = [];
        DateTimeOffset? until = null;

        for (var turn = 0; turn < 4; turn++)
        {
            var outcome = (DeliveryOutcome.Deferred)await DeliverAsync(bad);
            scopes.Add(outcome.Fault.Scope);
            until = outcome.NotBefore;
            Assert.That(await DeliverAsync(good), Is.InstanceOf<DeliveryOutcome.Accepted>());
        }

        Assert.Multiple(() =>
        {
            Assert.That(scopes, Is.EqualTo(new[] { FaultScope.Packet, FaultScope.Packet, FaultScope.Packet, FaultScope.Destination }));
            Assert.That(until, Is.GreaterThan(AdapterBench.Time.GetUtcNow()));
        });
    }

    [Test]
    public async Task An_answer_that_no_rule_knows_or_that_cannot_be_judged_leaves_the_outcome_open()
    {
        var answer = "<la xmlns='urn:mau'/>";
        await using var peer = new ScriptedPeer(_ => Answer(answer));
        Shelf.Simple("plain", "<a/>").Simple("reshaped", "<a/>")
            .Sheet("reshaped", "reply.xslt", """<xsl:copy-of select="f:parseXml(/*)/*"/>""");
        var json = File.ReadAllText(Path.Combine(Shelf.Of("reshaped"), "profile.json"));
        Shelf.Write("reshaped", "profile.json", json.Replace("\"request\": \"send.xslt\",", "\"request\": \"send.xslt\", \"reply\": \"reply.xslt\",", StringComparison.Ordinal));
        var (plain, reshaped) = (Make(peer.Url, "plain"), Make(peer.Url, "reshaped"));

        var unknown = await DeliverAsync(plain);
        var unjudged = await DeliverAsync(reshaped);
        answer = "<la xmlns='urn:mau'>&lt;ok xmlns='urn:mau' so='7'/></la>";
        var judged = await DeliverAsync(reshaped);

        Assert.Multiple(() =>
        {
            Assert.That((unknown as DeliveryOutcome.Unknown)?.Fault.Code, Is.EqualTo("partner.no-answer"));
            Assert.That((unjudged as DeliveryOutcome.Unknown)?.Fault.Code, Is.EqualTo("partner.no-answer"));
            Assert.That((judged as DeliveryOutcome.Accepted)?.Receipt.Reference, Is.EqualTo("7"));
        });
    }

    [Test]
    public async Task A_rule_says_when_the_partner_wants_it_again_in_the_partners_time()
    {
        await using var peer = new ScriptedPeer(_ => Answer("<cho xmlns='urn:mau'>03/06/2030 08:00:00</cho>"));
        Shelf.Simple("x", "<a/>");

        var outcome = (DeliveryOutcome.Deferred)await DeliverAsync(Make(peer.Url));

        Assert.Multiple(() =>
        {
            Assert.That(outcome.NotBefore, Is.EqualTo(Instants.At("2030-06-03T08:00:00+07:00")));
            Assert.That(outcome.Fault.Scope, Is.EqualTo(FaultScope.Packet));
        });
    }

    [Test]
    public async Task A_message_may_have_headers()
    {
        string? sent = null;
        await using var peer = new ScriptedPeer(request =>
        {
            sent = request.Text;
            return Answer("<ok xmlns='urn:mau'/>");
        });
        Shelf.Simple("x", """<f:message><f:header><m:AuthHeader xmlns:m="urn:mau"><m:User>u</m:User></m:AuthHeader></f:header><f:body><m:goi xmlns:m="urn:mau"/></f:body></f:message>""");

        await DeliverAsync(Make(peer.Url));

        var envelope = System.Xml.Linq.XDocument.Parse(sent!).Root!;
        System.Xml.Linq.XNamespace soap = "http://schemas.xmlsoap.org/soap/envelope/";
        Assert.Multiple(() =>
        {
            Assert.That(envelope.Element(soap + "Header")!.Elements().Single().Name.LocalName, Is.EqualTo("AuthHeader"));
            Assert.That(envelope.Element(soap + "Body")!.Elements().Single().Name.LocalName, Is.EqualTo("goi"));
        });
    }

    [Test]
    public void What_the_profile_asks_for_and_the_destination_does_not_give_is_listed()
    {
        Shelf.Simple("x", "<a/>", Login + "\"settings\": { \"MaDonVi\": { \"required\": true } },").Sheet("x", "login.xslt", "<a/>");

        var made = Bench.TryMake(Soap, new Dictionary<string, string?> { ["Profile"] = "x", ["Folder"] = Shelf.Folder, ["Values:Khac"] = "1" });
        var escaping = Bench.TryMake(Soap, new Dictionary<string, string?> { ["Profile"] = "../x", ["Folder"] = Shelf.Folder });

        Assert.Multiple(() =>
        {
            Assert.That((made, escaping), Is.EqualTo(((AdapterInstance?)null, (AdapterInstance?)null)));
            Assert.That(Bench.Errors.Select(e => e.Path), Is.EquivalentTo(new[] { "S:Values:MaDonVi", "S:Values:Khac", "S:Secrets:MatKhau", "S:Endpoint", "S:Profile" }));
        });
    }
}

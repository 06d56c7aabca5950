using System.Text.Json.Nodes;
using Interop.Adapters.Delivery;
using Interop.Adapters.Population;
using Interop.Adapters.Queries;
using Interop.Adapters.Tests.Conformance;
using Interop.Adapters.Tests.Samples;
using Interop.Contracts.Identifiers;
using Interop.Simulators;

namespace Interop.Adapters.Tests.Population;

[TestFixture]
public sealed class PopulationTests
{
    private AdapterBench _bench = null!;

    [SetUp]
    public void Begin() => _bench = new AdapterBench();

    [TearDown]
    public void End() => _bench.Dispose();

    [TestCase("001099000001", "NGUYỄN VĂN MẪU", "1999-01-01", Verdict.Confirmed)]
    [TestCase("010000001", "NGUYỄN VĂN MẪU", "1999-01-01", Verdict.Confirmed)]
    [TestCase("001140000001", "LÊ THỊ CHỈ NĂM", "1940", Verdict.Confirmed)]
    [TestCase("001099000001", "NGUYỄN VĂN KHÁC", "1999-01-01", Verdict.Contradicted)]
    [TestCase("001099000001", "NGUYỄN VĂN MẪU", "1998-01-01", Verdict.Contradicted)]
    [TestCase("099999999999", "NGUYỄN VĂN MẪU", "1999-01-01", Verdict.NotFound)]
    public async Task The_authority_says(string number, string name, string born, Verdict verdict)
    {
        await using var population = await PopulationSimulator.StartAsync(new SimulatorOptions());
        var query = _bench.Make(new PopulationRegistration(), PopulationBench.Settings(population.BaseUrl)).Query!;

        var outcome = await query.VerifyIdentityAsync(
            PopulationBench.Father with { Number = new PersonNumber(PersonNumberType.CitizenNumber, number), FullName = name, BirthDate = PartialDate.Parse(born) },
            CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((outcome as QueryOutcome.Answered)?.Verdict, Is.EqualTo(verdict));
            Assert.That(population.Records.Requests.Single().Path, Is.EqualTo("/xacthuc"), "nothing about the person in the address");
        });
    }

    [TestCase("001099000001", "1999-01-01", """{"MaYeuCau":"q1","MaDVC":"1.001193","MaTichHop":"037","MaCanBo":"canbo01","MaDonVi":"000.00.18.H40","SoDinhDanh":"001099000001","HoVaTen":"NGUYỄN VĂN MẪU","NgayThangNamSinh":{"NgayThangNam":"19990101"}}""")]
    [TestCase("010000001", "1999", """{"MaYeuCau":"q1","MaDVC":"1.001193","MaTichHop":"037","MaCanBo":"canbo01","MaDonVi":"000.00.18.H40","SoCMND":"010000001","HoVaTen":"NGUYỄN VĂN MẪU","NgayThangNamSinh":{"Nam":"1999"}}""")]
    [TestCase("001099000001", "1999-01", """{"MaYeuCau":"q1","MaDVC":"1.001193","MaTichHop":"037","MaCanBo":"canbo01","MaDonVi":"000.00.18.H40","SoDinhDanh":"001099000001","HoVaTen":"NGUYỄN VĂN MẪU","NgayThangNamSinh":{"Nam":"1999"}}""")]
    public async Task The_question_has_the_services_names_in_its_order(string number, string born, string expected)
    {
        string? sent = null;
        await using var peer = new ScriptedPeer(call =>
        {
            sent = JsonNode.Parse(call.Text)!.ToJsonString();
            return PeerAnswer.Http(200, "application/json", """{"TonTai":"1","KetQuaXacThuc":"1"}"""u8.ToArray());
        });
        var query = _bench.Make(new PopulationRegistration(), PopulationBench.Settings(peer.Url)).Query!;

        await query.VerifyIdentityAsync(
            PopulationBench.Father with { Number = new PersonNumber(PersonNumberType.CitizenNumber, number), BirthDate = PartialDate.Parse(born) }, CancellationToken.None);

        Assert.That(sent, Is.EqualTo(JsonNode.Parse(expected)!.ToJsonString()));
    }

    [Test]
    public async Task A_number_the_database_cannot_be_asked_by_is_refused_unasked()
    {
        await using var peer = new ScriptedPeer(_ => PeerAnswer.Http(200, "application/json", "{}"u8.ToArray()));
        var query = _bench.Make(new PopulationRegistration(), PopulationBench.Settings(peer.Url)).Query!;

        var passport = await query.VerifyIdentityAsync(PopulationBench.Father with { Number = new PersonNumber(PersonNumberType.Passport, "B1234567") }, CancellationToken.None);
        var nobody = await query.VerifyIdentityAsync(PopulationBench.Father with { Officer = " " }, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(passport, Is.InstanceOf<QueryOutcome.Refused>());
            Assert.That(nobody, Is.InstanceOf<QueryOutcome.Refused>(), "each look-up is tied to an officer");
            Assert.That(peer.Requests, Is.Zero);
        });
    }

    [TestCase("{}")]
    [TestCase("""{"TonTai":"1"}""")]
    [TestCase("""{"KetQuaXacThuc":"có"}""")]
    [TestCase("[1]")]
    public async Task An_answer_without_a_verdict_is_no_answer(string json)
    {
        await using var peer = new ScriptedPeer(_ => PeerAnswer.Http(200, "application/json", System.Text.Encoding.UTF8.GetBytes(json)));
        var query = _bench.Make(new PopulationRegistration(), PopulationBench.Settings(peer.Url)).Query!;

        var outcome = await query.VerifyIdentityAsync(PopulationBench.Father, CancellationToken.None);

        Assert.That((outcome as QueryOutcome.Failed)?.Fault.Code, Is.EqualTo("partner.no-answer"));
    }

    [Test]
    public void A_direct_call_is_known_by_a_hash_over_address_user_time_and_secret()
    {
        var headers = new GatewayAccess.Direct("user", "secret", "key", "VN/GOV/H40")
            .Headers(new Uri("https://ndxp.example.vn/037/xacthuc"), Instants.At("2024-06-03T01:15:00Z"))
            .ToDictionary(h => h.Key, h => h.Value);

        var basic = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(headers["Authorization"]["Basic ".Length..]));
        Assert.Multiple(() =>
        {
            Assert.That(headers["Timestamp"], Is.EqualTo("1717377300000"));
            Assert.That(basic, Is.EqualTo("user:" + Hash("https://ndxp.example.vn/037/xacthucuser1717377300000secret")));
            Assert.That((headers["X-Road-Client"], headers["ApiKey"]), Is.EqualTo(("VN/GOV/H40", "key")));
        });
    }

    [Test]
    public async Task Through_the_lgsp_the_application_and_the_officer_are_named()
    {
        PeerRequest? asked = null;
        await using var peer = new ScriptedPeer(call =>
        {
            asked = call;
            return PeerAnswer.Http(200, "application/json", """{"TonTai":"1","KetQuaXacThuc":"1"}"""u8.ToArray());
        });
        var adapter = _bench.Make(new PopulationRegistration(), new Dictionary<string, string?>
        {
            ["Url"] = peer.Url.AbsoluteUri,
            ["Variant"] = "lgsp",
            ["BearerTokenRef"] = "plain:token",
            ["AccessKey"] = "ak",
            ["SecretKeyRef"] = "plain:sk",
            ["AppName"] = "mot-cua",
            ["PartnerCode"] = "000.00.00.H40",
            ["PartnerCodeCus"] = "000.00.00.G01",
            ["OfficerKeyName"] = "canbo01",
            ["OfficerKeyPassRef"] = "plain:pw",
        });

        await adapter.Query!.VerifyIdentityAsync(PopulationBench.Father, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(asked!.Head, Does.Contain("Authorization: Bearer token"));
            Assert.That(asked.Head, Does.Contain("AuthHash: " + Convert.ToBase64String("canbo01:pw"u8)));
            Assert.That(asked.Head, Does.Contain("lgspaccesstoken: " + Convert.ToBase64String("""{"AccessKey":"ak","SecretKey":"sk","AppName":"mot-cua","PartnerCode":"000.00.00.H40","PartnerCodeCus":"000.00.00.G01"}"""u8)));
        });
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

using System.Xml.Linq;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Contracts.CodeLists;
using Interop.Contracts.Identifiers;

namespace Interop.Adapters.Tests.Soap;

/// <summary>What an officer's software asks arrives as it was asked, and what the hub answers is what it reads.</summary>
public sealed class LookUpServiceTests
{
    private const string Who = "<officer>canbo01</officer><unit>000.00.18.h40</unit><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><procedure>1.001193</procedure><purpose>Đăng ký khai sinh</purpose>";

    private static readonly XNamespace Ns = "urn:interop:look-up:1";

    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [TestCase("<birthDate>1940</birthDate>", "1940")]
    [TestCase("<birthDate>1999-01</birthDate>", "1999-01")]
    [TestCase("<birthDate>1999-01-31</birthDate>", "1999-01-31")]
    [TestCase("<birthDate/>", null)]
    [TestCase("", null)]
    public async Task An_identity_is_asked_about_with_officer_unit_dossier_and_purpose(string born, string? expected)
    {
        var answer = await AskAsync("VerifyIdentity", $"{Who}<number>001099000001</number><fullName>Nguyễn Văn Mẫu</fullName>{born}");
        Assert.That((answer.Status, answer.Field("verdict"), answer.Field("lookUpId"), answer.Field("reference"), answer.Field("at")), Is.EqualTo((200, "notFound", "0123456789abcdef0123456789abcdef", "absent", "1970-01-01T07:00:00+07:00")), string.Join('\n', answer.Detail));
        Assert.That(_hub.LookUps.Calls.Single(), Is.EqualTo(new VerifyIdentityCall
        {
            Officer = "canbo01",
            Unit = OrganisationCode.Parse("000.00.18.H40"),
            DossierNumber = "000.00.18.H40-240603-0001",
            Procedure = ProcedureCode.Parse("1.001193"),
            Purpose = "Đăng ký khai sinh",
            Number = "001099000001",
            FullName = "Nguyễn Văn Mẫu",
            BirthDate = expected is null ? null : PartialDate.Parse(expected, null),
        }));
        Assert.That(_hub.LookUps.Calls.Single().ToString(), Does.Not.Contain("001099000001").And.Not.Contain("Nguyễn"));
    }

    [Test]
    public async Task Everything_that_is_wrong_is_told_without_the_person_and_nobody_asked()
    {
        var answer = await AskAsync("VerifyIdentity", "<officer>canbo01</officer><unit>không có</unit><dossierNumber>D</dossierNumber><procedure>?</procedure><purpose>x</purpose><number>001099000001</number><fullName>Nguyễn Thị Mật</fullName><birthDate>1999-02-30</birthDate>");
        Assert.That(answer.Detail.Skip(1).Select(line => line.Split(':')[0]), Is.EquivalentTo(new[] { "/VerifyIdentityRequest/unit", "/VerifyIdentityRequest/procedure", "/VerifyIdentityRequest/birthDate" }));
        var short_ = await AskAsync("VerifyIdentity", $"{Who}<number>0010990000011</number><fullName>Nguyễn Thị Mật</fullName>");
        Assert.That(short_.Detail.Skip(1).Select(line => line.Split(':')[0]), Is.EqualTo(new[] { "/VerifyIdentityRequest/number" }));
        Assert.That(answer.Document.ToString() + short_.Document, Does.Not.Contain("Mật").And.Not.Contain("0010990000").And.Not.Contain("1999"));
        Assert.That(_hub.LookUps.Calls, Is.Empty);
        Assert.That(string.Join('\n', _hub.Log), Does.Not.Contain("Mật").And.Not.Contain("0010990000"));
    }

    [Test]
    public async Task Not_now_is_a_servers_fault_with_the_time_to_come_again_and_too_many_a_callers()
    {
        _hub.LookUps.Verdict = new ExchangeReply<VerifiedIdentity>(null, new ExchangeRefusal(new Refusal(RefusalKind.Overloaded, "Not now.", [], TimeSpan.FromMinutes(5))));
        var busy = await AskAsync("VerifyIdentity", $"{Who}<number>001099000001</number><fullName>x</fullName>");
        Assert.That((busy.Status, busy.FaultCode, busy.RetryAfter), Is.EqualTo((503, "soap:Server.Busy", (TimeSpan?)TimeSpan.FromMinutes(5))));
        _hub.LookUps.Verdict = new ExchangeReply<VerifiedIdentity>(null, new ExchangeRefusal(new Refusal(RefusalKind.TooMany, "No more today.", [])));
        var many = await AskAsync("VerifyIdentity", $"{Who}<number>001099000001</number><fullName>x</fullName>");
        Assert.That((many.Status, many.FaultCode, many.Detail.Single()), Is.EqualTo((500, "soap:Client.Invalid", "too-many")));
    }

    [Test]
    public async Task Every_code_list_is_told_whole()
    {
        foreach (var list in CodeList.All)
        {
            var answer = await AskAsync("ListCodes", $"<name>{list.Name}</name>");
            Assert.That((answer.Status, answer.Field("name")), Is.EqualTo((200, list.Name)));
            Assert.That(answer.Body.Elements(Ns + "entry").Select(e => (e.Element(Ns + "code")!.Value, e.Element(Ns + "nameVi")!.Value)), Is.EqualTo(list.Entries.Select(e => (e.Code, e.NameVi))), list.Name);
        }
    }

    [Test]
    public async Task Organisations_are_told_with_their_other_codes_and_their_time()
    {
        var answer = await AskAsync("ListOrganisations", "<prefix>h40</prefix>");
        Assert.That(_hub.LookUps.Calls.Single(), Is.EqualTo(new ListOrganisationsCall("h40")));
        Assert.That((answer.Status, answer.Field("whole")), Is.EqualTo((200, "false")));
        Assert.That(answer.Body.Elements(Ns + "organisation").Select(o => string.Join('|', o.Elements().Select(f => f.Value))), Is.EqualTo(new[]
        {
            "H40.17|UBND phường Cũ <Mẫu>|000.00.17.H40|2015-01-01|2025-06-30|H40.18",
            "H40.18|UBND phường Mẫu",
        }));
        await AskAsync("ListOrganisations", string.Empty);
        Assert.That(_hub.LookUps.Calls.Last(), Is.EqualTo(new ListOrganisationsCall(null)));
    }

    private Task<SoapHubAnswer> AskAsync(string operation, string fields) => _hub.PostAsync(Http.Envelope($"<{operation}Request xmlns=\"{Ns}\">{fields}</{operation}Request>"), service: "look-up");
}

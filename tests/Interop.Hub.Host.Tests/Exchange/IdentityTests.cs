using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Host.Composition;
using Interop.Simulators;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Host.Tests.Exchange;

/// <summary>
/// Officers look up citizens at the population database, by REST and by SOAP, for a dossier of theirs and for nothing else.
/// </summary>
[TestFixture]
internal sealed class IdentityTests
{
    private static readonly Citizen s_citizen = CitizenRegistry.Invented[0];

    private HubUnderTest _hub = null!;
    private SoapCaller _lookUp = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _hub = await HubUnderTest.StartAsync(interop =>
        {
            interop["Limits"]!["LookUpsPerOfficer"] = "4";
            interop["Partners"]!["MCDT"]!["Permissions"]!["LookUps"] = new JsonArray("identity");
            interop["Partners"]!["CSDLDC"]!["Permissions"] = new JsonObject { ["LookUps"] = new JsonArray("identity") };

            // Its dossiers wait for nobody, and officers may still ask.
            interop["Procedures"]!["1.001193"]!.AsObject().Remove("Gates");
            interop["Procedures"]!["1.001193"]!["LookUp"] = "CSDLDC";
        });
        _lookUp = new SoapCaller(_hub, "look-up");
        using var submitted = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)submitted.StatusCode, Is.EqualTo(202));
    }

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task TheVerdictIsToldAndWrittenDownWithoutThePerson()
    {
        var confirmed = await AskAsync(Question());
        Assert.That((confirmed.Status, confirmed.Body.GetProperty("verdict").GetString()), Is.EqualTo((200, "confirmed")), confirmed.Body.ToString());
        var another = Question();
        another["fullName"] = "Trần Thị Khác";
        Assert.That((await AskAsync(another)).Body.GetProperty("verdict").GetString(), Is.EqualTo("contradicted"));
        var nobody = Question();
        nobody["number"] = "099999999999";
        Assert.That((await AskAsync(nobody)).Body.GetProperty("verdict").GetString(), Is.EqualTo("notFound"));

        // By SOAP at the same desk; of a person of whom only the year is known, by the old number.
        var old = CitizenRegistry.Invented[3];
        var soap = await _lookUp.CallAsync("MCDT", "VerifyIdentity", Fields(old.OldNumber!, old.FullName, old.Born[..4]));
        Assert.That((soap.Status, soap.Field("verdict"), soap.Field("lookUpId").Length), Is.EqualTo((200, "confirmed", 32)), soap.ToString());

        var written = await WrittenAsync();
        Assert.That(written.Select(line => line.Outcome), Is.EqualTo(new[] { "asked", "confirmed", "asked", "contradicted", "asked", "notFound", "asked", "confirmed" }));
        Assert.That(written[0].Line, Does.StartWith($"{confirmed.Body.GetProperty("lookUpId").GetString()}|MCDT|canbo01|H40.18|{Dossiers.Number(1)}|1.001193|CSDLDC|Đăng ký khai sinh|asked"));
        var all = string.Join('\n', written.Select(line => line.Line));
        foreach (var person in new[] { s_citizen.Number, old.OldNumber!, "Khác", "CHỈ NĂM", "1999", "1940" })
        {
            Assert.That(all, Does.Not.Contain(person).IgnoreCase);
        }
    }

    [Test]
    public async Task AnOfficersDayIsCapped()
    {
        for (var n = 0; n < 4; n++)
        {
            Assert.That((await AskAsync(Question(officer: n % 2 == 0 ? "canbo01" : "CANBO01"))).Status, Is.EqualTo(200));
        }

        var (status, body, retryAfter) = await AskAsync(Question());
        Assert.That((status, Pointers(body)), Is.EqualTo((429, "/officer")), body.ToString());
        Assert.That(retryAfter, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromDays(1)));
        var soap = await _lookUp.CallAsync("MCDT", "VerifyIdentity", Fields(s_citizen.Number, s_citizen.FullName, "1999-01-01"));
        Assert.That((soap.Status, soap.Field("code")), Is.EqualTo((500, "too-many")), soap.ToString());
        Assert.That((await AskAsync(Question(officer: "canbo02"))).Status, Is.EqualTo(200), "another officer's day");
        Assert.That((await WrittenAsync()).Count(line => line.Outcome == "asked"), Is.EqualTo(5), "what was not asked is not written down");
    }

    [Test]
    public async Task OnlyADossierOfTheOfficersUnitAndProcedureOpensTheDoor()
    {
        var wrong = Question();
        wrong["unit"] = "G15";
        wrong["procedure"] = "1.000656";
        Assert.That(Told(await AskAsync(wrong)), Is.EqualTo("422 /unit /procedure"));

        var unknown = Question();
        unknown["dossierNumber"] = Dossiers.Number(999);
        Assert.That(Told(await AskAsync(unknown)), Is.EqualTo("404 /dossierNumber"));
        Assert.That(Told(await AskAsync(Question(), "CSDLDC")), Is.EqualTo("404 /dossierNumber"), "no party: the same as unknown");
        Assert.That(Told(await AskAsync(Question(), "HOTICH")), Is.EqualTo("403 "), "a party, and without the right");

        using (var withdrawn = await _hub.Client("MCDT").PostAsync($"api/v1/dossiers/{Dossiers.Number(1)}/withdrawal", HubUnderTest.Json("""{"packetId":"W-1","content":{"requestedAt":"2026-11-23T09:00:00+07:00","reason":"Người dân xin rút"}}""")))
        {
            Assert.That((int)withdrawn.StatusCode, Is.EqualTo(202));
        }

        Assert.That(Told(await AskAsync(Question())), Is.EqualTo("403 /dossierNumber"), "closed");
        Assert.That(await WrittenAsync(), Is.Empty);
        Assert.That(_hub.Province.Population.Records.Counts.Requests, Is.Zero, "nobody was asked");
    }

    [Test]
    public async Task WhatIsWrongIsToldAtOnceAndSaysNothingOfThePerson()
    {
        var (status, body, _) = await AskAsync(new JsonObject { ["unit"] = "không có", ["dossierNumber"] = Dossiers.Number(1), ["procedure"] = "?", ["purpose"] = " ", ["number"] = "12345", ["fullName"] = "Nguyễn Thị Mật", ["birthDate"] = "hôm qua", ["x"] = 1 });
        Assert.That((status, Pointers(body)), Is.EqualTo((422, "/x /officer /unit /procedure /purpose /birthDate /number")), body.ToString());
        var purpose = Question();
        purpose["purpose"] = $"xác minh ông {s_citizen.FullName.ToLowerInvariant()}";
        Assert.That(Told(await AskAsync(purpose)), Is.EqualTo("422 /purpose"));
        purpose["purpose"] = $"số {s_citizen.Number[..6]} {s_citizen.Number[6..]}";
        var named = await AskAsync(purpose);
        Assert.That(Told(named), Is.EqualTo("422 /purpose"));
        Assert.That(body.ToString() + named.Body, Does.Not.Contain("Mật").And.Not.Contain("12345").And.Not.Contain(s_citizen.Number[..6]));

        var soap = await _lookUp.CallAsync("MCDT", "VerifyIdentity", Fields("12345", "Nguyễn Thị Mật", "hôm qua"));
        Assert.That((soap.Status, soap.Field("code"), soap.All("path")), Is.EqualTo((500, "invalid", (IReadOnlyList<string>)["/VerifyIdentityRequest/number", "/VerifyIdentityRequest/birthDate"])), soap.ToString());
        Assert.That(soap.Body.ToString(), Does.Not.Contain("Mật").And.Not.Contain("12345"));
    }

    [Test]
    public async Task WhileTheAuthorityCannotBeReachedTheCallerComesAgain()
    {
        await _hub.Province.Population.GoDownAsync();
        var failed = await AskAsync(Question());
        Assert.That((failed.Status, failed.RetryAfter > TimeSpan.Zero), Is.EqualTo((503, true)), failed.Body.ToString());
        Assert.That((await WrittenAsync()).Select(line => line.Outcome), Is.EqualTo(new[] { "asked", "failed" }));

        await _hub.Province.Population.ComeBackAsync();
        var doors = _hub.Services.GetRequiredService<IDestinationOperations>();
        Assert.That(await doors.PauseAsync("CSDLDC", "canbo01", "bảo trì", CancellationToken.None), Is.True);
        var paused = await AskAsync(Question());
        Assert.That((paused.Status, paused.RetryAfter), Is.EqualTo((503, (TimeSpan?)TimeSpan.FromMinutes(5))), paused.Body.ToString());
        var soap = await _lookUp.CallAsync("MCDT", "VerifyIdentity", Fields(s_citizen.Number, s_citizen.FullName, "1999-01-01"));
        Assert.That((soap.Status, soap.Field("code"), soap.RetryAfter), Is.EqualTo((503, "overloaded", (TimeSpan?)TimeSpan.FromMinutes(5))), soap.ToString());
        Assert.That(await WrittenAsync(), Has.Count.EqualTo(2), "behind a closed door nobody is asked");

        await doors.ResumeAsync("CSDLDC", "canbo01", string.Empty, CancellationToken.None);
        await Eventually.BecomesTrueAsync(async () => (await AskAsync(Question())).Status == 200);
    }

    [Test]
    public async Task CodesAndOrganisationsAreListed()
    {
        var codes = await _lookUp.CallAsync("HOTICH", "ListCodes", "<name>document-status</name>");
        Assert.That((codes.Status, string.Join(' ', codes.All("code"))), Is.EqualTo((200, "01 02 03 04 05 06 13 15 16")), codes.ToString());
        Assert.That((codes.All("nameVi")[0], codes.Field("confidence")), Is.EqualTo(("Đã đến", "high")));
        var provinces = await _lookUp.CallAsync("HOTICH", "ListCodes", "<name>provinces</name>");
        Assert.That(provinces.Body.Descendants(provinces.Namespace + "attribute").First().Attribute("name")!.Value, Is.EqualTo("names_as_of"));
        var none = await _lookUp.CallAsync("HOTICH", "ListCodes", "<name>không có</name>");
        Assert.That((none.Status, none.Field("code")), Is.EqualTo((500, "not-found")));
        Assert.That(none.Field("message"), Does.Contain("business-status").And.Contain("provinces"));

        var all = await _lookUp.CallAsync("HOTICH", "ListOrganisations", string.Empty);
        Assert.That((string.Join(' ', all.All("code")), all.Field("whole")), Is.EqualTo(("G01 G15 G22 H40 H40.18", "true")), all.ToString());
        Assert.That((await _lookUp.CallAsync("HOTICH", "ListOrganisations", "<prefix>h40</prefix>")).All("alias"), Is.EqualTo(new[] { "000.00.00.H40", "000.00.18.H40" }));
        Assert.That((await _lookUp.CallAsync("HOTICH", "ListOrganisations", "<prefix>000.00.00.g15</prefix>")).All("name"), Is.EqualTo(new[] { "Bộ Tư pháp" }));
        Assert.That((await _lookUp.CallAsync("HOTICH", "ListOrganisations", "<prefix>văn phòng</prefix>")).All("code"), Is.EqualTo(new[] { "G22" }));
    }

    private static JsonObject Question(string officer = "canbo01") => new()
    {
        ["officer"] = officer,
        ["unit"] = "000.00.18.H40",
        ["dossierNumber"] = Dossiers.Number(1).ToLowerInvariant(),
        ["procedure"] = "1.001193",
        ["purpose"] = "Đăng ký khai sinh",
        ["number"] = s_citizen.Number,
        ["fullName"] = s_citizen.FullName,
        ["birthDate"] = "1999-01-01",
    };

    private static string Fields(string number, string name, string born) =>
        $"<officer>canbo01</officer><unit>H40.18</unit><dossierNumber>{Dossiers.Number(1)}</dossierNumber><procedure>1.001193</procedure><purpose>Đăng ký khai sinh</purpose><number>{number}</number><fullName>{name}</fullName><birthDate>{born}</birthDate>";

    private static string Pointers(JsonElement problem) => problem.TryGetProperty("errors", out var errors) ? string.Join(' ', errors.EnumerateArray().Select(e => e.GetProperty("pointer").GetString())) : string.Empty;

    private static string Told((int Status, JsonElement Body, TimeSpan? RetryAfter) answer) => $"{answer.Status} {Pointers(answer.Body)}";

    private async Task<(int Status, JsonElement Body, TimeSpan? RetryAfter)> AskAsync(JsonObject question, string partner = "MCDT")
    {
        using var content = new StringContent(question.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var answer = await _hub.Client(partner).PostAsync("api/v1/queries/identity", content);
        return ((int)answer.StatusCode, await HubUnderTest.BodyAsync(answer), answer.Headers.RetryAfter?.Delta);
    }

    private async Task<IReadOnlyList<(string Line, string Outcome)>> WrittenAsync()
    {
        var database = Path.Combine(Path.GetDirectoryName(_hub.ConfigurationPath)!, "ledger", LedgerPlaces.Database);
        await using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, ForeignKeys = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "select id || '|' || partner || '|' || officer || '|' || unit || '|' || dossier || '|' || procedure || '|' || destination || '|' || purpose || '|' || outcome || '|' || at, outcome from look_up order by key";
        List<(string, string)> lines = [];
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            lines.Add((rows.GetString(0), rows.GetString(1)));
        }

        return lines;
    }
}

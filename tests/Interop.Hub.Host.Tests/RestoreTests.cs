using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Hub.Host.Commands;
using Interop.Simulators;

namespace Interop.Hub.Host.Tests;

/// <summary>Guarantee 15: a ledger that was put back from a backup is held, stated, released; nothing is sent twice, and what it lost comes again.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("interop-restore-").FullName;

    private string KeyFile => Path.Combine(_folder, "signing.pem");

    private string Exported => Path.Combine(_folder, "exported");

    private string Backup => Path.Combine(_folder, "backup.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task ARestoredLedgerIsHeldStatedAndReleasedAndEveryEffectIsThereOnce()
    {
        await using var hub = await StartAsync();
        using var oneStop = hub.Client("MCDT");
        var (portal, ministry) = (hub.Province.NationalPortal, hub.Province.CivilStatus);
        List<string> receipts = [await SendAsync(oneStop, 1)];
        await ArrivedAsync(hub, 1);

        // 1. The backup is taken while the second dossier is on its way to the ministry; it arrives, and a third is accepted after.
        await ministry.SetFaultsAsync(new FaultSettings { Hold = true });
        receipts.Add(await SendAsync(oneStop, 2));
        await Eventually.BecomesTrueAsync(() => ministry.Records.Requests.Any(r => r.DossierNumber == Dossiers.Number(2)) || portal.Records.EffectsOf(Dossiers.Number(2)).Count == 1);
        await BackUpAsync(hub);
        await ministry.SetFaultsAsync(new FaultSettings());
        receipts.Add(await SendAsync(oneStop, 3));
        await ArrivedAsync(hub, 2);
        await ArrivedAsync(hub, 3);
        await hub.StopAsync();

        // 2. Put back, and nobody says so: the hub notices by itself, takes nothing and sends nothing.
        PutBack(hub);
        var before = (portal.Records.Counts.Requests, ministry.Records.Counts.Requests);
        await hub.StartAgainAsync();
        await HeldAsync(hub, oneStop);
        var (unsaid, why) = await ReleaseAsync(hub, new { reason = "cho chạy tiếp" });
        Assert.That(unsaid, Is.EqualTo(409));
        Assert.That(why.GetProperty("detail").GetString(), Does.Contain("ledger restored"));
        await hub.StopAsync();
        Assert.That(await VerifyAsync(hub), Is.EqualTo(1), "a tail is missing, and nobody has said why");

        // 3. Stated, and once more by somebody who was not sure; the exported files agree again.
        var (stated, said) = await RestoredAsync(hub.ConfigurationPath);
        Assert.That(stated, Is.Zero, said);
        Assert.That(said, Does.Contain("Epoch 1 is stated").And.Contain("at least what was accepted until then is lost"));
        var (again, alike) = await RestoredAsync(hub.ConfigurationPath);
        Assert.That(again, Is.Zero, alike);
        Assert.That(alike, Does.Contain("already"));
        Assert.That(await VerifyAsync(hub), Is.Zero, "the stated rewind is accepted");

        // 4. Held until an operator releases it.
        await hub.StartAgainAsync();
        await HeldAsync(hub, oneStop);
        Assert.That((portal.Records.Counts.Requests, ministry.Records.Counts.Requests), Is.EqualTo(before), "nothing was sent while it was held");
        var (released, reply) = await ReleaseAsync(hub, new { reason = "đã đối chiếu với bộ" });
        Assert.That(released, Is.EqualTo(200), reply.ToString());
        Assert.That(reply.GetProperty("untold")[0].GetString(), Is.EqualTo("HOTICH"));

        // 5. The sender is told once, asks, and sends again what was lost.
        await Eventually.BecomesTrueAsync(() => Notices(hub) == 1);
        using var asked = await oneStop.PostAsJsonAsync("api/v1/receipts/reconcile", new { receipts, packets = new[] { "T-1", "T-3" } });
        var missing = await HubUnderTest.BodyAsync(asked);
        Assert.That((missing.GetProperty("epoch").GetInt64(), missing.GetProperty("missingReceipts")[0].GetString(), missing.GetProperty("missingPackets")[0].GetString()), Is.EqualTo((1L, receipts[2], "T-3")), missing.ToString());
        Assert.That((missing.GetProperty("missingReceipts").GetArrayLength(), missing.GetProperty("missingPackets").GetArrayLength()), Is.EqualTo((1, 1)));
        await SendAsync(oneStop, 3);
        foreach (var sequence in (int[])[1, 2, 3])
        {
            await Eventually.BecomesTrueAsync(async () => (await StatesAsync(oneStop, sequence)).All(s => s == "delivered"));
            Assert.That((portal.Records.EffectsOf(Dossiers.Number(sequence)).Count, ministry.Records.EffectsOf(Dossiers.Number(sequence)).Count), Is.EqualTo((1, 1)), $"dossier {sequence}");
        }

        Assert.That(Notices(hub), Is.EqualTo(1));
        await hub.StopAsync();
        Assert.That(await VerifyAsync(hub), Is.Zero);
    }

    [Test]
    public async Task WhoHasTheDatabaseAndNotTheKeyStatesNoRestore()
    {
        await using var hub = await StartAsync();
        using var oneStop = hub.Client("MCDT");
        await SendAsync(oneStop, 1);
        await BackUpAsync(hub);
        await SendAsync(oneStop, 2);
        await ArrivedAsync(hub, 2);
        await hub.StopAsync();

        // The tail is cut, and an epoch written over the cut with the hub's own program, but for the key.
        PutBack(hub);
        var forger = Path.Combine(Path.GetDirectoryName(hub.ConfigurationPath)!, "forger.json");
        File.Copy(hub.ConfigurationPath, forger);
        HubUnderTest.Rewrite(forger, interop => interop.Remove("Evidence"));
        var (stated, said) = await RestoredAsync(forger);
        Assert.That(stated, Is.Zero, said);
        Assert.That(await VerifyAsync(hub), Is.EqualTo(1));
        await hub.StartAgainAsync();
        await HeldAsync(hub, oneStop);
        await hub.StopAsync();
        Assert.That(await VerifyAsync(hub), Is.EqualTo(1), "the hub signed nothing over it");
    }

    [Test]
    public async Task BadQuestionsAboutReceiptsAreToldEverythingThatIsWrong()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client("MCDT");
        await RefusedAsync(client, "[]", 422, "");
        await RefusedAsync(client, "{}", 422, "");
        await RefusedAsync(client, "{\"receipts\":\"x\",\"others\":[]}", 422, "/receipts", "/others");
        await RefusedAsync(client, "{\"receipts\":[1,\"\",\"ok\"],\"packets\":[null]}", 422, "/receipts/0", "/receipts/1", "/packets/0");
        await RefusedAsync(client, $"{{\"receipts\":[{string.Join(',', Enumerable.Repeat("\"r\"", 501))}]}}", 422, "");
        await RefusedAsync(client, "{\"receipts\":[", 400);
        await RefusedAsync(client, "{\"receipts\":[],\"receipts\":[]}", 400);
        using var text = await client.PostAsync("api/v1/receipts/reconcile", new StringContent("receipts"));
        Assert.That((int)text.StatusCode, Is.EqualTo(415));
        using var nobody = await hub.Client(null).PostAsync("api/v1/receipts/reconcile", HubUnderTest.Json("{\"receipts\":[\"x\"]}"));
        Assert.That((int)nobody.StatusCode, Is.EqualTo(401));
        using var never = await client.PostAsync("api/v1/receipts/reconcile", HubUnderTest.Json("{\"receipts\":[\"x\"]}"));
        var body = await HubUnderTest.BodyAsync(never);
        Assert.That((body.TryGetProperty("epoch", out _), body.GetProperty("missingReceipts")[0].GetString()), Is.EqualTo((false, "x")));
    }

    private static async Task RefusedAsync(HttpClient client, string json, int status, params string[] pointers)
    {
        using var answer = await client.PostAsync("api/v1/receipts/reconcile", HubUnderTest.Json(json));
        var body = await HubUnderTest.BodyAsync(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), body.ToString());
        Assert.That(
            body.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Select(e => e.GetProperty("pointer").GetString()).ToArray() : [],
            Is.EqualTo(pointers), json);
    }

    private async Task<HubUnderTest> StartAsync()
    {
        Directory.CreateDirectory(Exported);
        Assert.That(await KeysCommand.CreateSigningAsync(KeyFile, TextWriter.Null, default), Is.Zero);
        return await HubUnderTest.StartAsync(interop => interop["Evidence"] = new JsonObject { ["CheckpointDirectory"] = Exported, ["SigningKey"] = $"file:{KeyFile}" });
    }

    private static async Task<string> SendAsync(HttpClient client, int sequence)
    {
        using var answer = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(sequence).ToJsonString()));
        var body = await HubUnderTest.BodyAsync(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(202), body.ToString());
        return body.GetProperty("receiptId").GetString()!;
    }

    private static Task ArrivedAsync(HubUnderTest hub, int sequence) => Eventually.BecomesTrueAsync(() =>
        hub.Province.NationalPortal.Records.EffectsOf(Dossiers.Number(sequence)).Count == 1 && hub.Province.CivilStatus.Records.EffectsOf(Dossiers.Number(sequence)).Count == 1);

    private static int Notices(HubUnderTest hub) => hub.Province.OneStop.Records.Effects.Count(e => e.Operation == "reconciliation");

    private static async Task<IReadOnlyList<string?>> StatesAsync(HttpClient client, int sequence)
    {
        using var answer = await client.GetAsync($"api/v1/dossiers/{Dossiers.Number(sequence)}");
        return [.. (await HubUnderTest.BodyAsync(answer)).GetProperty("timeline").EnumerateArray().SelectMany(p => p.GetProperty("deliveries").EnumerateArray()).Select(d => d.GetProperty("state").GetString())];
    }

    /// <summary>Every door of partners says 503 and when to come again; health, console and operators' API answer.</summary>
    private static async Task HeldAsync(HubUnderTest hub, HttpClient oneStop)
    {
        using var packet = await oneStop.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(9).ToJsonString()));
        using var file = await oneStop.PutAsync($"api/v1/documents/{new string('0', 64)}", new ByteArrayContent([]));
        using var question = await oneStop.GetAsync($"api/v1/dossiers/{Dossiers.Number(3)}");
        foreach (var answer in new[] { packet, file, question })
        {
            Assert.That(((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta), Is.EqualTo((503, (TimeSpan?)TimeSpan.FromMinutes(2))));
        }

        using var soap = new HttpRequestMessage(HttpMethod.Post, new Uri(hub.Address, "soap/dossier-exchange"))
        {
            Content = new StringContent("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><ProgressRequest xmlns=\"urn:interop:dossier-exchange:1\"><packetId>p</packetId><dossierNumber>x</dossierNumber><occurredAt>2026-11-23T09:00:00+07:00</occurredAt><statusCode>4</statusCode><content>x</content></ProgressRequest></s:Body></s:Envelope>", Encoding.UTF8, "text/xml"),
        };
        soap.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"HOTICH:{hub.Keys["HOTICH"]}")));
        using var fault = await hub.Client(null).SendAsync(soap);
        Assert.That(((int)fault.StatusCode, XDocument.Parse(await fault.Content.ReadAsStringAsync()).Descendants("faultcode").Single().Value), Is.EqualTo((503, "soap:Server.Busy")));

        var operators = hub.Client(null);
        using var ready = await operators.GetAsync("health/ready");
        using var live = await operators.GetAsync("health/live");
        Assert.That(((int)ready.StatusCode, (int)live.StatusCode), Is.EqualTo((503, 200)));
        Assert.That((await HubUnderTest.BodyAsync(ready)).GetProperty("checks").GetProperty("recovery").GetString(), Is.EqualTo("held"));
        Assert.That((await operators.GetFromJsonAsync<JsonElement>("api/v1/operator/recovery")).GetProperty("held").GetBoolean(), Is.True);
        Assert.That(System.Net.WebUtility.HtmlDecode(await operators.GetStringAsync("/")), Does.Contain("Trục đang tạm giữ"));
    }

    private static async Task<(int Status, JsonElement Body)> ReleaseAsync(HubUnderTest hub, object body)
    {
        var operators = hub.Client(null);
        operators.DefaultRequestHeaders.Add("X-Interop-Operator", "truc-ban");
        using var answer = await operators.PostAsJsonAsync("api/v1/operator/recovery/release", body);
        return ((int)answer.StatusCode, await HubUnderTest.BodyAsync(answer));
    }

    private async Task<int> VerifyAsync(HubUnderTest hub)
    {
        await using var output = new StringWriter();
        var code = await LedgerCommand.VerifyAsync(hub.ConfigurationPath, Exported, [KeyFile + ".pub"], output, default);
        TestContext.Out.WriteLine(output);
        return code;
    }

    private static async Task<(int Code, string Text)> RestoredAsync(string configuration)
    {
        await using var output = new StringWriter();
        return (await RestoredCommand.RunAsync(new Restored(configuration, "đĩa máy chủ hỏng", "quan-tri", null, [], null), output, default), output.ToString());
    }

    private static string Ledger(HubUnderTest hub) =>
        Directory.GetFiles(Path.GetDirectoryName(hub.ConfigurationPath)!, "ledger.db", SearchOption.AllDirectories).Single();

    private async Task BackUpAsync(HubUnderTest hub)
    {
        Assert.That(await BackupCommand.RunAsync(hub.ConfigurationPath, Backup, TextWriter.Null), Is.Zero);
        Assert.That(await BackupCommand.RunAsync(hub.ConfigurationPath, Backup, TextWriter.Null), Is.EqualTo(1), "an earlier backup is not written over");
    }

    private void PutBack(HubUnderTest hub)
    {
        var ledger = Ledger(hub);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(ledger)!, "ledger.db*"))
        {
            File.Delete(file);
        }

        File.Copy(Backup, ledger);
    }
}

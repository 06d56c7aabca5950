using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Contracts.Documents;
using Interop.Hub.Host.Commands;

namespace Interop.Hub.Host.Tests;

/// <summary>Guarantee 13 from outside: what was purged or erased is a state that everybody sees, and never an error.</summary>
[TestFixture]
internal sealed class RetentionTests
{
    [Test]
    public async Task ContentsGoOnceTheyWereDeliveredAndTheSenderIsKnownForLife()
    {
        await using var hub = await HubUnderTest.StartAsync(interop =>
        {
            interop["Retention"] = new JsonObject { ["Every"] = "100ms" };
            interop["Procedures"]!["1.001193"]!["Retention"] = new JsonObject { ["Keep"] = "onceDelivered" };
            // Nobody answers here; what is silent is no longer awaited.
            interop["Partners"]!["HOTICH"]!["Delivery"] = new JsonObject { ["AnswerWithin"] = "1s" };
        });
        var client = hub.Client("MCDT");
        using var first = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)first.StatusCode, Is.EqualTo(202));
        var returned = Dossiers.Progress("T-1-end");
        returned["content"]!["steps"]![0]!["status"] = 10;
        using var last = await client.PostAsync($"api/v1/dossiers/{Dossiers.Number(1)}/packets", HubUnderTest.Json(returned.ToJsonString()));
        Assert.That((int)last.StatusCode, Is.EqualTo(202), await last.Content.ReadAsStringAsync());

        await Eventually.BecomesTrueAsync(async () => (await TimelineAsync(client, 1)).All(p => p.GetProperty("content").GetString() == "purged"));

        using var again = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1).ToJsonString()));
        Assert.That((int)again.StatusCode, Is.EqualTo(200));
        Assert.That((await HubUnderTest.BodyAsync(again)).GetProperty("receiptId").GetString(), Is.EqualTo((await HubUnderTest.BodyAsync(first)).GetProperty("receiptId").GetString()));
        using var duplicate = await client.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(1, packetId: "T-1-again").ToJsonString()));
        Assert.That((await HubUnderTest.BodyAsync(duplicate)).GetProperty("duplicateOf").GetString(), Is.Not.Null);
        Assert.That(await PageAsync(hub), Does.Contain("Nội dung đã được dọn theo thời hạn lưu giữ"));
        Assert.That(await VerifyAsync(hub), Does.Contain("were taken by recorded removals").And.Not.Contain("BROKEN"));
    }

    [Test]
    public async Task AnErasedDossierIsGoneForEverybodyAndWhatIsLeftIsShown()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var client = hub.Client("MCDT");
        await hub.Province.CivilStatus.GoDownAsync();
        using var parts = new MultipartFormDataContent { { HubUnderTest.Json(Dossiers.Birth(1, files: true).ToJsonString()), "dossier" } };
        foreach (var name in new[] { "to-khai.pdf", "giay-chung-sinh.pdf" })
        {
            parts.Add(new ByteArrayContent(Dossiers.Document(name)), "file", name);
        }

        using var taken = await client.PostAsync("api/v1/dossiers", parts);
        Assert.That((int)taken.StatusCode, Is.EqualTo(202));
        var file = $"api/v1/documents/{Sha256Digest.Of(Dossiers.Document("to-khai.pdf"))}";
        using (var there = await client.GetAsync($"{file}?dossier={Dossiers.Number(1)}"))
        {
            Assert.That((int)there.StatusCode, Is.EqualTo(200));
        }

        // Who, why, and what is not through.
        Assert.That((await EraseAsync(hub, 1, new JsonObject { ["reason"] = "QĐ 12" }, who: null)).Status, Is.EqualTo(400));
        Assert.That((await EraseAsync(hub, 1, new JsonObject { ["reason"] = " " })).Status, Is.EqualTo(422));
        Assert.That((await EraseAsync(hub, 77, new JsonObject { ["reason"] = "QĐ 12" })).Status, Is.EqualTo(404));
        var refused = await EraseAsync(hub, 1, new JsonObject { ["reason"] = "QĐ 12" });
        Assert.That(refused.Status, Is.EqualTo(409));

        JsonElement erased = default;
        await Eventually.BecomesTrueAsync(async () =>
        {
            // What is being sent at this moment cannot be called back.
            var (status, body) = await EraseAsync(hub, 1, new JsonObject { ["reason"] = "QĐ 12", ["cancelOpen"] = true });
            erased = body;
            return status == 200;
        });
        Assert.That((erased.GetProperty("before").GetBoolean(), erased.GetProperty("packets").GetInt32()), Is.EqualTo((false, 1)));
        var second = await EraseAsync(hub, 1, new JsonObject { ["reason"] = "once more" });
        Assert.That((second.Body.GetProperty("before").GetBoolean(), second.Body.GetProperty("reason").GetString()), Is.EqualTo((true, "QĐ 12")));

        using (var seen = await client.GetAsync($"api/v1/dossiers/{Dossiers.Number(1)}"))
        {
            var body = await HubUnderTest.BodyAsync(seen);
            Assert.That(body.GetProperty("erasedAt").ValueKind, Is.EqualTo(JsonValueKind.String));
            Assert.That(body.GetProperty("timeline").EnumerateArray().Select(p => p.GetProperty("content").GetString()), Is.All.EqualTo("erased"));
        }

        using (var later = await client.PostAsync($"api/v1/dossiers/{Dossiers.Number(1)}/packets", HubUnderTest.Json(Dossiers.Progress("T-late").ToJsonString())))
        {
            Assert.That((int)later.StatusCode, Is.EqualTo(410));
            Assert.That((await HubUnderTest.BodyAsync(later)).GetProperty("type").GetString(), Is.EqualTo("urn:interop:problem:erased"));
        }

        using (var gone = await client.GetAsync($"{file}?dossier={Dossiers.Number(1)}"))
        {
            Assert.That((int)gone.StatusCode, Is.EqualTo(404));
        }

        // The files themselves go at once and not in an hour; the owner's own copy too.
        await Eventually.BecomesTrueAsync(() => !Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(hub.ConfigurationPath)!, "ledger", "documents"), "*", SearchOption.AllDirectories).Any());
        Assert.That(await PageAsync(hub), Does.Contain("Hồ sơ đã được xoá nội dung").And.Contain("QĐ 12"));
        Assert.That(await VerifyAsync(hub), Does.Contain("are of erased dossiers").And.Not.Contain("BROKEN"));
    }

    private static async Task<JsonElement[]> TimelineAsync(HttpClient client, int sequence)
    {
        using var answer = await client.GetAsync($"api/v1/dossiers/{Dossiers.Number(sequence)}");
        return [.. (await HubUnderTest.BodyAsync(answer)).GetProperty("timeline").EnumerateArray()];
    }

    private static async Task<(int Status, JsonElement Body)> EraseAsync(HubUnderTest hub, int sequence, JsonObject order, string? who = "quản trị")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"api/v1/operator/dossiers/{Dossiers.Number(sequence)}/erasure") { Content = JsonContent.Create(order) };
        if (who is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Interop-Operator", "quan-tri");
        }

        using var answer = await hub.Client(null).SendAsync(request);
        return ((int)answer.StatusCode, await HubUnderTest.BodyAsync(answer));
    }

    private static async Task<string> PageAsync(HubUnderTest hub) => WebUtility.HtmlDecode(await hub.Client(null).GetStringAsync($"?q={Dossiers.Number(1)}"));

    private static async Task<string> VerifyAsync(HubUnderTest hub)
    {
        using StringWriter output = new();
        Assert.That(await LedgerCommand.VerifyAsync(hub.ConfigurationPath, null, [], output, CancellationToken.None), Is.Zero, output.ToString());
        return output.ToString();
    }
}

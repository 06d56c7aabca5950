using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Hub.Host.Composition;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Host.Tests.Inbox;

/// <summary>A hub whose ministry, HOTICH, cannot be called: it fetches. The clock goes on by <see cref="Later"/>.</summary>
internal sealed class InboxUnderTest : IAsyncDisposable
{
    private readonly TimeSpan _lease = TimeSpan.FromMinutes(1);
    private int _leases;

    private InboxUnderTest(HubUnderTest hub) => Hub = hub;

    public HubUnderTest Hub { get; }

    public HttpClient Ministry => Hub.Client("HOTICH");

    public static async Task<InboxUnderTest> StartAsync(int maxHandOuts = 20) => new(await HubUnderTest.StartAsync(interop =>
    {
        interop["Node"]!["ClockOffsetFile"] = "ahead";
        interop["Procedures"]!["1.001193"]!.AsObject().Remove("Gates");
        var ministry = interop["Partners"]!["HOTICH"]!;
        ministry["Adapter"] = new JsonObject { ["Type"] = "inbox", ["Settings"] = new JsonObject { ["MaxHandOuts"] = $"{maxHandOuts}" } };
    }));

    /// <summary>The one-stop submits a dossier.</summary>
    public async Task SubmitAsync(int sequence)
    {
        using var answer = await Hub.Client("MCDT").PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(sequence).ToJsonString()));
        Assert.That((int)answer.StatusCode, Is.EqualTo(202), await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The one-stop sends a later packet that the ministry gets.</summary>
    public async Task WithdrawAsync(int sequence)
    {
        var packet = new JsonObject { ["packetId"] = $"W-{sequence}", ["content"] = new JsonObject { ["requestedAt"] = "2026-11-23T09:00:00+07:00", ["reason"] = "Người dân xin rút" } };
        using var answer = await Hub.Client("MCDT").PostAsync($"api/v1/dossiers/{Dossiers.Number(sequence)}/withdrawal", HubUnderTest.Json(packet.ToJsonString()));
        Assert.That((int)answer.StatusCode, Is.EqualTo(202), await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Every lease given so far has ended.</summary>
    public void Later()
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(Hub.ConfigurationPath)!, "ahead"), $"{++_leases * (_lease.TotalSeconds + 1)}s");
        ((ShiftedClock)Hub.Services.GetRequiredService<TimeProvider>()).Look();
    }

    public async Task<IReadOnlyList<JsonElement>> FetchAsync(string query = "", CancellationToken cancellationToken = default)
    {
        using var answer = await Ministry.GetAsync($"api/v1/inbox{query}", cancellationToken);
        var body = await HubUnderTest.BodyAsync(answer);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), body.ToString());
        return [.. body.GetProperty("deliveries").EnumerateArray()];
    }

    /// <summary>Ends when the hub has begun a request with this query.</summary>
    public Task ArrivalOfRequest(string query)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var subscription = Hub.Services.GetRequiredService<DiagnosticListener>().Subscribe(new Listener(each =>
        {
            if (each is { Key: "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start", Value: HttpContext context } && context.Request.QueryString.Value == query)
            {
                arrived.TrySetResult();
            }
        }));
        return arrived.Task.ContinueWith(_ => subscription.Dispose(), TaskScheduler.Default);
    }

    private sealed class Listener(Action<KeyValuePair<string, object?>> heard) : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value) => heard(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    /// <summary>Fetches until there is one: after a lease a node looks every two seconds.</summary>
    public async Task<JsonElement> FetchOneAsync()
    {
        IReadOnlyList<JsonElement> handed = [];
        await Eventually.BecomesTrueAsync(async () => (handed = await FetchAsync("?wait=5&max=1")).Count == 1);
        return handed[0];
    }

    public Task<(int Status, JsonElement Body)> AcknowledgeAsync(JsonElement handed, string partner = "HOTICH", string more = "") =>
        SayAsync($"{Id(handed)}/ack", $$"""{"token":"{{handed.GetProperty("token").GetString()}}"{{more}}}""", partner);

    public Task<(int Status, JsonElement Body)> RejectAsync(JsonElement handed, string partner = "HOTICH") =>
        SayAsync($"{Id(handed)}/reject", $$"""{"token":"{{handed.GetProperty("token").GetString()}}","code":"HT-17","message":"Thiếu giấy chứng sinh của bà Nguyễn Thị Mẫu"}""", partner);

    public async Task<(int Status, JsonElement Body)> SayAsync(string path, string json, string partner = "HOTICH")
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var answer = await Hub.Client(partner).PostAsync($"api/v1/inbox/{path}", content);
        return ((int)answer.StatusCode, await HubUnderTest.BodyAsync(answer));
    }

    /// <summary>The ministry's delivery of a dossier's packet, as the one-stop sees it.</summary>
    public async Task<JsonElement> SeenAsync(int sequence, string kind = "submission")
    {
        using var answer = await Hub.Client("MCDT").GetAsync($"api/v1/dossiers/{Dossiers.Number(sequence)}");
        return (await HubUnderTest.BodyAsync(answer)).GetProperty("timeline").EnumerateArray().Single(p => p.GetProperty("kind").GetString() == kind)
            .GetProperty("deliveries").EnumerateArray().Single(d => d.GetProperty("destination").GetString() == "HOTICH");
    }

    public static string Id(JsonElement handed) => handed.GetProperty("deliveryId").GetString()!;

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}

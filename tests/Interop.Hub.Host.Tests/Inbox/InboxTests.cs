using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Host.Tests.Inbox;

/// <summary>A partner that cannot be called fetches what is its, in order, until it says what became of it.</summary>
[TestFixture]
internal sealed class InboxTests
{
    [Test]
    public async Task ItFetchesTheFirstOfADossierAndTheNextOnlyAfterItsWord()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await inbox.SubmitAsync(1);
        await inbox.WithdrawAsync(1);
        using var listed = await inbox.Ministry.GetAsync("api/v1/inbox/waiting");
        var list = await HubUnderTest.BodyAsync(listed);
        Assert.That((list.GetProperty("count").GetInt32(), list.GetProperty("waiting").GetArrayLength()), Is.EqualTo((1, 1)), list.ToString());

        var handed = (await inbox.FetchAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(handed.GetProperty("deliveryId").GetString(), Is.EqualTo(list.GetProperty("waiting")[0].GetProperty("deliveryId").GetString()));
            Assert.That((handed.GetProperty("kind").GetString(), handed.GetProperty("sender").GetString(), handed.GetProperty("dossierNumber").GetString()), Is.EqualTo(("submission", "MCDT", Dossiers.Number(1))));
            Assert.That((handed.GetProperty("handOut").GetInt32(), handed.GetProperty("mayBeKnown").GetBoolean()), Is.EqualTo((1, false)));
            Assert.That(handed.GetProperty("packet").GetProperty("content").GetProperty("dossier").GetProperty("procedure").GetProperty("code").GetString(), Is.EqualTo("1.001193"));
            Assert.That(handed.GetProperty("identifiers")[0].GetProperty("value").GetString(), Is.EqualTo(Dossiers.Number(1)));
        });
        Assert.That(await inbox.FetchAsync(), Is.Empty, "it is held, and its next waits for it");

        var (status, body) = await inbox.AcknowledgeAsync(handed, more: ""","reference":"HT-2026/31","identifiers":[{"scheme":"other","issuer":"G15","value":"ht-31"}]""");
        Assert.That((status, body.GetProperty("state").GetString()), Is.EqualTo((200, "delivered")), body.ToString());
        var seen = await inbox.SeenAsync(1);
        Assert.That((seen.GetProperty("state").GetString(), seen.GetProperty("partnerReference").GetString(), seen.GetProperty("attempts").GetInt32()), Is.EqualTo(("delivered", "HT-2026/31", 1)));
        Assert.That(seen.TryGetProperty("answerDueAt", out _), Is.True, "the ministry's answer is awaited");

        var next = (await inbox.FetchAsync()).Single();
        Assert.That((next.GetProperty("kind").GetString(), next.GetProperty("packet").GetProperty("kind").GetString()), Is.EqualTo(("withdrawal", "withdrawal")), "a kind that stood in the address stands in the packet");
        Assert.That(next.GetProperty("identifiers").EnumerateArray().Select(i => i.GetProperty("value").GetString()), Does.Contain("HT-31"), "the code that the ministry gave");
        Assert.That(next.GetProperty("packet").GetProperty("identifiers").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task WhatIsNotAcknowledgedIsHandedOutAgainAndTheWordOfTheFirstHandOutIsStale()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await inbox.SubmitAsync(1);
        var first = (await inbox.FetchAsync()).Single();
        inbox.Later();
        var second = await inbox.FetchOneAsync();
        Assert.That((InboxUnderTest.Id(second), second.GetProperty("handOut").GetInt32()), Is.EqualTo((InboxUnderTest.Id(first), 2)));
        Assert.That(second.GetProperty("token").GetString(), Is.Not.EqualTo(first.GetProperty("token").GetString()));

        var (stale, problem) = await inbox.AcknowledgeAsync(first);
        Assert.That((stale, problem.GetProperty("type").GetString()), Is.EqualTo((409, "urn:interop:problem:handed-out-again")), problem.ToString());
        Assert.That((await inbox.AcknowledgeAsync(second)).Status, Is.EqualTo(200));
        foreach (var repeated in (JsonElement[])[second, first])
        {
            Assert.That((await inbox.AcknowledgeAsync(repeated)).Status, Is.EqualTo(200), "said again");
        }

        var (closed, other) = await inbox.RejectAsync(second);
        Assert.That((closed, other.GetProperty("type").GetString()), Is.EqualTo((409, "urn:interop:problem:closed")));
        var history = (await inbox.SeenAsync(1)).GetProperty("history").EnumerateArray().Select(a => a.GetProperty("outcome").GetString()).ToArray();
        Assert.That(history, Is.EqualTo(new[] { "unacknowledged", "accepted" }), "never unknown, and once each");
    }

    [Test]
    public async Task AWordAfterTheLeaseCountsAsLongAsNobodyFetchedSince()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await inbox.SubmitAsync(1);
        var handed = (await inbox.FetchAsync()).Single();
        inbox.Later();
        await Eventually.BecomesTrueAsync(async () => (await inbox.SeenAsync(1)).GetProperty("state").GetString() == "ready");
        Assert.That((await inbox.AcknowledgeAsync(handed)).Status, Is.EqualTo(200));
        Assert.That((await inbox.SeenAsync(1)).GetProperty("state").GetString(), Is.EqualTo("delivered"));
        Assert.That(await inbox.FetchAsync(), Is.Empty);
    }

    [Test]
    public async Task WhatIsHandedOutAsOftenAsAllowedWaitsForAPerson()
    {
        await using var inbox = await InboxUnderTest.StartAsync(maxHandOuts: 2);
        await inbox.SubmitAsync(1);
        JsonElement last = default;
        for (var handOut = 1; handOut <= 2; handOut++)
        {
            last = await inbox.FetchOneAsync();
            inbox.Later();
        }

        await Eventually.BecomesTrueAsync(async () => (await inbox.SeenAsync(1)).GetProperty("state").GetString() == "parked");
        var seen = await inbox.SeenAsync(1);
        Assert.That((seen.GetProperty("parked").GetString(), seen.GetProperty("attempts").GetInt32()), Is.EqualTo(("unacknowledged", 2)));
        Assert.That((await inbox.AcknowledgeAsync(last)).Status, Is.EqualTo(409));
        Assert.That(await inbox.FetchAsync(), Is.Empty);

        using var judged = await OperatorAsync(inbox, $"deliveries/{InboxUnderTest.Id(last)}", """{"to":"ready","reason":"đối tác đã sửa"}""");
        Assert.That(judged.IsSuccessStatusCode, Is.True, await judged.Content.ReadAsStringAsync());
        Assert.That((await inbox.FetchOneAsync()).GetProperty("handOut").GetInt32(), Is.EqualTo(1), "a person's word counts anew");
    }

    [Test]
    public async Task ARefusalStandsAndItsSenderIsTold()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await inbox.SubmitAsync(1);
        var handed = (await inbox.FetchAsync()).Single();
        Assert.That((await inbox.RejectAsync(handed)).Status, Is.EqualTo(200));
        Assert.That((await inbox.RejectAsync(handed)).Status, Is.EqualTo(200), "said again");
        Assert.That((await inbox.AcknowledgeAsync(handed)).Status, Is.EqualTo(409));

        var seen = await inbox.SeenAsync(1);
        Assert.That((seen.GetProperty("state").GetString(), seen.GetProperty("history")[0].GetProperty("fault").GetProperty("code").GetString()), Is.EqualTo(("rejected", "partner.rejected-data")));
        Assert.That(seen.ToString(), Does.Not.Contain("Nguyễn Thị Mẫu"), "the ministry's words are as secret as a body");
        await Eventually.BecomesTrueAsync(() => inbox.Hub.Province.OneStop.Records.EffectsOf(Dossiers.Number(1)).Any(e => e.Operation == "fault"));
    }

    [Test]
    public async Task AnotherPartnersDeliveryIsTheSame404AsNone()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await inbox.SubmitAsync(1);
        var handed = (await inbox.FetchAsync()).Single();
        foreach (var (word, body) in (IEnumerable<(string, string)>)[("ack", """{"token":"1"}"""), ("reject", """{"token":"1","code":"x","message":"x"}""")])
        {
            var others = await inbox.SayAsync($"{InboxUnderTest.Id(handed)}/{word}", body, "CSDLDC");
            var nobodys = await inbox.SayAsync($"{new string('0', 32)}/{word}", body, "CSDLDC");
            Assert.That((others.Status, Text(others.Body)), Is.EqualTo((404, Text(nobodys.Body))), word);
            Assert.That((await inbox.SayAsync($"nonsense/{word}", body)).Status, Is.EqualTo(404), word);
        }

        using var none = await inbox.Hub.Client("CSDLDC").GetAsync("api/v1/inbox");
        Assert.That(((int)none.StatusCode, (await HubUnderTest.BodyAsync(none)).GetProperty("type").GetString()), Is.EqualTo((404, "urn:interop:problem:no-inbox")));
        Assert.That((await inbox.AcknowledgeAsync(handed)).Status, Is.EqualTo(200), "nothing of it touched the delivery");

        static string Text(JsonElement problem) => $"{problem.GetProperty("type")} {problem.GetProperty("title")} {problem.GetProperty("detail")}";
    }

    [Test]
    public async Task ALongPollIsAnsweredByASubmissionAndOneThatIsBrokenOffHoldsNothing()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        using (var gone = new CancellationTokenSource())
        {
            var broken = inbox.FetchAsync("?wait=60", gone.Token);
            await Eventually.BecomesTrueAsync(() => inbox.Hub.Services.GetRequiredService<Core.Delivery.IDestinationOperations>().TrafficOf("HOTICH") is not null);
            await gone.CancelAsync();
            Assert.That(async () => await broken, Throws.InstanceOf<OperationCanceledException>());
        }

        var waiting = inbox.FetchAsync("?wait=60");
        await inbox.SubmitAsync(1);
        Assert.That(await waiting, Has.Count.EqualTo(1), "and not the caller that had gone");
    }

    [Test]
    public async Task ManyThatFetchAtOnceGetEachDeliveryOnce()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await Task.WhenAll(Enumerable.Range(1, 24).Select(inbox.SubmitAsync));
        var fetched = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => inbox.FetchAsync("?max=5")));
        var ids = fetched.SelectMany(f => f.Select(InboxUnderTest.Id)).ToList();
        Assert.That(ids, Is.Unique.And.Count.EqualTo(24));
        Assert.That(fetched.Select(f => f.Count), Has.All.LessThanOrEqualTo(5));
    }

    [Test]
    public async Task AHubThatWasStoppedKnowsWhoHoldsWhat()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        await inbox.SubmitAsync(1);
        var handed = (await inbox.FetchAsync()).Single();
        var arrived = inbox.ArrivalOfRequest("?wait=60");
        var waiting = inbox.FetchAsync("?wait=60");
        await arrived;
        await inbox.Hub.StopAsync();
        Assert.That(await waiting, Is.Empty, "who waits is sent away, and holds up no stop");
        await inbox.Hub.StartAgainAsync();
        Assert.That(await inbox.FetchAsync(), Is.Empty, "its lease goes on");
        Assert.That((await inbox.AcknowledgeAsync(handed)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AnOperatorClosesTheInboxAndSeesItsBacklog()
    {
        await using var inbox = await InboxUnderTest.StartAsync();
        using (var paused = await OperatorAsync(inbox, "destinations/HOTICH/pause", """{"reason":"bảo trì"}"""))
        {
            Assert.That(paused.IsSuccessStatusCode, Is.True, await paused.Content.ReadAsStringAsync());
        }

        await inbox.SubmitAsync(1);
        Assert.That(await inbox.FetchAsync(), Is.Empty);
        var backlog = await inbox.Hub.Services.GetRequiredService<Core.Ledger.ILedgerReader>().BacklogAsync(CancellationToken.None);
        Assert.That(backlog.Single(b => b.Destination == "HOTICH").States[Core.Delivery.DeliveryState.Ready], Is.EqualTo(1));
        using var resumed = await OperatorAsync(inbox, "destinations/HOTICH/resume", "{}");
        Assert.That(await inbox.FetchAsync(), Has.Count.EqualTo(1));
    }

    private static async Task<HttpResponseMessage> OperatorAsync(InboxUnderTest inbox, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/operator/{path}") { Content = HubUnderTest.Json(json) };
        request.Headers.Add("X-Interop-Operator", "canbo01");
        return await inbox.Hub.Client(null).SendAsync(request);
    }
}

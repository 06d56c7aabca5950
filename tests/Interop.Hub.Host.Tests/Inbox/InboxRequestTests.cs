using System.Text.Json.Nodes;
using Interop.Contracts.Documents;
using Interop.Hub.Host.Commands;

namespace Interop.Hub.Host.Tests.Inbox;

/// <summary>What an inbox is asked, what it refuses, and what files it opens.</summary>
[TestFixture]
internal sealed class InboxRequestTests
{
    private InboxUnderTest _inbox = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _inbox = await InboxUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _inbox.DisposeAsync();

    [TestCase("?wait=-1")]
    [TestCase("?wait=61")]
    [TestCase("?max=0")]
    [TestCase("?max=51")]
    public async Task AFetchBeyondItsBoundsIsRefused(string query)
    {
        using var answer = await _inbox.Ministry.GetAsync($"api/v1/inbox{query}");
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
    }

    [TestCase("ack", "{}", "/token")]
    [TestCase("ack", """{"token":7}""", "/token")]
    [TestCase("ack", """{"token":"7","reference":"","identifiers":[{"scheme":"7","issuer":"G15","value":"x"}],"note":1}""", "/note /reference /identifiers/0")]
    [TestCase("ack", "[]", " /token")]
    [TestCase("reject", """{"token":"7"}""", "/code /message")]
    [TestCase("reject", """{"token":"7","code":"a","message":"b","reference":"c"}""", "/reference")]
    public async Task EverythingThatIsWrongWithAWordIsListed(string word, string body, string pointers)
    {
        var (status, problem) = await _inbox.SayAsync($"{new string('a', 32)}/{word}", body);
        Assert.That(status, Is.EqualTo(422), problem.ToString());
        Assert.That(string.Join(' ', problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString())), Is.EqualTo(pointers));
    }

    [Test]
    public async Task AWordThatIsNoJsonIsMalformedAndOneOfAnotherTypeIsNotRead()
    {
        Assert.That((await _inbox.SayAsync($"{new string('a', 32)}/ack", "{\"token\":")).Status, Is.EqualTo(400));
        using var answer = await _inbox.Ministry.PostAsync($"api/v1/inbox/{new string('a', 32)}/ack", new StringContent("x"));
        Assert.That((int)answer.StatusCode, Is.EqualTo(415));
    }

    [Test]
    public async Task ThePacketsFilesAreOpenToWhoHoldsTheDeliveryOrHasItAndNoOtherFile()
    {
        var one = _inbox.Hub.Client("MCDT");
        foreach (var file in Directory.GetFiles(Path.Combine(Dossiers.Folder, "valid", "documents")))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            using var put = await one.PutAsync($"api/v1/documents/{Sha256Digest.Of(bytes)}", new ByteArrayContent(bytes));
            Assert.That(put.IsSuccessStatusCode, Is.True, file);
        }

        byte[] stranger = [.. "another file of the sender's"u8];
        using (var other = await one.PutAsync($"api/v1/documents/{Sha256Digest.Of(stranger)}", new ByteArrayContent(stranger)))
        {
            Assert.That((int)other.StatusCode, Is.EqualTo(201));
        }

        using var submitted = await one.PostAsync("api/v1/dossiers", HubUnderTest.Json(Dossiers.Birth(77, files: true).ToJsonString()));
        Assert.That((int)submitted.StatusCode, Is.EqualTo(202), await submitted.Content.ReadAsStringAsync());
        var waiting = (await HubUnderTest.BodyAsync(await _inbox.Ministry.GetAsync("api/v1/inbox/waiting"))).GetProperty("waiting").EnumerateArray().Single(w => w.GetProperty("dossierNumber").GetString() == Dossiers.Number(77));
        var held = new Uri(_inbox.Hub.Address, $"api/v1/documents/{Sha256Digest.Of(stranger)}?delivery={InboxUnderTest.Id(waiting)}");

        var handed = await _inbox.FetchOneAsync();
        var documents = handed.GetProperty("documents").EnumerateArray().ToList();
        Assert.That(documents, Is.Not.Empty);
        for (var acknowledged = 0; acknowledged < 2; acknowledged++)
        {
            foreach (var document in documents)
            {
                var url = document.GetProperty("url").GetString()!;
                var bytes = await _inbox.Ministry.GetByteArrayAsync(url);
                Assert.That(Sha256Digest.Of(bytes).Value, Is.EqualTo(document.GetProperty("sha256").GetString()));
                Assert.That(await StatusAsync("CSDLDC", new Uri(url)), Is.EqualTo(404), "another partner");
                Assert.That(await StatusAsync("MCDT", new Uri(url)), Is.EqualTo(404), "it is not the sender's delivery");
            }

            Assert.That(await StatusAsync("HOTICH", held), Is.EqualTo(404), "a file to which the packet does not refer");
            Assert.That((await _inbox.AcknowledgeAsync(handed)).Status, Is.EqualTo(200));
        }
    }

    [Test]
    public async Task AnInboxIsNoFaultToTheDoctorAndItsSettingsAreChecked()
    {
        using var output = new StringWriter();
        Assert.That(await DoctorCommand.RunAsync(_inbox.Hub.ConfigurationPath, output, CancellationToken.None), Is.Zero, output.ToString());
        Assert.That(output.ToString(), Does.Contain("partner HOTICH: is not called by the hub: it fetches from its inbox"));

        var wrong = TestConfiguration.Minimal();
        wrong["Interop"]!["Partners"]!["MCDT"]!["Adapter"] = JsonNode.Parse("""{ "Type": "Inbox", "Settings": { "MaxHandOuts": "0", "Url": "http://127.0.0.1" } }""");
        Assert.That(TestConfiguration.Load(wrong).Errors.Select(e => e.Path), Is.EquivalentTo(new[] { "Interop:Partners:MCDT:Adapter:Settings:MaxHandOuts", "Interop:Partners:MCDT:Adapter:Settings:Url" }));
    }

    private async Task<int> StatusAsync(string partner, Uri url)
    {
        using var answer = await _inbox.Hub.Client(partner).GetAsync(url);
        return (int)answer.StatusCode;
    }
}

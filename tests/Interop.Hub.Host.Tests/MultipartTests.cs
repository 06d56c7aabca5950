using System.Net.Http.Headers;
using System.Text;

namespace Interop.Hub.Host.Tests;

/// <summary>A packet and its files in one request: they fit each other, or nothing is taken and every misfit is told.</summary>
[TestFixture]
internal sealed class MultipartTests
{
    private static readonly string[] Both = ["to-khai.pdf", "giay-chung-sinh.pdf"];
    private HubUnderTest _hub = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _hub = await HubUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [Test]
    public async Task PacketAndFilesAreTakenTogetherAndTheFilesComeBackByTheirDigest()
    {
        using var parts = Parts(Dossiers.Birth(1, files: true).ToJsonString(), Both);
        var client = _hub.Client("MCDT");

        using var answer = await client.PostAsync("api/v1/dossiers", parts);

        Assert.That((int)answer.StatusCode, Is.EqualTo(202), await answer.Content.ReadAsStringAsync());
        Assert.That(answer.Headers.Location?.AbsoluteUri, Does.StartWith(_hub.Address + "api/v1/packets/"));
        Assert.That(answer.Headers.GetValues("X-Dossier-Number"), Is.EqualTo(new[] { Dossiers.Number(1) }));
        var bytes = Dossiers.Document("to-khai.pdf");
        var digest = Contracts.Documents.Sha256Digest.Of(bytes);
        Assert.That(await client.GetByteArrayAsync($"api/v1/documents/{digest}"), Is.EqualTo(bytes));
        using var stranger = await _hub.Client("CSDLDC").GetAsync($"api/v1/documents/{digest}?dossier={Dossiers.Number(1)}");
        Assert.That((int)stranger.StatusCode, Is.EqualTo(404));
        Assert.That(await _hub.Client("HOTICH").GetByteArrayAsync($"api/v1/documents/{digest}?dossier={Dossiers.Number(1)}"), Is.EqualTo(bytes), "a party to the dossier reads it");
        using var packet = await client.GetAsync(answer.Headers.Location);
        Assert.That((await HubUnderTest.BodyAsync(packet)).GetProperty("packetId").GetString(), Is.EqualTo("T-1"));
    }

    [Test]
    public async Task AFileNobodyRefersToAndAMissingOneAreBothTold()
    {
        using var parts = Parts(Dossiers.Birth(2, files: true).ToJsonString(), ["to-khai.pdf", "van-ban.pdf"], alter: true);

        using var answer = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", parts);

        var errors = (await HubUnderTest.BodyAsync(answer)).GetProperty("errors").EnumerateArray().ToArray();
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That(errors.Select(e => e.GetProperty("pointer").GetString()), Does.Contain(string.Empty).And.Contain("/content/dossier/components/1/files/0"));
        using var unknown = await _hub.Client("MCDT").GetAsync($"api/v1/dossiers/{Dossiers.Number(2)}");
        Assert.That((int)unknown.StatusCode, Is.EqualTo(404), "nothing of it was taken");
    }

    [Test]
    public async Task AWrongPacketIsRefusedBeforeAnyFileIsRead()
    {
        var packet = Dossiers.Birth(3, files: true);
        packet["content"]!["dossier"]!.AsObject().Remove("subject");
        using var parts = Parts(packet.ToJsonString(), Both);

        using var answer = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", parts);

        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That((await HubUnderTest.BodyAsync(answer)).GetProperty("errors")[0].GetProperty("pointer").GetString(), Is.EqualTo("/content/dossier/subject"));
    }

    [TestCase("file first")]
    [TestCase("no boundary")]
    [TestCase("cut off")]
    [TestCase("empty")]
    public async Task ABrokenFormIsA400WithWords(string how)
    {
        using HttpContent content = how switch
        {
            "file first" => new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.pdf" } },
            "cut off" => Raw("--b\r\nContent-Disposition: form-data; name=\"dossier\"\r\n\r\n{\"pac", "multipart/form-data; boundary=b"),
            "empty" => Raw(string.Empty, "multipart/form-data; boundary=b"),
            _ => Raw("x", "multipart/form-data"),
        };

        using var answer = await _hub.Client("MCDT").PostAsync("api/v1/dossiers", content);

        Assert.That((int)answer.StatusCode, Is.EqualTo(400), how);
        Assert.That((await HubUnderTest.BodyAsync(answer)).GetProperty("detail").GetString(), Is.Not.Empty);
    }

    private static ByteArrayContent Raw(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static MultipartFormDataContent Parts(string packet, IEnumerable<string> files, bool alter = false)
    {
        var parts = new MultipartFormDataContent { { HubUnderTest.Json(packet), "dossier" } };
        foreach (var name in files)
        {
            // A file of its own per test, where another test's upload would otherwise stand in for it.
            var bytes = Dossiers.Document(name);
            parts.Add(new ByteArrayContent(alter && name == "van-ban.pdf" ? [.. bytes, 0] : bytes), "file", name);
        }

        return parts;
    }
}

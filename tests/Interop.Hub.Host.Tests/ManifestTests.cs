using System.Net.Http.Headers;
using System.Text.Json;

namespace Interop.Hub.Host.Tests;

/// <summary>Every entry of the contracts' manifest, sent over HTTP: what it says is what happens.</summary>
[TestFixture]
internal sealed class ManifestTests
{
    private static readonly Dictionary<string, (int Status, JsonElement Body)> Answers = new(StringComparer.Ordinal);

    [OneTimeSetUp]
    public async Task SendAllAsync()
    {
        Answers.Clear();
        await using var hub = await HubUnderTest.StartAsync();
        foreach (var entry in Entries())
        {
            Answers[Id(entry)] = await SendAsync(hub, entry);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void AnswersAsTheManifestSays(string id)
    {
        var expect = Entries().Single(e => Id(e) == id).GetProperty("expect");
        var (status, body) = Answers[id];
        Assert.That(status, Is.EqualTo(expect.GetProperty("status").GetInt32()), body.ToString());
        if (expect.TryGetProperty("disposition", out var disposition))
        {
            Assert.That(body.GetProperty("disposition").GetString(), Is.EqualTo(disposition.GetString()));
        }

        if (expect.TryGetProperty("pointers", out var pointers))
        {
            Assert.That(body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()), Is.EquivalentTo(Texts(pointers)));
        }

        if (expect.TryGetProperty("warnings", out var warnings))
        {
            Assert.That(body.GetProperty("warnings").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()), Is.EquivalentTo(Texts(warnings)));
        }

        if (expect.TryGetProperty("digests", out var digests))
        {
            var messages = string.Join('\n', body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("message").GetString()));
            Assert.That(Texts(digests), Has.All.Matches<string>(d => messages.Contains(d, StringComparison.Ordinal)));
        }

        if (status >= 400)
        {
            Assert.That(body.GetProperty("type").GetString(), Does.StartWith("urn:interop:problem:"));
            Assert.That(body.GetProperty("traceId").GetString(), Is.Not.Empty);
        }
    }

    private static IEnumerable<string> Cases() => Entries().Select(Id);

    private static string Id(JsonElement entry) => entry.GetProperty("id").GetString()!;

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    // Entries that are not for HTTP (the hub's own kinds) say so.
    private static IReadOnlyList<JsonElement> Entries()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Dossiers.Folder, "manifest.json")));
        return [.. manifest.RootElement.GetProperty("entries").EnumerateArray().Where(e => !e.TryGetProperty("http", out var http) || http.GetBoolean()).Select(e => e.Clone())];
    }

    private static async Task<(int Status, JsonElement Body)> SendAsync(HubUnderTest hub, JsonElement entry)
    {
        var client = hub.Client(entry.GetProperty("partner").GetString());
        if (entry.TryGetProperty("documents", out var documents))
        {
            foreach (var path in Texts(documents))
            {
                var bytes = await File.ReadAllBytesAsync(Path.Combine(Dossiers.Folder, path));
                using var upload = await client.PutAsync($"api/v1/documents/{Contracts.Documents.Sha256Digest.Of(bytes)}", new ByteArrayContent(bytes));
                Assert.That((int)upload.StatusCode, Is.EqualTo(201).Or.EqualTo(200));
            }
        }

        using var request = new HttpRequestMessage(new HttpMethod(entry.GetProperty("method").GetString()!), entry.GetProperty("path").GetString()!.TrimStart('/'));
        if (Body(entry) is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(entry.GetProperty("contentType").GetString()!);
        }

        if (entry.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject())
            {
                request.Headers.Add(header.Name, header.Value.GetString());
            }
        }

        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await HubUnderTest.BodyAsync(answer));
    }

    private static byte[]? Body(JsonElement entry)
    {
        if (entry.TryGetProperty("file", out var file))
        {
            return File.ReadAllBytes(Path.Combine(Dossiers.Folder, file.GetString()!));
        }

        if (!entry.TryGetProperty("generate", out var generate))
        {
            return null;
        }

        var body = File.ReadAllBytes(Path.Combine(Dossiers.Folder, generate.GetProperty("base").GetString()!));
        var length = generate.GetProperty("padTo").GetInt32();
        return [.. body, .. Enumerable.Repeat((byte)' ', length - body.Length)];
    }
}

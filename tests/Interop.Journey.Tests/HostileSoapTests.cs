using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Interop.Journey.Tests.Hub;

namespace Interop.Journey.Tests;

/// <summary>
/// A corpus of hostile and broken messages against a hub at work: each gets its stated answer, tells nothing of the hub's
/// insides, and nobody else notices.
/// </summary>
[TestFixture]
internal sealed class HostileSoapTests
{
    private const int MaxMiB = 64;

    [Test]
    [CancelAfter(240_000)]
    public async Task EachGetsItsAnswerWhileHonestPartnersAreServedAndMemoryStays(CancellationToken cancellationToken)
    {
        using var signer = Certificate("CN=Bo Mau");
        using var stranger = Certificate("CN=Ke La");
        await using var journey = await Hub.Journey.StartAsync(change: configuration =>
        {
            File.WriteAllText(Path.Combine(configuration.Directory, "bo-mau.pem"), signer.ExportCertificatePem());
            configuration.Root["Interop"]!["Limits"]!["MaxDocumentBytes"] = 4 << 20;
            configuration.Root["Interop"]!["Partners"]!["BOMAU"] = new JsonObject
            {
                ["Name"] = "Bộ Mẫu", ["Organisation"] = "G15", ["Permissions"] = new JsonObject { ["Kinds"] = new JsonArray("progress") },
                ["MessageSecurity"] = new JsonObject { ["Certificates"] = new JsonArray("bo-mau.pem") },
            };
        });
        await journey.InsistAsync("api/v1/dossiers", Payloads.Submission("khoi-dau", HostileSoap.Dossier), cancellationToken);
        using var client = new HttpClient { BaseAddress = journey.Configuration.Address, Timeout = TimeSpan.FromSeconds(60) };
        var corpus = HostileSoap.All(signer, stranger).ToList();

        // Warm: code compiled, pools filled, by honest work and by one of each.
        var warm = 0;
        while (warm < 500)
        {
            Assert.That((await SendAsync(client, journey, HostileSoap.Honest(warm++), null, cancellationToken)).Status, Is.EqualTo(200));
        }

        // Each, one after the other and while honest calls go on.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var honest = HonestAsync(client, journey, over.Token);
        var wrong = new ConcurrentQueue<string>();
        var idle = ResidentMiB(journey.Hub.ProcessId);
        var peak = 0.0;
        foreach (var message in corpus)
        {
            wrong.Enqueue(await JudgeAsync(client, journey, message, mayBeBusy: false, cancellationToken));
            var now = ResidentMiB(journey.Hub.ProcessId);
            if (now > peak + 4)
            {
                TestContext.Out.WriteLine($"{now:0} MiB after: {message.Name}");
            }

            peak = Math.Max(peak, now);
        }

        // All at once, four at a time.
        await Parallel.ForEachAsync(corpus, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (message, stop) =>
        {
            wrong.Enqueue(await JudgeAsync(client, journey, message, mayBeBusy: true, stop));
            peak = Math.Max(peak, ResidentMiB(journey.Hub.ProcessId));
        });
        await over.CancelAsync();
        var (served, slowest) = await honest;
        TestContext.Out.WriteLine($"{corpus.Count} messages; idle {idle:0} MiB, peak {peak:0} MiB; {served} honest calls meanwhile, the slowest {slowest.TotalMilliseconds:0} ms");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wrong.Where(each => each.Length > 0), Is.Empty);
            Assert.That(peak - idle, Is.LessThan(MaxMiB));
            Assert.That(served, Is.GreaterThan(20));
            Assert.That(slowest, Is.LessThan(TimeSpan.FromSeconds(5)));
            Assert.That(journey.Hub.Log, Does.Not.Contain("root:x:").And.Not.Contain("kẻ khác"));
        }
    }

    private static async Task<string> JudgeAsync(HttpClient client, Hub.Journey journey, HostileMessage message, bool mayBeBusy, CancellationToken cancellationToken)
    {
        if (message.Before is { } before)
        {
            await SendAsync(client, journey, before(), message, cancellationToken);
        }

        var (status, text) = await SendAsync(client, journey, message.Body(), message, cancellationToken);
        var code = string.Empty;
        try
        {
            var body = XDocument.Parse(text);
            code = body.Descendants("faultcode").SingleOrDefault()?.Value.Split(':')[^1] ?? string.Empty;
        }
        catch (System.Xml.XmlException)
        {
            return $"{message.Name}: no XML: {text}";
        }

        // Together they may be more than the hub takes at once, and each is told to come again.
        if (mayBeBusy && (status, code) == (503, "Server.Busy"))
        {
            return string.Empty;
        }

        var tells = text.Contains("root:x:", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal);
        return (status, code) != (message.Status, message.Code) || tells ? $"{message.Name}: {status} {code} in place of {message.Status} {message.Code}: {text[..Math.Min(text.Length, 600)]}" : string.Empty;
    }

    private static async Task<(int Served, TimeSpan Slowest)> HonestAsync(HttpClient client, Hub.Journey journey, CancellationToken cancellationToken)
    {
        var (served, slowest) = (0, TimeSpan.Zero);
        while (!cancellationToken.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                Assert.That((await SendAsync(client, journey, HostileSoap.Honest(1_000_000 + served), null, cancellationToken)).Status, Is.EqualTo(200));
            }
            catch (OperationCanceledException)
            {
                break;
            }

            served++;
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
        }

        return (served, slowest);
    }

    private static async Task<(int Status, string Body)> SendAsync(HttpClient client, Hub.Journey journey, byte[] body, HostileMessage? message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "soap/dossier-exchange") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", message?.ContentType ?? "text/xml; charset=utf-8");
        if (message?.Encoding is { } encoding)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        request.Headers.Add("SOAPAction", "\"\"");
        if (message?.Known != false)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"HOTICH:{journey.Configuration.MinistryKey}")));
        }

        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException e)
        {
            return (0, $"<no-answer>{e.HttpRequestError}</no-answer>");
        }
    }

    private static double ResidentMiB(int process) => double.Parse(
        File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
    }
}

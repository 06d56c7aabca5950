using System.Security.Cryptography;
using System.Text;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Tests.Soap.Attachments;
using Interop.Contracts.Documents;

namespace Interop.Adapters.Tests.Soap.Files;

/// <summary>A result whose papers stand in its XML, too long to be read whole: it is taken as a short one is.</summary>
public sealed class StreamedResultTests
{
    private static readonly byte[] Large = [.. Enumerable.Range(0, 700_000).Select(i => (byte)((i * 7) + (i >> 8)))];

    private SoapHub _hub = null!;

    [SetUp]
    public async Task StartAsync() => _hub = await SoapHub.StartAsync(o => o with { MaxRequestBytes = 100_000, MaxBytesInFlight = 400_000, Packages = o.Packages with { MaxPartBytes = 800_000, MaxParts = 10 } });

    [TearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Papers_of_any_size_arrive_in_the_XML(bool chunked)
    {
        var digest = Convert.ToHexString(SHA256.HashData(Large));
        using var content = new StringContent(Message(Paper("1", Large), Paper("2", "ngắn"u8.ToArray()), Paper("3", null), Paper("4", Large, $"<sha256>{digest}</sha256>")), Encoding.UTF8, "text/xml");
        var bytes = await content.ReadAsByteArrayAsync();
        using var stream = chunked ? new StreamContent(new PieceStream(bytes, () => 50_000)) : null;
        stream?.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
        var answer = await _hub.PostAsync(stream ?? (HttpContent)content);
        Assert.That(answer.Status, Is.EqualTo(200), $"{answer.FaultText} {string.Join('\n', answer.Detail)}");
        Assert.That(
            ((ResultCall)_hub.Exchange.Calls.Single()).Papers.Select(p => (p.Code, p.File?.Size, p.File?.Sha256)),
            Is.EqualTo(new (string, long?, Sha256Digest?)[]
            {
                ("KQ.1", Large.Length, Sha256Digest.Of(Large)), ("KQ.2", 6, Sha256Digest.Of("ngắn"u8)), ("KQ.3", null, null), ("KQ.4", Large.Length, Sha256Digest.Of(Large)),
            }));
    }

    [Test]
    public async Task A_file_of_three_megabytes_on_one_line_arrives_with_the_usual_limits()
    {
        await using var hub = await SoapHub.StartAsync();
        var file = new byte[3_000_000];
        file.AsSpan().Fill((byte)'x');
        var answer = await hub.PostAsync(Message(Paper("1", file)));
        Assert.That(answer.Status, Is.EqualTo(200), string.Join('\n', hub.Log.Where(l => l.StartsWith("Error", StringComparison.Ordinal))));
        Assert.That(hub.Exchange.Kept.Single(), Has.Length.EqualTo(3_000_000));
    }

    [Test]
    public async Task A_digest_that_is_not_the_files_is_named_with_its_place()
    {
        var wrong = Convert.ToHexString(SHA256.HashData("khác"u8));
        var answer = await _hub.PostAsync(Message(Paper("1", Large), Paper("2", Large, $"<sha256>{wrong}</sha256>")));
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((500, "soap:Client.Invalid")));
        Assert.That(answer.Detail[1..], Has.One.StartsWith("/ResultRequest/result[2]/file/sha256: "));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [TestCase("not base64", 500, "soap:Client", "is not base64")]
    [TestCase("too long", 500, "soap:Client", "longer than 800000 bytes")]
    [TestCase("too many", 500, "soap:Client", "More than 10 files")]
    [TestCase("cut", 500, "soap:Client", "ends before")]
    [TestCase("much else", 413, "soap:Client", "longer than 100000 bytes")]
    [TestCase("another place", 500, "soap:Client.Invalid", "")]
    public async Task A_message_that_is_wrong_brings_no_packet(string trouble, int status, string code, string words)
    {
        var message = trouble switch
        {
            "not base64" => Message(Paper("1", Large)).Replace("AAcO", "AA*O", StringComparison.Ordinal),
            "too long" => Message(Paper("1", [.. Large, .. Large])),
            "too many" => Message([.. Enumerable.Range(0, 11).Select(i => Paper($"{i}", i == 0 ? Large : [1]))]),
            "cut" => Message(Paper("1", Large))[..^30_000],
            "much else" => Message(Paper("1", Large), $"<result><code>KQ</code><name>{new string('x', 150_000)}</name></result>"),
            _ => Message(Paper("1", Large), $"<result><code>KQ</code><name>a</name><data>{Convert.ToBase64String(Large)}</data></result>"),
        };
        var answer = await _hub.PostAsync(message);
        Assert.That((answer.Status, answer.FaultCode), Is.EqualTo((status, code)));
        Assert.That(answer.FaultText, Does.Contain(words));
        Assert.That(_hub.Exchange.Calls, Is.Empty);
    }

    [Test]
    public async Task What_the_hub_does_not_keep_is_its_answer()
    {
        _hub.Exchange.Keeps = _ => new KeepAnswer.Refused(new Refusal(RefusalKind.Overloaded, "Not now.", [], TimeSpan.FromSeconds(9)));
        var answer = await _hub.PostAsync(Message(Paper("1", Large), Paper("2", Large)));
        Assert.That((answer.Status, answer.FaultCode, answer.RetryAfter), Is.EqualTo((503, "soap:Server.Busy", TimeSpan.FromSeconds(9))));
    }

    [Test]
    public async Task What_a_message_held_of_the_budget_is_given_back_and_files_take_none()
    {
        for (var i = 0; i < 20; i++)
        {
            var message = Message(Paper("1", Large), Paper("2", Large));
            Assert.That((await _hub.PostAsync(i % 2 == 0 ? message : message[..^40])).Status, Is.EqualTo(i % 2 == 0 ? 200 : 500));
        }
    }

    private static string Message(params string[] results) => Http.Envelope(Requests.Element(
        "ResultRequest",
        "<packetId>HT-2</packetId><dossierNumber>000.00.18.H40-240603-0001</dossierNumber><occurredAt>2024-06-03T15:10:00+07:00</occurredAt><statusCode>9</statusCode>" + string.Concat(results)));

    private static string Paper(string name, byte[]? file, string digest = "") =>
        $"<result><code>KQ.{name}</code><name>Giấy tờ</name>{(file is null ? "" : $"<file><name>{name}.pdf</name><mediaType>application/pdf</mediaType>{digest}<data>{Convert.ToBase64String(file)}</data></file>")}</result>";
}

using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Interop.Hub.Host.Tests;

/// <summary>Bad input gets a clear answer, costs a bounded amount, and the hub goes on.</summary>
[TestFixture]
internal sealed class HostileBodyTests
{
    private HubUnderTest _hub = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _hub = await HubUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _hub.DisposeAsync();

    private static IEnumerable<TestCaseData> Bodies()
    {
        yield return new TestCaseData(new byte[] { 0xFF, 0xFE, 0x00 }, 400).SetArgDisplayNames("not UTF-8");
        yield return new TestCaseData(Encoding.UTF8.GetBytes(new string('[', 100_000)), 400).SetArgDisplayNames("a hundred thousand brackets");
        yield return new TestCaseData(Encoding.UTF8.GetBytes("{\"a\":" + new string('9', 200_000) + "}"), 422).SetArgDisplayNames("a number of two hundred thousand digits");
        yield return new TestCaseData(new byte[900_000], 400).SetArgDisplayNames("zeros");
        yield return new TestCaseData(Array.Empty<byte>(), 400).SetArgDisplayNames("nothing");
        yield return new TestCaseData(new byte[3_000_000], 413).SetArgDisplayNames("three megabytes");
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task AHostileBodyGetsItsAnswer(byte[] body, int status)
    {
        foreach (var chunked in new[] { false, true })
        {
            using var answer = await SendAsync(body, chunked, mayBreak: status == 413);
            Assert.That((int)answer.StatusCode, Is.EqualTo(status), $"chunked: {chunked}");
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        }

        Assert.That(await AliveAsync(), Is.True);
    }

    /// <summary>
    /// Who answers before the body is through and closes may break the sender's pipe before the answer is read (RFC 9112, 9.6):
    /// then the sender sends again.
    /// </summary>
    private async Task<HttpResponseMessage> SendAsync(byte[] body, bool chunked, bool mayBreak)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/dossiers") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TransferEncodingChunked = chunked;
            try
            {
                return await _hub.Client("MCDT").SendAsync(request);
            }
            catch (HttpRequestException e) when (mayBreak && attempt < 10 && e.InnerException is IOException)
            {
                Assert.That(await AliveAsync(), Is.True);
            }
        }
    }

    [TestCase("application/json", "gzip", 415)]
    [TestCase("application/json; charset=utf-16", null, 415)]
    [TestCase("application/x-www-form-urlencoded", null, 415)]
    [TestCase(null, null, 415)]
    public async Task WhatTheHubDoesNotReadIsA415(string? type, string? encoding, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/dossiers") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        using var answer = await _hub.Client("MCDT").SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That((await HubUnderTest.BodyAsync(answer)).GetProperty("detail").GetString(), Does.Contain("application/json"));
    }

    [Test]
    public async Task AWrongMethodIsA405WithAllow()
    {
        using var answer = await _hub.Client("MCDT").DeleteAsync("api/v1/dossiers");

        Assert.That((int)answer.StatusCode, Is.EqualTo(405));
        Assert.That(answer.Content.Headers.Allow, Does.Contain("POST"));
        Assert.That((await HubUnderTest.BodyAsync(answer)).GetProperty("type").GetString(), Is.EqualTo("urn:interop:problem:method-not-allowed"));
    }

    [TestCase("a b")]
    [TestCase("ỹ")]
    public async Task AnIdempotencyKeyThatIsNoneIsTold(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/dossiers") { Content = HubUnderTest.Json("{}") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Uri.EscapeDataString(key).Replace("%20", " ", StringComparison.Ordinal).Replace('%', ' '));
        using var answer = await _hub.Client("MCDT").SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task ARequestThatIsNotHttpHurtsNobody()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", _hub.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/9.9\r\n" + new string('a', 70_000)));
        var answer = new byte[64];
        var read = 0;
        try
        {
            read = await stream.ReadAsync(answer);
        }
        catch (IOException)
        {
            // A reset is an answer too.
        }

        Assert.That(read == 0 || Encoding.ASCII.GetString(answer).StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || Encoding.ASCII.GetString(answer).StartsWith("HTTP/1.1 505", StringComparison.Ordinal));
        Assert.That(await AliveAsync(), Is.True);
    }

    private async Task<bool> AliveAsync()
    {
        using var answer = await _hub.Client(null).GetAsync("health/ready");
        return answer.IsSuccessStatusCode;
    }
}

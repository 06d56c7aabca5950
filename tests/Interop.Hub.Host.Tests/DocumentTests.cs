using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Interop.Contracts.Documents;

namespace Interop.Hub.Host.Tests;

/// <summary>Files go up in pieces and come down from where they broke off.</summary>
[TestFixture]
internal sealed class DocumentTests
{
    [Test]
    public async Task AFileComesInPiecesEachGoingOnWhereTheLastEnded()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var client = hub.Client("MCDT");
        var content = RandomNumberGenerator.GetBytes(300_000);
        var address = $"api/v1/documents/{Sha256Digest.Of(content)}";

        Assert.That(await PieceAsync(client, address, "bytes */300000", []), Is.EqualTo((308, (string?)null)));
        Assert.That(await PieceAsync(client, address, "bytes 0-99999/300000", content[..100_000]), Is.EqualTo((308, "bytes=0-99999")));
        Assert.That(await PieceAsync(client, address, "bytes */300000", []), Is.EqualTo((308, "bytes=0-99999")));
        Assert.That(await PieceAsync(client, address, "bytes 200000-299999/300000", content[200_000..]), Is.EqualTo((409, "bytes=0-99999")));
        using (var half = await client.GetAsync(address))
        {
            Assert.That((int)half.StatusCode, Is.EqualTo(404));
        }

        Assert.That(await PieceAsync(client, address, "bytes 50000-199999/300000", content[50_000..200_000]), Is.EqualTo((308, "bytes=0-199999")));
        Assert.That((await PieceAsync(client, address, "bytes 200000-299999/300000", content[200_000..])).Status, Is.EqualTo(201));
        Assert.That((await PieceAsync(client, address, "bytes */300000", [])).Status, Is.EqualTo(200));
        Assert.That(await client.GetByteArrayAsync(address), Is.EqualTo(content));
    }

    [Test]
    public async Task WhatASenderSentBeforeItBrokeOffNeedNotComeAgain()
    {
        const int Whole = 32 << 20;
        const int Sent = 24 << 20;
        await using var hub = await HubUnderTest.StartAsync();
        var content = RandomNumberGenerator.GetBytes(Whole);
        var address = $"api/v1/documents/{Sha256Digest.Of(content)}";
        using (TcpClient wire = new())
        {
            // More than the wire and the server hold between them: when all is written, much of it has been taken.
            await wire.ConnectAsync(hub.Address.Host, hub.Address.Port);
            var stream = wire.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /{address} HTTP/1.1\r\nHost: x\r\nX-Api-Key: {hub.Keys["MCDT"]}\r\nContent-Range: bytes 0-{Whole - 1}/{Whole}\r\nContent-Length: {Whole}\r\n\r\n"));
            await stream.WriteAsync(content.AsMemory(0, Sent));
            await stream.FlushAsync();
        }

        var client = hub.Client("MCDT");
        var received = 0L;
        await Eventually.BecomesTrueAsync(async () =>
        {
            var (_, range) = await PieceAsync(client, address, $"bytes */{Whole}", []);
            received = range is null ? 0 : long.Parse(range[(range.IndexOf('-', StringComparison.Ordinal) + 1)..]) + 1;
            return received > 0;
        });

        Assert.That(received, Is.InRange(1, Sent));
        Assert.That((await PieceAsync(client, address, $"bytes {received}-{Whole - 1}/{Whole}", content[(int)received..])).Status, Is.EqualTo(201));
        Assert.That(await client.GetByteArrayAsync(address), Is.EqualTo(content));
    }

    [Test]
    public async Task AWrongDigestAtTheEndLeavesNothing()
    {
        await using var hub = await HubUnderTest.StartAsync();
        var client = hub.Client("MCDT");
        var content = RandomNumberGenerator.GetBytes(1000);
        var address = $"api/v1/documents/{Sha256Digest.Of("other"u8)}";
        await PieceAsync(client, address, "bytes 0-499/1000", content[..500]);

        Assert.That((await PieceAsync(client, address, "bytes 500-999/1000", content[500..])).Status, Is.EqualTo(422));
        Assert.That(await PieceAsync(client, address, "bytes */1000", []), Is.EqualTo((308, (string?)null)));
    }

    [TestCase("bytes 0-9/*", 10, 400)]
    [TestCase("bytes 0-9/5", 10, 400)]
    [TestCase("bytes 0-9/100", 11, 400)]
    [TestCase("items 0-9/100", 10, 400)]
    [TestCase("bytes */100", 10, 400)]
    [TestCase("rubbish", 10, 400)]
    [TestCase("bytes 0-9/9999999999999", 10, 413)]
    public async Task APieceThatContradictsItselfIsRefused(string range, int length, int status)
    {
        await using var hub = await HubUnderTest.StartAsync();
        Assert.That((await PieceAsync(hub.Client("MCDT"), $"api/v1/documents/{Sha256Digest.Of("x"u8)}", range, new byte[length])).Status, Is.EqualTo(status));
    }

    [TestCase("bytes=0-9", 206, 0, 10)]
    [TestCase("bytes=65530-65545", 206, 65_530, 16)]
    [TestCase("bytes=199990-", 206, 199_990, 10)]
    [TestCase("bytes=-7", 206, 199_993, 7)]
    [TestCase("bytes=0-", 200, 0, 200_000)]
    [TestCase("bytes=0-1,5-6", 200, 0, 200_000)]
    [TestCase("bytes=200000-", 416, 0, 0)]
    public async Task ADownloadGoesOnFromWhereItIsAsked(string range, int status, int from, int length)
    {
        await using var hub = await HubUnderTest.StartAsync();
        var client = hub.Client("MCDT");
        var content = RandomNumberGenerator.GetBytes(200_000);
        var address = $"api/v1/documents/{Sha256Digest.Of(content)}";
        using var put = await client.PutAsync(address, new ByteArrayContent(content));
        using HttpRequestMessage get = new(HttpMethod.Get, address);
        get.Headers.TryAddWithoutValidation("Range", range);
        using var answer = await client.SendAsync(get);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        if (status != 416)
        {
            Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(content[from..(from + length)]));
            Assert.That(answer.Content.Headers.ContentRange?.ToString(), Is.EqualTo(status == 206 ? $"bytes {from}-{from + length - 1}/200000" : null));
        }
        else
        {
            Assert.That(answer.Content.Headers.ContentRange?.ToString(), Is.EqualTo("bytes */200000"));
        }
    }

    private static async Task<(int Status, string? Range)> PieceAsync(HttpClient client, string address, string range, byte[] content)
    {
        using HttpRequestMessage put = new(HttpMethod.Put, address) { Content = new ByteArrayContent(content) };
        put.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        using var answer = await client.SendAsync(put);
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("Range", out var values) ? values.Single() : null);
    }
}

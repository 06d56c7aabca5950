using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Tests.Soap;

/// <summary>"Not sent" and "no answer" are told apart: the first may be tried again, the second may have had its effect.</summary>
public sealed class SoapClientOutcomeTests
{
    private static readonly SoapProfile Impatient = new() { ConnectTimeout = TimeSpan.FromMilliseconds(200), AnswerTimeout = TimeSpan.FromMilliseconds(200) };
    private static readonly string Ok = Http.Answer("200 OK", Http.Envelope("<r xmlns='urn:t'>được</r>"));

    [Test]
    public async Task An_answer_is_a_reply_with_the_bodys_element()
    {
        await using var peer = RawPeer.Saying(Ok);
        var reply = await Calls.Ends<SoapExchange.Reply>(Calls.ToAsync(peer));

        Assert.That(reply.Body!.Value, Is.EqualTo("được"));
        Assert.That(reply.Body.Name.LocalName, Is.EqualTo("r"));
        Assert.That(reply.HttpStatus, Is.EqualTo(200));
    }

    [Test]
    public async Task Nobody_listening_is_not_sent()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var unsent = await Calls.Ends<SoapExchange.NotSent>(Calls.ToAsync(new Uri($"http://127.0.0.1:{port}/")));
        Assert.That(unsent.Reason, Is.EqualTo(NotSentReason.Refused));
    }

    [Test]
    public async Task An_unknown_name_is_not_sent()
    {
        var unsent = await Calls.Ends<SoapExchange.NotSent>(Calls.ToAsync(new Uri("http://no-such-ministry.invalid/")));
        Assert.That(unsent.Reason, Is.EqualTo(NotSentReason.NameUnknown));
    }

    [Test]
    public async Task A_connection_that_never_comes_is_not_sent()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException("unreachable");
            },
        };

        var unsent = await Calls.Ends<SoapExchange.NotSent>(Calls.ToAsync(new Uri("http://localhost/"), Impatient, handler));
        Assert.That(unsent.Reason, Is.EqualTo(NotSentReason.ConnectTimedOut));
    }

    [Test]
    public async Task A_certificate_that_does_not_verify_is_not_sent()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var peer = RawPeer.Doing(call => call.SayAsync(Ok), certificate);

        var unsent = await Calls.Ends<SoapExchange.NotSent>(Calls.ToAsync(peer));
        Assert.That(unsent.Reason, Is.EqualTo(NotSentReason.Certificate));
        Assert.That(peer.Requests.All(received => received.Length == 0), Is.True);
    }

    [Test]
    public async Task No_TLS_behind_an_https_address_is_not_sent()
    {
        await using var peer = RawPeer.Saying("HTTP/1.1 400 Bad Request\r\n\r\n");
        var unsent = await Calls.Ends<SoapExchange.NotSent>(Calls.ToAsync(new Uri($"https://localhost:{peer.Port}/"), Impatient with { ConnectTimeout = TimeSpan.FromSeconds(5) }, RefusingAtOnce(peer)));
        Assert.That(unsent.Reason, Is.EqualTo(NotSentReason.TlsHandshake));
    }

    [Test]
    public async Task Silence_after_the_first_byte_is_no_answer()
    {
        await using var peer = RawPeer.Doing(call => call.SilenceAsync());
        var silent = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer, Impatient));
        Assert.That(silent.Reason, Is.EqualTo(NoAnswerReason.TimedOut));
        Assert.That(silent.HttpStatus, Is.Null);
    }

    [Test]
    public async Task A_reset_after_the_message_is_no_answer()
    {
        await using var peer = RawPeer.Doing(call =>
        {
            call.Reset();
            return Task.CompletedTask;
        });
        var lost = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer));
        Assert.That(lost.Reason, Is.EqualTo(NoAnswerReason.ConnectionLost));
        Assert.That(peer.Requests, Has.Count.EqualTo(1), "never sent a second time by the stack below");
    }

    [Test]
    public async Task An_answer_cut_short_is_truncated()
    {
        await using var peer = RawPeer.Saying(Ok[..^30]);
        var lost = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer));
        Assert.That(lost.Reason, Is.EqualTo(NoAnswerReason.Truncated));
        Assert.That(lost.HttpStatus, Is.EqualTo(200));
    }

    [Test]
    public async Task An_answer_that_stops_half_way_times_out()
    {
        await using var peer = RawPeer.Doing(async call =>
        {
            await call.SayAsync(Ok[..^30]);
            await call.SilenceAsync();
        });
        var lost = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer, Impatient));
        Assert.That(lost.Reason, Is.EqualTo(NoAnswerReason.TimedOut));
        Assert.That(lost.HttpStatus, Is.EqualTo(200));
    }

    [Test]
    public async Task Bytes_that_are_not_HTTP_are_no_answer()
    {
        await using var peer = RawPeer.Saying("220 smtp.bo-nganh.vn ESMTP\r\n\r\n");
        var lost = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer));
        Assert.That(lost.Reason, Is.AnyOf(NoAnswerReason.Unreadable, NoAnswerReason.ConnectionLost));
    }

    [Test]
    public async Task A_refusal_stands_even_if_its_page_broke_off()
    {
        await using var peer = RawPeer.Saying("HTTP/1.1 401 Unauthorized\r\nContent-Length: 500\r\n\r\n<html>");
        var refusal = await Calls.Ends<SoapExchange.HttpRefusal>(Calls.ToAsync(peer));
        Assert.That(refusal.Kind, Is.EqualTo(HttpRefusalKind.Unauthorized));
    }

    [TestCase("Content-Length: 1073741824\r\n")]
    [TestCase("")]
    public async Task An_endless_answer_costs_its_limit_and_no_more(string length)
    {
        var megabyte = new byte[1 << 20];
        await using var peer = RawPeer.Doing(async call =>
        {
            await call.SayAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{length}Connection: close\r\n\r\n<a>");
            while (true)
            {
                await call.SayAsync(megabyte);
            }
        });
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var refused = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer, new SoapProfile { MaxAnswerBytes = 1 << 20 }));

        Assert.That(refused.Reason, Is.EqualTo(NoAnswerReason.TooLarge));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(16 << 20));
    }

    [Test]
    public async Task Giving_up_before_the_first_byte_throws_and_after_it_is_no_answer()
    {
        using var early = new CancellationTokenSource();
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                await early.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                throw new InvalidOperationException("unreachable");
            },
        };
        Assert.That(
            async () => await Calls.ToAsync(new Uri("http://localhost/"), handler: handler, cancellationToken: early.Token),
            Throws.InstanceOf<OperationCanceledException>());

        using var late = new CancellationTokenSource();
        await using var peer = RawPeer.Doing(async call =>
        {
            await late.CancelAsync();
            await call.SilenceAsync();
        });
        var given = await Calls.Ends<SoapExchange.NoAnswer>(Calls.ToAsync(peer, cancellationToken: late.Token));
        Assert.That(given.Reason, Is.EqualTo(NoAnswerReason.Cancelled));
    }

    // The peer waits for "\r\n\r\n", which a ClientHello lacks; this hands it a connection that answers plain text.
    private static SocketsHttpHandler RefusingAtOnce(RawPeer peer) => new()
    {
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, peer.Port, token);
            return new PlainAnswerStream(new NetworkStream(socket, ownsSocket: true));
        },
    };
}

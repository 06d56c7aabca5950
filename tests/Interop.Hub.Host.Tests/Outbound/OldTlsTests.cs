using System.Net.Security;
using System.Security.Authentication;
using Interop.Adapters.Http;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Outbound;
using static Interop.Hub.Host.Tests.Outbound.Certificates;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>Servers of 2009: their TLS is spoken where an exception says so, until it ends, and nowhere else.</summary>
[TestFixture]
internal sealed class OldTlsTests
{
    private static readonly DateTimeOffset Until = Today.AddDays(90);

    [TestCase("-tls1", "Tls10")]
    [TestCase("-tls1_1", "Tls11")]
    public async Task A_server_that_speaks_an_old_version_only_is_reached_by_an_exception_and_not_otherwise(string version, string name)
    {
        await using var ministry = await OpensslServer.StartAsync(version);
        TlsSettings tls = new() { Pins = [new CertificatePin(ministry.Pin, Today.AddYears(1), "tự ký")] };
        var excused = tls with { Protocols = [TlsStandard.Protocols[name], SslProtocols.Tls12], Until = Until, Reason = "máy chủ cũ" };

        var refused = Call.NotSent(await GetAsync(ministry.Address, tls, Today));
        var reached = await GetAsync(ministry.Address, excused, Today);
        var late = Call.NotSent(await GetAsync(ministry.Address, excused, Until));

        Assert.That(refused.Code, Is.EqualTo("partner.certificate"));
        Assert.That(refused.Message, Does.Contain("Không thống nhất được giao thức").And.Contain("Partners:BO:Connection:Tls:Protocols"));
        Assert.That(Call.Status(reached), Is.EqualTo(200));
        Assert.That(System.Text.Encoding.ASCII.GetString(((HttpExchange.Replied)reached).Answer.Body.Span), Does.Contain(name == "Tls10" ? "TLSv1," : "TLSv1.1,").Or.Contain(name == "Tls10" ? "Protocol  : TLSv1\n" : "Protocol  : TLSv1.1\n"), "the server says what it speaks");
        Assert.That(late.Message, Does.Contain("Ngoại lệ cho TLS cũ đã hết hạn ngày 2027-03-01"), "TLS 1.2 is still offered, in vain");
    }

    [Test]
    public async Task When_nothing_is_left_of_what_is_offered_no_socket_is_opened()
    {
        using var certificate = SelfSigned();
        await using var ministry = Peer.Saying(new SslServerAuthenticationOptions { ServerCertificate = certificate, CipherSuitesPolicy = new CipherSuitesPolicy([TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA]) });
        var time = new SetTime(Today);
        TlsSettings tls = new() { Protocols = [SslProtocols.Tls12], CipherSuites = [TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA], Until = Until, Reason = "máy chủ cũ", Pins = [new CertificatePin(Pin(certificate), Today.AddYears(1), "tự ký")] };
        using var client = DestinationHttp.Create(Call.Connection(ministry.Address(), Call.With(tls)), time);

        Assert.That(Call.Status(await Call.PostAsync(client, ministry.Address())), Is.EqualTo(200));
        time.Now = Until;
        var ended = Call.NotSent(await Call.PostAsync(client, ministry.Address()));

        Assert.That(ministry.Connections, Is.EqualTo(1), "neither a new one nor the one that was open");
        Assert.That(ended.Message, Does.Contain("đã hết hạn ngày 2027-03-01").And.Contain("Partners:BO:Connection:Tls:Until"));
    }

    [Test]
    public async Task A_named_suite_is_the_one_that_is_spoken()
    {
        using var certificate = SelfSigned();
        string? spoken = null;
        await using var ministry = Peer.Doing(
            async (_, stream, end) =>
            {
                spoken = ((SslStream)stream).NegotiatedCipherSuite.ToString();
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), end);
            },
            new SslServerAuthenticationOptions { ServerCertificate = certificate, CipherSuitesPolicy = new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA]) });
        TlsSettings tls = new() { CipherSuites = [TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA], Until = Until, Reason = "máy chủ cũ", Pins = [new CertificatePin(Pin(certificate), Today.AddYears(1), "tự ký")] };

        Assert.That(Call.Status(await Call.PostAsync(ministry.Address(), Call.With(tls))), Is.EqualTo(200));
        Assert.That(spoken, Is.EqualTo("TLS_RSA_WITH_AES_256_CBC_SHA"));
    }

    [Test]
    public async Task A_port_that_does_not_speak_TLS_is_named()
    {
        await using var talkative = Peer.Greeting("HTTP/1.1 400 Bad Request\r\n\r\n");

        var refused = Call.NotSent(await Call.PostAsync(new Uri($"https://localhost:{talkative.Port}/")));

        Assert.That(refused.Code, Is.EqualTo("partner.wrong-endpoint"));
        Assert.That(refused.Message, Does.Contain("không trả lời bằng TLS"));
    }

    [Test]
    public async Task This_process_can_speak_what_exceptions_allow_and_says_what_it_lacks()
    {
        foreach (var version in TlsStandard.Protocols.Values)
        {
            Assert.That(await TlsTrial.SpeaksAsync(version, [], TimeProvider.System, CancellationToken.None), Is.True, version.ToString());
        }

        Assert.That(await TlsTrial.HasAsync(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, CancellationToken.None), Is.True);
        Assert.That(await TlsTrial.HasAsync(TlsCipherSuite.TLS_RSA_WITH_RC4_128_SHA, CancellationToken.None), Is.False, "no OpenSSL of this age has it");
    }

    [Test]
    public async Task What_the_trial_says_of_an_old_versions_signatures_is_what_a_server_shows()
    {
        // Whether it can be spoken is this machine's affair (OPENSSL_CONF); that doctor and delivery agree is ours.
        await using var ministry = await OpensslServer.StartAsync("-tls1");
        var suite = TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA;
        TlsSettings tls = new() { Protocols = [TlsStandard.Protocols["Tls10"]], CipherSuites = [suite], Until = Until, Reason = "máy chủ cũ", Pins = [new CertificatePin(ministry.Pin, Today.AddYears(1), "tự ký")] };

        var can = await TlsTrial.SpeaksAsync(tls.Protocols[0], [suite], TimeProvider.System, CancellationToken.None);
        var exchange = await GetAsync(ministry.Address, tls, Today);

        Assert.That(exchange is HttpExchange.Replied, Is.EqualTo(can), exchange.ToString());
        Assert.That(can ? "hub/README.md" : Call.NotSent(exchange).Message, Does.Contain("hub/README.md"));
    }

    private static async Task<HttpExchange> GetAsync(Uri address, TlsSettings tls, DateTimeOffset now)
    {
        using var client = DestinationHttp.Create(Call.Connection(address, Call.With(tls)), new SetTime(now));
        return await new HttpCall { Address = address }.SendAsync(client, TimeProvider.System, CancellationToken.None);
    }
}

using System.Net.Sockets;
using System.Text;
using Interop.Hub.Core.Configuration;
using static Interop.Hub.Host.Tests.Outbound.Certificates;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>A partner that is reached through a proxy, and the others that are not.</summary>
[TestFixture]
internal sealed class ProxyTests
{
    private const string Secret = "dHJ1Yzptw6F0LWto4bqpdQ=="; // truc:mát-khẩu

    [Test]
    public async Task TLS_goes_through_a_tunnel_with_the_proxys_password_and_the_server_is_verified_all_the_same()
    {
        using var certificate = SelfSigned();
        await using var ministry = Peer.Saying(Call.Tls(certificate));
        await using var proxy = Peer.Doing(TunnelAsync);
        var settings = Through(proxy, "truc") with { Tls = new TlsSettings { Pins = [new CertificatePin(Pin(certificate), Today.AddDays(9), "tự ký")] } };

        var reached = await Call.PostAsync(ministry.Address(), settings);
        var untrusted = Call.NotSent(await Call.PostAsync(ministry.Address(), settings with { Tls = new TlsSettings() }));

        Assert.That(Call.Status(reached), Is.EqualTo(200));
        Assert.That(proxy.Requests.First(), Does.StartWith($"CONNECT localhost:{ministry.Port} HTTP/1.1\r\n"));
        Assert.That(proxy.Requests, Has.None.Contains("hoSo"), "the packet is not shown to the proxy");
        Assert.That(untrusted.Message, Does.Contain("tự ký"));
        Assert.That(ministry.Requests.Single(), Does.Not.Contain("Proxy-Authorization"));
    }

    [Test]
    public async Task A_plain_request_is_handed_to_the_proxy_once_with_its_password()
    {
        await using var proxy = Peer.Saying();

        var reached = await Call.PostAsync(new Uri("http://dichvu.bo.gov.vn/nhan"), Through(proxy, "truc"));

        Assert.That(Call.Status(reached), Is.EqualTo(200));
        Assert.That(proxy.Requests.Single(), Does.StartWith("POST http://dichvu.bo.gov.vn/nhan HTTP/1.1\r\n").And.Contain($"Proxy-Authorization: Basic {Secret}").And.Contain("Content-Length: 36"));
    }

    [Test]
    public async Task A_proxy_that_refuses_is_named_and_nothing_is_in_doubt()
    {
        await using var closed = Peer.Saying(answer: "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        await using var asking = Peer.Saying(answer: "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
        var target = new Uri("https://dichvu.bo.gov.vn/nhan");

        var refused = Call.NotSent(await Call.PostAsync(target, Through(closed, null)));
        var unknown = Call.NotSent(await Call.PostAsync(target, Through(asking, "truc")));

        Assert.That((refused.Code, unknown.Code), Is.EqualTo(("partner.unreachable", "partner.credentials")));
        Assert.That(refused.Message, Does.Contain("403"));
        Assert.That(unknown.Message, Does.Contain("Partners:BO:Connection:Proxy"));
    }

    [Test]
    public async Task The_list_holds_for_the_target_and_the_check_of_addresses_for_the_proxy()
    {
        await using var proxy = Peer.Saying();
        var settings = Through(proxy, null) with { Allow = [CallTarget.Of(new Uri("https://dichvu.bo.gov.vn/"))] };

        var outside = Call.NotSent(await Call.PostAsync(new Uri("https://khac.gov.vn/"), settings));
        var metadata = Call.NotSent(await Call.PostAsync(new Uri("https://dichvu.bo.gov.vn/"), settings with { Proxy = new ProxySettings(new Uri("http://169.254.169.254:80"), null, null) }));

        Assert.That(proxy.Connections, Is.Zero);
        Assert.That(outside.Message, Does.Contain("khac.gov.vn:443"));
        Assert.That(metadata.Message, Does.Contain("169.254.169.254"));
    }

    private static ConnectionSettings Through(Peer proxy, string? user) => new()
    {
        Proxy = new ProxySettings(new Uri($"http://localhost:{proxy.Port}"), user, user is null ? null : "mát-khẩu"),
    };

    // Asks for the password first, as proxies do, then opens the tunnel and carries what comes.
    private static async Task TunnelAsync(string request, Stream stream, CancellationToken end)
    {
        if (!request.Contains($"Proxy-Authorization: Basic {Secret}", StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"), end);
            return;
        }

        using var behind = new TcpClient();
        await behind.ConnectAsync("127.0.0.1", int.Parse(request.Split(' ')[1].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), end);
        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), end);
        await Task.WhenAny(stream.CopyToAsync(behind.GetStream(), end), behind.GetStream().CopyToAsync(stream, end));
    }
}

using System.Net;
using Interop.Adapters.Delivery;
using Interop.Adapters.Http;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Outbound;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>Where a destination's client goes, and where it never does.</summary>
[TestFixture]
internal sealed class TargetTests
{
    [Test]
    public async Task An_address_outside_the_list_is_refused_before_a_socket_is_opened()
    {
        await using var ministry = Peer.Saying();
        await using var elsewhere = Peer.Saying();
        var connection = Call.Connection(ministry.Address());

        var refused = Call.NotSent(await Call.PostAsync(elsewhere.Address(), connection: connection));
        var otherName = Call.NotSent(await Call.PostAsync(new Uri($"http://127.0.0.1:{ministry.Port}/"), connection: connection));

        Assert.That((elsewhere.Connections, ministry.Connections), Is.EqualTo((0, 0)));
        Assert.That(refused.Code, Is.EqualTo("partner.wrong-endpoint"));
        Assert.That(refused.Message, Does.Contain($"localhost:{elsewhere.Port}").And.Contain("Partners:BO:Connection:Allow"));
        Assert.That(otherName.Message, Does.Contain($"127.0.0.1:{ministry.Port}"));
        Assert.That(Call.Status(await Call.PostAsync(ministry.Address("/khac"), connection: connection)), Is.EqualTo(200), "the path is not the host's business");
    }

    [Test]
    public async Task A_range_allows_addresses_written_as_numbers()
    {
        await using var ministry = Peer.Saying();
        Assert.That(CallTarget.TryParse($"127.0.0.0/8:{ministry.Port}", out var range), Is.True);
        var connection = new DestinationConnection("BO", new ConnectionSettings { Allow = [range!] });

        Assert.That(Call.Status(await Call.PostAsync(new Uri($"http://127.0.0.1:{ministry.Port}/"), connection: connection)), Is.EqualTo(200));
        Assert.That(Call.Status(await Call.PostAsync(new Uri($"http://[::ffff:127.0.0.1]:{ministry.Port}/"), connection: connection)), Is.EqualTo(200), "the same address in its other form");
        Call.NotSent(await Call.PostAsync(new Uri($"http://127.0.0.1:{ministry.Port + 1}/"), connection: connection));
        Call.NotSent(await Call.PostAsync(ministry.Address(), connection: connection));
        Assert.That(ministry.Connections, Is.EqualTo(2));
    }

    [TestCase("bo.gov.vn:443", true)]
    [TestCase("BO.gov.vn.:443", true)]
    [TestCase("10.1.2.3:8080", true)]
    [TestCase("[fd00::1]:443", true)]
    [TestCase("[fd00::/8]:443", true)]
    [TestCase("bộ.gov.vn:443", true)]
    [TestCase("bo.gov.vn", false)]
    [TestCase("bo.gov.vn:0", false)]
    [TestCase("bo.gov.vn:70000", false)]
    [TestCase("https://bo.gov.vn:443", false)]
    [TestCase("bo.gov.vn/x:443", false)]
    [TestCase("fd00::1:443", false)]
    [TestCase("*.gov.vn:443", false)]
    [TestCase("10.1.2.3/33:443", false)]
    [TestCase(":443", false)]
    public void A_target_is_a_host_and_a_port(string text, bool good) => Assert.That(CallTarget.TryParse(text, out _), Is.EqualTo(good));

    [TestCase("169.254.169.254")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("2002:a9fe:a9fe::1")]
    [TestCase("64:ff9b::a9fe:a9fe")]
    [TestCase("64:ff9b:1::a9fe:a9fe")]
    [TestCase("100.100.100.200")]
    [TestCase("::ffff:100.100.100.200")]
    [TestCase("64:ff9b::6464:64c8")]
    [TestCase("fd00:ec2::254")]
    [TestCase("fd20:ce::254")]
    [TestCase("fe80::1")]
    [TestCase("ff02::1")]
    [TestCase("::")]
    [TestCase("0.0.0.0")]
    [TestCase("0.1.2.3")]
    [TestCase("::ffff:0.0.0.0")]
    [TestCase("224.0.0.1")]
    [TestCase("255.255.255.255")]
    public async Task Metadata_services_and_what_is_no_host_are_never_called_in_any_form(string address)
    {
        Assert.That(OutboundAddresses.MayCall(IPAddress.Parse(address)), Is.False);

        var written = new UriBuilder("http", address, 80).Uri;
        var refused = Call.NotSent(await Call.PostAsync(written, new ConnectionSettings { Allow = [CallTarget.Of(written)] }));
        Assert.That(refused.Message, Does.Contain("không bao giờ gọi"));
    }

    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    [TestCase("10.0.0.1")]
    [TestCase("100.100.100.201")]
    [TestCase("203.113.131.1")]
    [TestCase("2405:4800::1")]
    [TestCase("64:ff9b::cb71:8301")]
    [TestCase("fd00::1")]
    public void Partners_and_gateways_are_called(string address) => Assert.That(OutboundAddresses.MayCall(IPAddress.Parse(address)), Is.True);

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_told_and_not_followed(int status)
    {
        await using var elsewhere = Peer.Saying();
        await using var ministry = Peer.Saying(answer: $"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.Address()}\r\nContent-Length: 0\r\n\r\n");
        var connection = new DestinationConnection("BO", new ConnectionSettings { Allow = [CallTarget.Of(ministry.Address()), CallTarget.Of(elsewhere.Address())] });

        var exchange = await Call.PostAsync(ministry.Address(), connection: connection);
        var outcome = HttpOutcomes.Settle(exchange, out _);

        Assert.That((ministry.Requests.Count, elsewhere.Connections), Is.EqualTo((1, 0)));
        Assert.That((outcome as DeliveryOutcome.Deferred)?.Fault.Code, Is.EqualTo("partner.wrong-endpoint"));
    }

    [Test]
    public async Task A_body_goes_out_with_its_length_in_HTTP_1_1_and_asks_for_no_leave()
    {
        await using var ministry = Peer.Saying();

        Assert.That(Call.Status(await Call.PostAsync(ministry.Address())), Is.EqualTo(200));

        var request = ministry.Requests.Single();
        Assert.That(request, Does.StartWith("POST /dich-vu HTTP/1.1\r\n").And.Contain("\r\nContent-Length: 36\r\n").And.EndWith("\r\n\r\n{\"hoSo\":\"000.00.18.H40-261120-0001\"}"));
        Assert.That(request, Does.Not.Contain("Transfer-Encoding").IgnoreCase.And.Not.Contain("Expect").IgnoreCase.And.Not.Contain("Upgrade").IgnoreCase);
    }

    [Test]
    public async Task A_handshake_that_does_not_end_counts_into_the_time_to_connect()
    {
        await using var silent = Peer.Saying();
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var late = Call.NotSent(await Call.PostAsync(new Uri($"https://localhost:{silent.Port}/"), new ConnectionSettings { ConnectTimeout = TimeSpan.FromMilliseconds(300) }));

        Assert.That(late.Code, Is.EqualTo("partner.unreachable"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4.5)), "by its own setting, not by the standard one");
    }
}

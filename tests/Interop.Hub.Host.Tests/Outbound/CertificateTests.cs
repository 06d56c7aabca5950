using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Interop.Hub.Core.Configuration;
using static Interop.Hub.Host.Tests.Outbound.Certificates;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>Whose certificate is taken, and what is said of one that is not: before any byte of a packet, and in words to act on.</summary>
[TestFixture]
internal sealed class CertificateTests
{
    [Test]
    public async Task An_expired_self_signed_certificate_is_taken_by_its_pin_until_the_pin_ends()
    {
        using var certificate = SelfSigned(fromDays: -400, toDays: -3);
        using var other = SelfSigned();
        await using var ministry = Peer.Saying(Call.Tls(certificate));
        var until = Today.AddDays(60);
        CertificatePin Pinned(X509Certificate2 to, DateTimeOffset? end) => new(Pin(to), end, end is null ? null : "Bộ Mẫu thay chứng thư trong quý I");

        var bare = Call.NotSent(await Call.PostAsync(ministry.Address()));
        Assert.That(ministry.Requests, Is.Empty, "no byte of the packet");
        var pinned = await Call.PostAsync(ministry.Address(), Call.With(new TlsSettings { Pins = [Pinned(certificate, until)] }));
        var late = Call.NotSent(await Call.PostAsync(ministry.Address(), Call.With(new TlsSettings { Pins = [Pinned(certificate, until)] }), new SetTime(until)));
        var without = Call.NotSent(await Call.PostAsync(ministry.Address(), Call.With(new TlsSettings { Pins = [Pinned(certificate, null)] })));
        var wrong = Call.NotSent(await Call.PostAsync(ministry.Address(), Call.With(new TlsSettings { Pins = [Pinned(other, until)] })));

        Assert.Multiple(() =>
        {
            Assert.That(Call.Status(pinned), Is.EqualTo(200));
            Assert.That(new[] { bare, late, without, wrong }.Select(f => f.Code), Is.All.EqualTo("partner.certificate"));
            Assert.That(bare.Message, Does.Contain("đã hết hạn ngày 2026-11-28").And.Contain($"sha256/{Pin(certificate)}").And.Contain("Partners:BO:Connection:Tls:Pins"));
            Assert.That(late.Message, Does.Contain("hết hạn ngày 2027-01-30"));
            Assert.That(without.Message, Does.Contain("đã hết hạn ngày 2026-11-28"), "a pin without an end excuses nothing");
            Assert.That(wrong.Message, Does.Contain("không phải khoá đã ghim"));
            Assert.That(ministry.Requests, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_pin_ends_under_a_client_that_lives_on()
    {
        using var certificate = SelfSigned();
        await using var ministry = Peer.Saying(Call.Tls(certificate), "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        var time = new SetTime(Today);
        var settings = Call.With(new TlsSettings { Pins = [new CertificatePin(Pin(certificate), Today.AddDays(1), "thử")] });
        using var client = Host.Outbound.DestinationHttp.Create(Call.Connection(ministry.Address(), settings), time);

        var before = await Call.PostAsync(client, ministry.Address());
        time.Now = Today.AddDays(1);
        var after = Call.NotSent(await Call.PostAsync(client, ministry.Address()));

        Assert.That((Call.Status(before), ministry.Requests.Count), Is.EqualTo((200, 1)));
        Assert.That(after.Message, Does.Contain("Ngoại lệ đã ghim"));
    }

    [Test]
    public async Task A_partners_own_authority_is_trusted_for_that_partner_and_its_names()
    {
        using var authority = Authority();
        using var stranger = Authority();
        using var good = SignedBy(authority);
        using var misnamed = SignedBy(authority, "dichvu.bo.gov.vn");
        await using var ministry = Peer.Saying(Call.Tls(good));
        await using var elsewhere = Peer.Saying(Call.Tls(misnamed));
        var trusting = Call.With(new TlsSettings { Authority = [authority] });
        var pinning = Call.With(new TlsSettings { Authority = [authority], Pins = [new CertificatePin(Pin(good), null, null)] });

        Assert.That(Call.Status(await Call.PostAsync(ministry.Address(), trusting)), Is.EqualTo(200));
        Assert.That(Call.Status(await Call.PostAsync(ministry.Address(), pinning)), Is.EqualTo(200), "chain and pin both hold");
        var unknown = Call.NotSent(await Call.PostAsync(ministry.Address()));
        var foreign = Call.NotSent(await Call.PostAsync(ministry.Address(), Call.With(new TlsSettings { Authority = [stranger] })));
        var other = Call.NotSent(await Call.PostAsync(elsewhere.Address(), trusting));
        var otherKey = Call.NotSent(await Call.PostAsync(elsewhere.Address(), pinning));

        Assert.That(new[] { unknown.Message, foreign.Message }, Is.All.Contain("tổ chức cấp chứng thư").And.All.Contain("Tls:Authority"));
        Assert.That(other.Message, Does.Contain("mang tên khác, không phải localhost"));
        Assert.That(otherKey.Message, Does.Contain("không phải khoá đã ghim"));
    }

    [TestCase(SslProtocols.Tls12)]
    [TestCase(SslProtocols.Tls13)]
    public async Task A_server_that_asks_for_a_certificate_gets_ours(SslProtocols version)
    {
        using var certificate = SelfSigned();
        using var own = SelfSigned("truc.tinhmau.gov.vn");
        await using var ministry = Peer.Saying(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = version,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null,
        });
        var tls = new TlsSettings { Pins = [new CertificatePin(Pin(certificate), Today.AddDays(9), "tự ký")] };

        var given = await Call.PostAsync(ministry.Address(), Call.With(tls with { ClientCertificate = [own] }));

        Assert.That(Call.Status(given), Is.EqualTo(200));
        Assert.That(ministry.Clients, Is.EqualTo(new[] { "CN=truc.tinhmau.gov.vn" }));
    }

    [TestCase("-tls1_2")]
    [TestCase("-tls1_3")]
    public async Task A_server_that_demands_a_certificate_of_who_has_none_is_named_and_nothing_is_in_doubt(string version)
    {
        await using var ministry = await OpensslServer.StartAsync(version, "-Verify", "1", "-verify_return_error");
        var settings = Call.With(new TlsSettings { Pins = [new CertificatePin(ministry.Pin, Today.AddDays(9), "tự ký")] });

        var refused = Call.NotSent(await Call.PostAsync(ministry.Address, settings));

        Assert.That(refused.Code, Is.EqualTo("partner.certificate"));
        Assert.That(refused.Message, Does.Contain("đòi chứng thư của trục").And.Contain("Tls:ClientCertificate"));
    }
}

using System.Text;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Tests.Soap;

/// <summary>What goes over the wire, as a server of 2009 sees it.</summary>
public sealed class SoapClientWireTests
{
    private static readonly string Ok = Http.Answer("200 OK", Http.Envelope("<r xmlns='urn:t'/>"));

    [Test]
    public async Task A_message_is_HTTP_1_1_with_its_length_and_nothing_newfangled()
    {
        await using var peer = RawPeer.Saying(Ok);
        await Calls.Ends<SoapExchange.Reply>(Calls.ToAsync(peer));

        var request = peer.Requests.Single();
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request, Does.StartWith("POST /ws HTTP/1.1\r\n"));
            Assert.That(request, Does.Contain($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"));
            Assert.That(request, Does.Contain("Content-Type: text/xml; charset=utf-8\r\n"));
            Assert.That(request, Does.Not.Contain("Transfer-Encoding").And.Not.Contain("Expect").And.Not.Contain("Authorization"));
            Assert.That(body, Does.Contain("Xin chào").And.Contain($"<soap:Envelope xmlns:soap=\"{Http.Soap11}\""));
            Assert.That(body[0], Is.EqualTo('<'), "no byte order mark");
        }
    }

    [TestCase(SoapActionStyle.Quoted, "SOAPAction: \"urn:t/Hello\"\r\n")]
    [TestCase(SoapActionStyle.Unquoted, "SOAPAction: urn:t/Hello\r\n")]
    [TestCase(SoapActionStyle.Empty, "SOAPAction: \"\"\r\n")]
    [TestCase(SoapActionStyle.Absent, null)]
    public async Task SOAPAction_is_written_as_the_profile_says(SoapActionStyle style, string? header)
    {
        await using var peer = RawPeer.Saying(Ok);
        await Calls.ToAsync(peer, new SoapProfile { ActionStyle = style });

        Assert.That(peer.Requests.Single(), header is null ? Does.Not.Contain("SOAPAction") : Does.Contain(header));
    }

    [Test]
    public async Task Basic_credentials_go_in_the_header_and_never_into_a_log()
    {
        var basic = new BasicCredentials("hộ-tịch", "bí mật");
        await using var peer = RawPeer.Saying(Ok);
        await Calls.ToAsync(peer, new SoapProfile { Basic = basic });

        Assert.That(peer.Requests.Single(), Does.Contain($"Authorization: Basic {Convert.ToBase64String("hộ-tịch:bí mật"u8)}\r\n"));
        Assert.That(new SoapProfile { Basic = basic }.ToString(), Does.Not.Contain("bí mật"));
    }

    [Test]
    public async Task A_message_that_cannot_be_written_is_not_sent()
    {
        await using var peer = RawPeer.Saying(Ok);
        using var http = new HttpClient();
        var client = new SoapClient(http, new SoapProfile(), TimeProvider.System);

        var body = await client.SendAsync(
            new SoapRequest { Endpoint = peer.Address, Action = "a", Body = writer => writer.WriteElementString("x", "a\u0001") }, CancellationToken.None);
        var action = await Calls.ToAsync(peer, action: "a\r\nX-Evil: 1");

        Assert.That(((SoapExchange.NotSent)body).Reason, Is.EqualTo(NotSentReason.NotWritable));
        Assert.That(((SoapExchange.NotSent)action).Reason, Is.EqualTo(NotSentReason.NotWritable));
        Assert.That(peer.Requests, Is.Empty);
    }

    [Test]
    public async Task Line_ends_arrive_as_they_were_written()
    {
        await using var peer = RawPeer.Saying(Ok);
        using var http = new HttpClient();
        await new SoapClient(http, new SoapProfile(), TimeProvider.System).SendAsync(
            SoapRequest.Of(peer.Address, "a", new System.Xml.Linq.XElement("x", "dòng 1\r\ndòng 2")), CancellationToken.None);

        Assert.That(peer.Requests.Single(), Does.Contain("dòng 1&#xD;\ndòng 2"));
    }

    [Test]
    public async Task A_redirect_is_never_followed_with_the_message_in_hand()
    {
        await using var elsewhere = RawPeer.Saying(Ok);
        await using var peer = RawPeer.Saying($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Address}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var plain = await Calls.ToAsync(peer);
        var following = await Calls.ToAsync(peer.Address, handler: new SocketsHttpHandler { AllowAutoRedirect = true });

        Assert.That(((SoapExchange.HttpRefusal)plain).Kind, Is.EqualTo(HttpRefusalKind.Redirected));
        Assert.That(following, Is.TypeOf<SoapExchange.NoAnswer>(), "a handler that would send it twice is stopped");
        Assert.That(elsewhere.Requests.Any(request => request.Contains("Xin chào")), Is.False);
    }
}

using System.Xml.Linq;
using Interop.Adapters.Soap.Client;

namespace Interop.Adapters.Tests.Soap;

/// <summary>One call with the client under test.</summary>
internal static class Calls
{
    public static readonly XElement Hello = new(XNamespace.Get("urn:t") + "Hello", "Xin chào");

    public static async Task<SoapExchange> ToAsync(
        Uri address, SoapProfile? profile = null, HttpMessageHandler? handler = null, string action = "urn:t/Hello", CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        return await new SoapClient(http, profile ?? new SoapProfile(), TimeProvider.System).SendAsync(SoapRequest.Of(address, action, Hello), cancellationToken);
    }

    public static async Task<SoapExchange> ToAsync(RawPeer peer, SoapProfile? profile = null, string action = "urn:t/Hello", CancellationToken cancellationToken = default) =>
        await ToAsync(peer.Address, profile, null, action, cancellationToken);

    public static async Task<T> Ends<T>(Task<SoapExchange> call)
        where T : SoapExchange
    {
        var exchange = await call;
        Assert.That(exchange, Is.TypeOf<T>());
        return (T)exchange;
    }
}

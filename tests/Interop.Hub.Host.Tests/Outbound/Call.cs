using System.Net.Security;
using Interop.Adapters.Http;
using Interop.Contracts.Faults;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Host.Outbound;

namespace Interop.Hub.Host.Tests.Outbound;

/// <summary>One call of a destination's client, as an adapter makes it.</summary>
internal static class Call
{
    public static async Task<HttpExchange> PostAsync(Uri address, ConnectionSettings? settings = null, TimeProvider? time = null, DestinationConnection? connection = null)
    {
        using var client = DestinationHttp.Create(connection ?? Connection(address, settings), time ?? new SetTime(Certificates.Today));
        return await PostAsync(client, address);
    }

    public static Task<HttpExchange> PostAsync(HttpClient client, Uri address) =>
        new HttpCall { Address = address, Body = "{\"hoSo\":\"000.00.18.H40-261120-0001\"}"u8.ToArray() }.SendAsync(client, TimeProvider.System, CancellationToken.None);

    public static DestinationConnection Connection(Uri address, ConnectionSettings? settings = null) =>
        new("BO", (settings ?? new ConnectionSettings()) with { Allow = settings?.Allow ?? [CallTarget.Of(address)] });

    public static ConnectionSettings With(TlsSettings tls) => new() { Tls = tls };

    public static SslServerAuthenticationOptions Tls(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate) => new() { ServerCertificate = certificate };

    /// <summary>The fault of a call that certainly sent nothing.</summary>
    public static Fault NotSent(HttpExchange exchange)
    {
        Assert.That(exchange, Is.TypeOf<HttpExchange.NotSent>(), exchange.ToString());
        var fault = ((HttpExchange.NotSent)exchange).Fault;
        Assert.That(fault.Scope, Is.EqualTo(FaultScope.Destination));
        return fault;
    }

    public static int Status(HttpExchange exchange)
    {
        Assert.That(exchange, Is.TypeOf<HttpExchange.Replied>(), exchange.ToString());
        return ((HttpExchange.Replied)exchange).Answer.Status;
    }
}

using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Security;
using Interop.Tests.Servers.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Interop.Foreign.Tests.Hub;

/// <summary>The hub's SOAP routes where messages prove who sent them: nobody is known by HTTP.</summary>
internal sealed class SecuredHub : IAsyncDisposable, ISoapCallers
{
    public const string Partner = "BOMAU";

    private readonly WebApplication _app;
    private readonly IncomingSecurity _password;
    private readonly IncomingSecurity _signature;

    private SecuredHub(WebApplication app, Uri address, IncomingSecurity password, IncomingSecurity signature) =>
        (_app, Address, _password, _signature) = (app, address, password, signature);

    public Uri Address { get; }

    public Uri Service => new(Address, "soap/dossier-exchange");

    public Uri Wsdl => new(Service, "?wsdl");

    public RecordingExchange Exchange { get; } = new();

    /// <summary>Starts it, with TLS where a certificate for it is given.</summary>
    /// <param name="user">Who has the password.</param>
    /// <param name="password">The password.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="own">Signs answers.</param>
    /// <param name="tls">The server's certificate; null: without TLS.</param>
    public static async Task<SecuredHub> StartAsync(string user, string password, X509Certificate2 signer, X509Certificate2 own, X509Certificate2? tls = null)
    {
        var port = LoopbackPorts.Next();
        var address = new Uri($"{(tls is null ? "http" : "https")}://{(tls is null ? "127.0.0.1" : "localhost")}:{port.ToString(CultureInfo.InvariantCulture)}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (tls is not null)
            {
                listen.UseHttps(tls);
            }
        }));
        builder.Logging.ClearProviders();
        var hub = new SecuredHub(
            builder.Build(),
            address,
            new IncomingSecurity
            {
                Scope = Partner,
                TimestampRequired = false,
                Username = new UsernameRule { PasswordOf = (name, _) => ValueTask.FromResult(name == user ? password : null) },
            },
            new IncomingSecurity { Scope = Partner, TimestampRequired = false, Signature = new SignatureRule { Trust = new SigningTrust { Pins = [KeyPin.Of(signer, DateTimeOffset.MaxValue)] } } });
        var options = new SoapEndpointOptions
        {
            PublicBaseUrl = address,
            Security = new SoapDoorSecurity
            {
                Callers = hub, Nonces = new MemoryNonceLedger(TimeProvider.System), Time = TimeProvider.System, Random = RandomNumberGenerator.Create(), Certificate = own,
            },
        };
        hub._app.MapSoap(options, new DossierExchangeService(hub.Exchange));
        await hub._app.StartAsync();
        return hub;
    }

    public SoapCaller? Of(ClaimsPrincipal caller) => null;

    public SoapCaller? Find(SecurityClaims claims) => claims.IsSigned ? Caller(_signature) : claims.User is null ? null : Caller(_password);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static SoapCaller Caller(IncomingSecurity rules) => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, Partner)], "WS-Security")), rules);
}

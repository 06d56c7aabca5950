using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Interop.Hub.Core.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Interop.Hub.Host.Http;

/// <summary>The hub's listeners.</summary>
[Flags]
internal enum Listener
{
    None = 0,
    Partners = 1,
    Public = 2,
    Operators = 4,
    Metrics = 8,
    All = Partners | Public | Operators | Metrics,
}

/// <summary>Says on which listeners an endpoint answers.</summary>
internal sealed record ListenerMetadata(Listener Listeners);

/// <summary>
/// Binds the listeners and keeps each endpoint to its own. By the socket's own port: a Host header can claim anything.
/// </summary>
internal sealed class Listeners(HubSettings settings)
{
    private static readonly Listener[] Each = [Listener.Partners, Listener.Public, Listener.Operators, Listener.Metrics];

    private readonly List<(ListenOptions Options, Listener Listeners)> _bound = [];
    private volatile FrozenDictionary<int, Listener> _byPort = FrozenDictionary<int, Listener>.Empty;

    /// <summary>Binds them on Kestrel. Equal addresses are bound once.</summary>
    public void Bind(KestrelServerOptions kestrel)
    {
        foreach (var group in Each.GroupBy(AddressOf))
        {
            kestrel.Listen(new IPEndPoint(group.Key.Address, group.Key.Port), options =>
            {
                // Without TLS there is no negotiation, and HTTP/2 would have to be guessed.
                options.Protocols = group.Key.Tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (group.Key.Tls)
                {
                    options.UseHttps(Certificate(settings.Listeners.Certificate!));
                }

                _bound.Add((options, group.Aggregate(Listener.None, (a, b) => a | b)));
            });
        }
    }

    /// <summary>The port of a listener, once it is bound.</summary>
    public int PortOf(Listener listener) => _bound.First(b => (b.Listeners & listener) != Listener.None).Options.IPEndPoint!.Port;

    /// <summary>True when the endpoint answers on the port that the request came in by. What says nothing is the operators'.</summary>
    public bool Answers(HttpContext context)
    {
        var wanted = context.GetEndpoint()?.Metadata.GetMetadata<ListenerMetadata>()?.Listeners ?? Listener.Operators;
        var port = context.Connection.LocalPort;
        if (!_byPort.TryGetValue(port, out var here))
        {
            // Port 0 is known only once it is bound, and the first listener serves before the last is.
            _byPort = _bound.GroupBy(b => b.Options.IPEndPoint!.Port).ToFrozenDictionary(g => g.Key, g => g.Aggregate(Listener.None, (a, b) => a | b.Listeners));
            _byPort.TryGetValue(port, out here);
        }

        return (here & wanted) != Listener.None;
    }

    private ListenerAddress AddressOf(Listener listener) => listener switch
    {
        Listener.Partners => settings.Listeners.Partners,
        Listener.Public => settings.Listeners.Public,
        Listener.Operators => settings.Listeners.Operators,
        _ => settings.Listeners.Metrics,
    };

    private X509Certificate2 Certificate(CertificateSettings certificate)
    {
        var password = certificate.Password is { } reference ? SecretReference.Resolve(reference, settings.Node.Environment) : null;
        return certificate.File.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || certificate.File.EndsWith(".p12", StringComparison.OrdinalIgnoreCase)
            ? X509CertificateLoader.LoadPkcs12FromFile(certificate.File, password)
            : password is null
                ? X509Certificate2.CreateFromPemFile(certificate.File, certificate.KeyFile)
                : X509Certificate2.CreateFromEncryptedPemFile(certificate.File, password, certificate.KeyFile);
    }
}

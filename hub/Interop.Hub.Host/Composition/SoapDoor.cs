using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interop.Adapters.Inbound;
using Interop.Adapters.Soap.Attachments;
using Interop.Adapters.Soap.Endpoint;
using Interop.Adapters.Soap.Exchange;
using Interop.Adapters.Soap.Exchange.Documents;
using Interop.Adapters.Soap.Exchange.LookUp;
using Interop.Hub.Core.Configuration;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using Interop.Hub.Host.Auth;
using Interop.Hub.Host.Soap;

namespace Interop.Hub.Host.Composition;

/// <summary>The SOAP endpoint as this hub is set up.</summary>
internal static class SoapDoor
{
    /// <summary>Its options.</summary>
    /// <exception cref="InvalidOperationException">A certificate that was there when the configuration was read is gone.</exception>
    public static SoapEndpointOptions Options(IServiceProvider services, HubSettings settings)
    {
        var own = settings.MessageSecurity;
        List<X509Certificate2> certificates = [.. own.Certificates.Select(reference => WithKey(reference, settings.Node.Environment))];
        var time = services.GetRequiredService<TimeProvider>();
        return new SoapEndpointOptions
        {
            PublicBaseUrl = settings.PublicBaseUrl,
            MaxRequestBytes = settings.Limits.MaxSoapBytes,

            // A file in base64 is a third longer than the file.
            Packages = PackageLimits.Default with { MaxPartBytes = settings.Limits.MaxDocumentBytes, MaxPackageBytes = (2 * settings.Limits.MaxDocumentBytes) + settings.Limits.MaxSoapBytes },
            Callbacks = CallbacksOf(services.GetRequiredService<IAdapterRegistry>(), services.GetRequiredService<IPartnerDoor>()),
            Security = new SoapDoorSecurity
            {
                Callers = new SoapCallers(services.GetRequiredService<IHubConfigurationSource>(), services.GetRequiredService<KeyTable>(), certificates, own.Actor, time),
                Nonces = new SharedNonces(services.GetRequiredService<ISpentNonces>()),
                Time = time,
                Random = RandomNumberGenerator.Create(),
                Certificate = certificates.FirstOrDefault(),
                Actor = own.Actor,
            },
        };
    }

    /// <summary>What is served at <c>/soap/{service}</c>.</summary>
    public static void AddSoapServices(this IServiceCollection services)
    {
        services.AddSingleton<MessageIntake>();
        services.AddSingleton<IPartnerDoor, PartnerDoor>();
        services.AddSingleton<Questions>();
        services.AddSingleton<DossierInbox>();
        services.AddSingleton<PacketFiles>();
        services.AddSingleton<IDossierExchange, DossierExchange>();
        services.AddSingleton<IDocumentExchange, DocumentExchange>();
        services.AddSingleton<ILookUps, LookUps>();
        services.AddSingleton<ISoapService>(s => new DossierExchangeService(s.GetRequiredService<IDossierExchange>()));
        services.AddSingleton<ISoapService>(s => new DocumentExchangeService(s.GetRequiredService<IDocumentExchange>()));
        services.AddSingleton<ISoapService>(s => new LookUpService(s.GetRequiredService<ILookUps>()));
    }

    private static Func<string, ISoapService?> CallbacksOf(IAdapterRegistry adapters, IPartnerDoor door) =>
        partner => (adapters.Get(partner)?.Delivery as ISoapCallbacks)?.ServiceOver(door);

    private static X509Certificate2 WithKey(string reference, HubEnvironment environment) =>
        MessageSecuritySettings.WithKey(SecretReference.Resolve(reference, environment) ?? string.Empty)
            ?? throw new InvalidOperationException($"MessageSecurity:Certificates: {SecretReference.NameOf(reference)} holds no certificate with its private key any more.");
}

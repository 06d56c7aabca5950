using Interop.Adapters.Configuration;

namespace Interop.Adapters.NationalPortal;

/// <summary>Makes national portal adapters from configuration: <c>Adapter:Type = national-portal</c>.</summary>
public sealed class NationalPortalRegistration : IAdapterFactory
{
    /// <inheritdoc/>
    public string Name => "national-portal";

    /// <inheritdoc/>
    public AdapterInstance? Create(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (NationalPortalOptions.Read(context) is not { } options)
        {
            return null;
        }

        var portal = new NationalPortalClient(context.HttpClient(), options, context.Time);
        var calls = new SessionedCalls(new PortalSession(portal));
        var adapter = new NationalPortalAdapter(portal, calls, new PortalLookUp(portal, calls, options), options);
        return new AdapterInstance(Delivery: adapter, Probe: adapter, Reachability: adapter);
    }
}

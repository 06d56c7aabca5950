using Interop.Adapters.Configuration;

namespace Interop.Adapters.OneStop;

/// <summary>Makes one-stop adapters from configuration: <c>Adapter:Type = one-stop</c>.</summary>
public sealed class OneStopRegistration : IAdapterFactory
{
    /// <inheritdoc/>
    public string Name => "one-stop";

    /// <inheritdoc/>
    public AdapterInstance? Create(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (OneStopOptions.Read(context) is not { } options)
        {
            return null;
        }

        var adapter = new OneStopAdapter(new OneStopClient(context.HttpClient(), options, context.Time), options);
        return new AdapterInstance(Delivery: adapter, Probe: options.ProbeUrl is null ? null : adapter, Reachability: adapter);
    }
}

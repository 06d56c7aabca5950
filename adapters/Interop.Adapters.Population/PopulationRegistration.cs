using Interop.Adapters.Configuration;

namespace Interop.Adapters.Population;

/// <summary>Makes population database adapters from configuration: <c>Adapter:Type = population</c>. It is asked and delivers nothing.</summary>
public sealed class PopulationRegistration : IAdapterFactory
{
    /// <inheritdoc/>
    public string Name => "population";

    /// <inheritdoc/>
    public AdapterInstance? Create(AdapterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (PopulationOptions.Read(context) is not { } options)
        {
            return null;
        }

        var adapter = new PopulationAdapter(new PopulationClient(context.HttpClient(), options, context.Time), options, context.Time);
        return new AdapterInstance(Query: adapter, Reachability: adapter);
    }
}

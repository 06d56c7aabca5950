using System.Collections.Frozen;
using Interop.Adapters.Configuration;
using Interop.Hub.Core.Delivery;

namespace Interop.Hub.Core.Configuration;

/// <summary>A configuration that was found right: what a node starts with, what can change, and the adapters made from it.</summary>
/// <param name="Settings">What a node is started with.</param>
/// <param name="Hub">What can change without a restart.</param>
/// <param name="Adapters">The adapters.</param>
/// <param name="Warnings">What is allowed and doubtful.</param>
public sealed record LoadedConfiguration(HubSettings Settings, HubConfiguration Hub, AdapterSet Adapters, IReadOnlyList<ConfigurationError> Warnings);

/// <summary>What became of reading a configuration.</summary>
/// <param name="Loaded">The configuration; null when there was an error.</param>
/// <param name="Errors">Every error, in the order of the file.</param>
public sealed record LoadResult(LoadedConfiguration? Loaded, IReadOnlyList<ConfigurationError> Errors);

/// <summary>The adapters of one configuration, by destination. Immutable.</summary>
public sealed class AdapterSet : IAdapterRegistry
{
    private readonly FrozenDictionary<string, BuiltAdapter> _adapters;

    internal AdapterSet(IReadOnlyDictionary<string, BuiltAdapter> adapters) =>
        _adapters = adapters.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The destinations that have an adapter.</summary>
    public IReadOnlyCollection<string> Destinations => _adapters.Keys;

    /// <inheritdoc/>
    public AdapterInstance? Get(string destination) => _adapters.GetValueOrDefault(destination)?.Instance;

    /// <summary>How a destination is called; null: it is not.</summary>
    public DestinationConnection? Connection(string destination) => _adapters.GetValueOrDefault(destination)?.Connection;

    internal BuiltAdapter? Built(string destination) => _adapters.GetValueOrDefault(destination);
}

/// <summary>An adapter with what it was made from: as long as that is the same, a reload keeps the instance and its connections.</summary>
/// <param name="Instance">The adapter.</param>
/// <param name="Connection">How it calls.</param>
/// <param name="Settings">Its settings and its connection's, flat.</param>
/// <param name="Secrets">The secrets it asked for, each with a digest of its value.</param>
internal sealed record BuiltAdapter(AdapterInstance Instance, DestinationConnection Connection, string Settings, FrozenDictionary<string, string> Secrets);

using Interop.Adapters.Configuration;

namespace Interop.Hub.Core.Delivery;

/// <summary>The adapters in effect, by destination. Swapped with the configuration.</summary>
public interface IAdapterRegistry
{
    /// <summary>The adapter of a destination; null when it has none.</summary>
    AdapterInstance? Get(string destination);
}

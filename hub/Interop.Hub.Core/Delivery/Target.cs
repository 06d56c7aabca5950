using Interop.Adapters.Configuration;
using Interop.Hub.Core.Configuration;

namespace Interop.Hub.Core.Delivery;

/// <summary>
/// A destination as an attempt found it. The attempt works with the policy and the adapter it began with: its lease was
/// asked for under that policy, and a longer time-out that came in meanwhile would let it send when the lease is another's.
/// </summary>
/// <param name="Runtime">The destination, whose permit the attempt holds.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Adapter">Its adapter.</param>
internal readonly record struct Target(DestinationRuntime Runtime, DeliveryPolicy Policy, AdapterInstance Adapter)
{
    /// <summary>The destination as it is now.</summary>
    public static Target Of(DestinationRuntime runtime, AdapterInstance adapter) => new(runtime, runtime.Policy, adapter);
}

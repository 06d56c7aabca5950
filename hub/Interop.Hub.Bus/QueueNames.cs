namespace Interop.Hub.Bus;

/// <summary>One queue per destination. The names are persisted by the broker: changing their form orphans queues.</summary>
internal sealed class QueueNames(BusOptions options)
{
    /// <summary>The queue of a destination, lower case: <c>interop-delivery-hotich</c>.</summary>
    public string Of(string destination) => $"{options.QueuePrefix}-delivery-{destination.ToLowerInvariant()}";

    /// <summary>Its address for senders.</summary>
    public Uri AddressOf(string destination) => new($"queue:{Of(destination)}");
}

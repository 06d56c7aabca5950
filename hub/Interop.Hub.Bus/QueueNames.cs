namespace Interop.Hub.Bus;

/// <summary>One queue per destination. The names are persisted by the broker: changing their form orphans queues.</summary>
internal sealed class QueueNames(BusOptions options)
{
    /// <summary>The queue of a destination, lower case: <c>interop-delivery-hotich</c>.</summary>
    public string Of(string destination) => $"{options.QueuePrefix}-delivery-{destination.ToLowerInvariant()}";

    /// <summary>
    /// Its address for senders: the exchange that the receiving endpoint binds to its queue. A queue's address would make
    /// the sender declare the queue too, and as a classic one, which the broker refuses beside a quorum queue.
    /// </summary>
    public Uri AddressOf(string destination) => new($"exchange:{Of(destination)}");

    /// <summary>Where MassTransit puts what cannot be read or what the handler threw on, and what it has no handler for.</summary>
    public IReadOnlyList<string> PoisonOf(string destination) => [$"{Of(destination)}_error", $"{Of(destination)}_skipped"];
}

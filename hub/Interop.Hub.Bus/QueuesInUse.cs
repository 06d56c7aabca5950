using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus;

/// <summary>
/// Which queues this node takes hints from at the moment. After an outage the broker takes hints again up to a minute
/// before MassTransit listens again: what is sent meanwhile would lie there while this node has nothing to do.
/// </summary>
internal sealed partial class QueuesInUse(ILogger<QueuesInUse> log)
{
    private readonly ILogger _log = log;
    private readonly ConcurrentDictionary<string, bool> _listens = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends the taking from all of them, see <see cref="Core.Delivery.IDispatchBus.CeaseAsync"/>; null while there is none.</summary>
    public Func<Task>? Cease { get; set; }

    /// <summary>True while hints of the destination come back to this node.</summary>
    public bool Listens(string destination) => _listens.GetValueOrDefault(destination);

    /// <summary>Follows one endpoint for as long as it lives.</summary>
    public IReceiveEndpointObserver Follow(string destination, int attempts, int prefetch) => new Follower(this, destination, attempts, prefetch);

    [LoggerMessage(2501, LogLevel.Information, "Queue of {Destination} connected, {Concurrency} attempts at once, {Prefetch} hints in hand")]
    private static partial void Connected(ILogger log, string destination, int concurrency, int prefetch);

    [LoggerMessage(2505, LogLevel.Warning, "Queue of {Destination} is lost; this node acts on its own deliveries until it is connected again")]
    private static partial void Lost(ILogger log, string destination);

    private sealed class Follower(QueuesInUse queues, string destination, int attempts, int prefetch) : IReceiveEndpointObserver
    {
        private bool _ends;

        public Task Ready(ReceiveEndpointReady ready)
        {
            queues._listens[destination] = true;
            Connected(queues._log, destination, attempts, prefetch);
            return Task.CompletedTask;
        }

        public Task Stopping(ReceiveEndpointStopping stopping)
        {
            _ends = true;
            queues._listens[destination] = false;
            return Task.CompletedTask;
        }

        public Task Completed(ReceiveEndpointCompleted completed) => LoseAsync();

        public Task Faulted(ReceiveEndpointFaulted faulted) => LoseAsync();

        private Task LoseAsync()
        {
            if (!_ends && queues._listens.TryUpdate(destination, newValue: false, comparisonValue: true))
            {
                Lost(queues._log, destination);
            }

            return Task.CompletedTask;
        }
    }
}

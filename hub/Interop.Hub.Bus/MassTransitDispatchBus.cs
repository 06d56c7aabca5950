using Interop.Hub.Bus.Broker;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Ledger;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Interop.Hub.Bus;

/// <summary>
/// Sends each hint to its destination's own queue: a dead partner's queue is nobody else's.
/// <para>
/// A wire that swallowed bytes can leave the client's sending half hung for ever, while the queues on new connections are
/// back: every hint then ends in its time-out, and one node does all the work. What has sent nothing for
/// <see cref="Patience"/>, though queues are listened to, is replaced.
/// </para>
/// </summary>
internal sealed partial class MassTransitDispatchBus(
    IBus bus, QueueNames names, QueueDepths depths, QueuesInUse queues, BusOptions options, TimeProvider time, ILogger<MassTransitDispatchBus> log) : IDispatchBus, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private readonly Lock _lock = new();
    private readonly ILogger _log = log;
    private SendingSide? _side;
    private bool _ended;

    /// <inheritdoc/>
    public async Task HintAsync(ReadyDelivery delivery, CancellationToken cancellationToken)
    {
        var side = Side();
        try
        {
            // What hangs does not look at its token either.
            await side.SendAsync(new DispatchDelivery { DeliveryId = delivery.Id, Destination = delivery.Destination }, cancellationToken).WaitAsync(cancellationToken);
        }
        catch
        {
            Failed(side, delivery.Destination);
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Listens(string destination) => queues.Listens(destination);

    /// <inheritdoc/>
    public bool IsShared => options.Transport == BusTransport.RabbitMq;

    /// <inheritdoc/>
    public Task CeaseAsync() => queues.Cease?.Invoke() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<int?> WaitingAsync(string destination, CancellationToken cancellationToken) =>
        options.Transport == BusTransport.RabbitMq ? await depths.OfAsync(names.Of(destination), cancellationToken) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        SendingSide? side;
        lock (_lock)
        {
            (side, _side, _ended) = (_side, null, true);
        }

        if (side is not null)
        {
            await EndAsync(side);
        }
    }

    private SendingSide Side()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            return _side ??= Open();
        }
    }

    private SendingSide Open()
    {
        if (options.Transport == BusTransport.InMemory)
        {
            return new SendingSide(bus, names, null);
        }

        var own = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit => RabbitHost.Configure(rabbit, options));
        return new SendingSide(own, names, own);
    }

    private void Failed(SendingSide side, string destination)
    {
        // In memory there is nothing to replace; and while no queue is listened to, the broker is away.
        if (side.Failed(time) < Patience || options.Transport == BusTransport.InMemory || !queues.Listens(destination))
        {
            return;
        }

        lock (_lock)
        {
            if (side != _side || _ended)
            {
                return;
            }

            _side = Open();
        }

        Replaced(_log, destination);
        _ = Task.Run(() => EndAsync(side));
    }

    private async Task EndAsync(SendingSide side)
    {
        try
        {
            await side.EndAsync();
        }
        catch (Exception e)
        {
            NotEnded(_log, e);
        }
    }

    [LoggerMessage(2506, LogLevel.Warning, "No hint could be sent for a while (the last for {Destination}), though the broker's queues are connected: the connection for sending is replaced")]
    private static partial void Replaced(ILogger log, string destination);

    [LoggerMessage(2507, LogLevel.Information, "A connection for sending hints did not end in order")]
    private static partial void NotEnded(ILogger log, Exception exception);
}

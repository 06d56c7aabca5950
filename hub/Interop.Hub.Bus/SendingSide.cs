using System.Collections.Concurrent;
using MassTransit;

namespace Interop.Hub.Bus;

/// <summary>
/// What hints are sent over: the endpoints of one bus. With RabbitMQ that is a bus of its own, without queues, so that it
/// can be thrown away when it hangs.
/// </summary>
/// <param name="bus">Where the endpoints come from.</param>
/// <param name="names">What the queues are called.</param>
/// <param name="own">The same, when it is to be started and ended here; else null.</param>
internal sealed class SendingSide(ISendEndpointProvider bus, QueueNames names, IBusControl? own)
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    /// <summary>While hints fail one is tried within seconds: failures further apart than this say nothing of the time between.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(25);

    private static readonly IPipe<SendContext<DispatchDelivery>> ToAQueue = Pipe.Execute<SendContext<DispatchDelivery>>(context =>
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            // An exchange without a queue confirms what it throws away.
            rabbit.Mandatory = true;
        }
    });

    private readonly ConcurrentDictionary<string, Task<ISendEndpoint>> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    // Connects in the background: what is sent meanwhile waits for it, as long as its caller does.
    private readonly Task _started = own?.StartAsync(CancellationToken.None) ?? Task.CompletedTask;

    private readonly Lock _failing = new();
    private long _failingSince;
    private long _failedAt;

    /// <summary>Returns when the broker has confirmed that the queue's quorum has it; where there is no queue yet, it throws.</summary>
    public async Task SendAsync(DispatchDelivery hint, CancellationToken cancellationToken)
    {
        var pending = _endpoints.GetOrAdd(hint.Destination, static (code, state) => state.bus.GetSendEndpoint(state.names.AddressOf(code)), (bus, names));
        ISendEndpoint endpoint;
        try
        {
            endpoint = await pending;
        }
        catch
        {
            _endpoints.TryRemove(hint.Destination, out _);
            throw;
        }

        await endpoint.Send(hint, ToAQueue, cancellationToken);
        Volatile.Write(ref _failingSince, 0);
    }

    /// <summary>Notes a failure.</summary>
    /// <returns>For how long nothing was sent but failures.</returns>
    public TimeSpan Failed(TimeProvider time)
    {
        lock (_failing)
        {
            var now = time.GetTimestamp();
            var since = Volatile.Read(ref _failingSince);
            if (since == 0 || time.GetElapsedTime(_failedAt, now) > Idle)
            {
                Volatile.Write(ref _failingSince, since = now);
            }

            _failedAt = now;
            return time.GetElapsedTime(since, now);
        }
    }

    /// <summary>Ends it; with what hangs, after a while.</summary>
    public async Task EndAsync()
    {
        if (own is not null)
        {
            using var patience = new CancellationTokenSource(EndPatience);
            await own.StopAsync(patience.Token).WaitAsync(patience.Token);
            await _started.WaitAsync(patience.Token);
        }
    }
}

using System.Collections.Concurrent;
using MassTransit;

namespace Interop.Hub.Bus;

/// <summary>
/// What hints are sent over: the endpoints of one bus. With RabbitMQ that is a bus of its own, without queues, so that it
/// can be thrown away when it hangs.
/// </summary>
/// <param name="bus">Where the endpoints come from.</param>
/// <param name="own">The same, when it is to be started and ended here; else null.</param>
internal sealed class SendingSide(ISendEndpointProvider bus, IBusControl? own)
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    private static readonly IPipe<SendContext<DispatchDelivery>> ToAQueue = Pipe.Execute<SendContext<DispatchDelivery>>(context =>
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            // An exchange without a queue confirms what it throws away.
            rabbit.Mandatory = true;
        }
    });

    private readonly ConcurrentDictionary<Uri, Task<ISendEndpoint>> _endpoints = new();

    // Connects in the background: what is sent meanwhile waits for it, as long as its caller does.
    private readonly Task _started = own?.StartAsync(CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>Time stamp of the first failure since something was sent; 0: the last was sent.</summary>
    public long FailingSince { get; set; }

    /// <summary>Returns when the broker has confirmed that the queue's quorum has it; where there is no queue yet, it throws.</summary>
    public async Task SendAsync(Uri queue, DispatchDelivery hint, CancellationToken cancellationToken)
    {
        var pending = _endpoints.GetOrAdd(queue, static (address, from) => from.GetSendEndpoint(address), bus);
        ISendEndpoint endpoint;
        try
        {
            endpoint = await pending;
        }
        catch
        {
            _endpoints.TryRemove(queue, out _);
            throw;
        }

        await endpoint.Send(hint, ToAQueue, cancellationToken);
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

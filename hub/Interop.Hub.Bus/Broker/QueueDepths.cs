using RabbitMQ.Client;

namespace Interop.Hub.Bus.Broker;

/// <summary>Asks the broker how many messages wait in a queue, over one connection that is opened when needed.</summary>
internal sealed class QueueDepths(BusOptions options) : IAsyncDisposable
{
    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;

    /// <summary>Messages that wait in the queue and no consumer has. Throws when the broker is away or there is no such queue.</summary>
    public async Task<int> OfAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await ChannelAsync(cancellationToken);
        return Depth(await channel.QueueDeclarePassiveAsync(queue, cancellationToken));
    }

    /// <summary>
    /// Messages in a poison queue. It is made if need be, as MassTransit would make it with the first poison: a durable
    /// quorum queue. A mere question for a queue that is not there would leave an error in the broker's log each time.
    /// </summary>
    public async Task<int> OfPoisonAsync(string queue, CancellationToken cancellationToken)
    {
        await using var channel = await ChannelAsync(cancellationToken);
        return Depth(await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        _opening.Dispose();
    }

    private static int Depth(QueueDeclareOk answer) => (int)Math.Min(answer.MessageCount, int.MaxValue);

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken) =>
        await (await OpenAsync(cancellationToken)).CreateChannelAsync(cancellationToken: cancellationToken);

    private async Task<IConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true } meanwhile)
            {
                return meanwhile;
            }

            if (_connection is { } broken)
            {
                _connection = null;
                await broken.DisposeAsync();
            }

            return _connection = await BrokerFactory.Of(options).CreateConnectionAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }
}

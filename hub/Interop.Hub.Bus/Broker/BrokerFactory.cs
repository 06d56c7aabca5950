using RabbitMQ.Client;

namespace Interop.Hub.Bus.Broker;

/// <summary>Plain connections to the broker, beside MassTransit's, for what it has no call for: looking at queues.</summary>
internal static class BrokerFactory
{
    /// <summary>A broker that stops answering is noticed after two of these.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static ConnectionFactory Of(BusOptions options)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Host ?? throw new InvalidOperationException("RabbitMQ needs an address."),
            ClientProvidedName = "interop-hub",
            // Its callers ask again; a recovery of its own would only race with them.
            AutomaticRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
        };
        if (options.UserName is not null)
        {
            factory.UserName = options.UserName;
            factory.Password = options.Password ?? string.Empty;
        }

        return factory;
    }
}

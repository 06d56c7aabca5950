using Interop.Hub.Bus.Broker;
using MassTransit;

namespace Interop.Hub.Bus;

/// <summary>How MassTransit connects to the broker.</summary>
internal static class RabbitHost
{
    public static void Configure(IRabbitMqBusFactoryConfigurator rabbit, BusOptions options) => rabbit.Host(options.Host, host =>
    {
        if (options.UserName is not null)
        {
            host.Username(options.UserName);
            host.Password(options.Password ?? string.Empty);
        }

        host.Heartbeat(BrokerFactory.Heartbeat);
        host.PublisherConfirmation = true;
    });
}

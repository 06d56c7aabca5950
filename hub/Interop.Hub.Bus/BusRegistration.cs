using Interop.Hub.Core.Delivery;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Hub.Bus;

/// <summary>Registers the bus.</summary>
public static class BusRegistration
{
    /// <summary>
    /// Adds MassTransit on the transport of the options, and one queue per destination. Call it before
    /// <c>AddHubCore</c>, so that the queues are there before the scheduler offers anything.
    /// </summary>
    public static IServiceCollection AddHubBus(this IServiceCollection services, BusOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<QueueNames>();
        services.AddSingleton<IDispatchBus, MassTransitDispatchBus>();
        services.AddMassTransit(bus =>
        {
            // This version reports usage to its maker unless told not to; a government's hub reports to nobody.
            bus.DisableUsageTelemetry();
            if (options.Transport == BusTransport.RabbitMq)
            {
                bus.UsingRabbitMq((_, rabbit) =>
                {
                    rabbit.Host(options.Host, host =>
                    {
                        if (options.UserName is not null)
                        {
                            host.Username(options.UserName);
                            host.Password(options.Password ?? string.Empty);
                        }

                        host.PublisherConfirmation = true;
                    });
                });
            }
            else
            {
                bus.UsingInMemory();
            }
        });
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            // A broker that is away at start degrades the hub to its ledger; the scheduler catches up when it is back.
            host.WaitUntilStarted = options.Transport == BusTransport.InMemory;
            host.StopTimeout = TimeSpan.FromSeconds(30);
        });
        services.AddHostedService<DispatchEndpoints>();
        return services;
    }
}

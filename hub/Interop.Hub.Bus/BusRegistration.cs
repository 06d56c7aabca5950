using Interop.Hub.Bus.Broker;
using Interop.Hub.Bus.Poison;
using Interop.Hub.Core.Delivery;
using MassTransit;
using MassTransit.UsageTracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Interop.Hub.Bus;

/// <summary>Registers the bus.</summary>
public static class BusRegistration
{
    /// <summary>
    /// Adds MassTransit on the transport of the options, one queue per destination, and the watch over what could not
    /// be handled. Call it before <c>AddHubCore</c>, so that the queues are there before the scheduler offers anything.
    /// With RabbitMQ the host's start ends in a <see cref="BrokerMissingException"/> when the broker cannot be used.
    /// </summary>
    public static IServiceCollection AddHubBus(this IServiceCollection services, BusOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<QueueNames>();
        services.AddSingleton<QueueDepths>();
        services.AddSingleton<QueuesInUse>();
        services.AddSingleton<PoisonLedger>();
        services.AddSingleton<IDispatchBus, MassTransitDispatchBus>();
        services.AddHealthChecks().AddCheck<PoisonCheck>("poison", tags: ["ready"]);
        if (options.Transport == BusTransport.RabbitMq)
        {
            services.AddHostedService<BrokerAtStart>();
        }

        services.AddMassTransit(bus => Configure(bus, options));
        Silence(services);
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            // A broker that goes away while the hub starts degrades it to its ledger; the scheduler catches up when it is back.
            host.WaitUntilStarted = options.Transport == BusTransport.InMemory;
            host.StopTimeout = TimeSpan.FromSeconds(30);
        });
        services.AddHostedService<DispatchEndpoints>();
        if (options.Transport == BusTransport.RabbitMq)
        {
            services.AddHostedService<PoisonWatch>();
        }
        else
        {
            services.AddReceiveObserver<FaultObserver>();
        }

        return services;
    }

    private static void Configure(IBusRegistrationConfigurator bus, BusOptions options)
    {
        bus.DisableUsageTelemetry();
        if (options.Transport == BusTransport.InMemory)
        {
            bus.UsingInMemory();
            return;
        }

        bus.UsingRabbitMq((_, rabbit) => RabbitHost.Configure(rabbit, options));
    }

    /// <summary>
    /// This version of MassTransit reports usage to its maker unless told not to, and an environment variable outvotes the
    /// option. A government's hub reports to nobody: what would report is not there.
    /// </summary>
    private static void Silence(IServiceCollection services) => services.RemoveAll<IUsageTracker>();
}
